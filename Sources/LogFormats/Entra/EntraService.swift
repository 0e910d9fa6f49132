import LogBytes
import Model

/// The kinds of Entra sign-in, and what their logs cannot show.
enum EntraService {
  static let facts = [
    ServiceFacts(.entraInteractive, confirmed: .partial, gaps: gaps),
    ServiceFacts(.entraNonInteractive, confirmed: .partial, gaps: gaps),
  ]

  private static let gaps = [
    VisibilityGap(
      "entra.code50053.ambiguous",
      "Code 50053 is a lockout or a blocked address, whatever the password was, so it shows neither an account nor guessing."
    ),
    VisibilityGap(
      "entra.code50126.federated",
      "Code 50126 means a wrong password in a managed domain; with federation or pass-through it may also mean an unknown name."
    ),
    VisibilityGap(
      "entra.correlation.by-client",
      "The correlation id is what the client sent, so rows are not joined by it."
    ),
    VisibilityGap(
      "entra.getcredentialtype.unlogged",
      "GetCredentialType, GetUserRealm and similar look-ups are no sign-ins and leave no row in the tenant."
    ),
    VisibilityGap(
      "entra.onedrive-teams.unlogged",
      "Probes of OneDrive addresses and Teams searches from another tenant leave no row in the sign-in log."
    ),
    VisibilityGap(
      "entra.retention.short",
      "Sign-ins are kept 7 days in the free tier and 30 days with P1 or P2, so an export covers no more."
    ),
    VisibilityGap(
      "entra.ropc-seamless.hits-only",
      "Seamless single sign-on, and password grants with an invented app id, leave rows for accounts that exist only."
    ),
    VisibilityGap(
      "entra.signin.bypassed",
      "Ways around the sign-in log have been published and closed more than once: no row is no proof of no attempt."
    ),
  ]

  /// Whether the "client app" is one of the words that stand for any program with a modern sign-in.
  static func isAnyModernClient(_ record: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.isEmpty || record.equals("Browser", in: range)
      || record.equals("Mobile Apps and Desktop clients", in: range)
  }

  /// The service that a log category names, in the spelling of the diagnostic settings or of the
  /// tables; `nil` for sign-ins of applications and for other logs.
  static func of(_ record: Span<UInt8>, category: Range<Int>) -> Service? {
    if record.equals("SignInLogs", in: category) || record.equals("SigninLogs", in: category) {
      return .entraInteractive
    }
    if record.equals("NonInteractiveUserSignInLogs", in: category)
      || record.equals("AADNonInteractiveUserSignInLogs", in: category)
    {
      return .entraNonInteractive
    }
    return nil
  }
}

/// The name of a sign-in.
enum EntraName {
  /// Whether `range` holds no name but what Entra writes in its place: nothing, a GUID, or a word in
  /// braces for a name of another tenant.
  static func isPlaceholder(_ record: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let first = range.first else { return true }
    if record[first] == 0x7b { return true }
    return range.count == 36 && record[first + 8] == 0x2d && record[first + 13] == 0x2d
      && record[first + 18] == 0x2d && record[first + 23] == 0x2d
  }

  static func isAddress(_ record: Span<UInt8>, _ range: Range<Int>) -> Bool {
    record.firstIndex(of: 0x40, in: range) != nil
  }
}
