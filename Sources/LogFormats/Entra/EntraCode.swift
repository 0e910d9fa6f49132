import LogBytes
import Model

/// What an Entra error code (`status.errorCode`, `ResultType`) says of the account and the password.
///
/// The codes come in four kinds: no such user, wrong password, right password refused by something
/// after it, and the rest. A sign-in with a second factor writes several rows: those in between carry
/// the codes of the third kind, so they never count as a failure of the password.
enum EntraCode {
  /// An app that the tenant does not know.
  static let unknownApplication = 700_016

  /// The outcome of `code` at `service`; `nil` if it is about the tenant and no account was tried.
  static func outcome(of code: Int, at service: Service) -> Outcome? {
    switch code {
    case 0:
      return Outcome(service, .present, .disclosed, .accepted)
    // No such user in this directory. 16000 and 50020: a user of another identity provider.
    case 16000, 50014, 50020, 50034, 51004:
      return Outcome(service, .absent, .disclosed, .none)
    // "Invalid user name or password": the name exists in a managed domain, and elsewhere nobody knows.
    case 50126:
      return Outcome(service, .likely, .disclosed, .wrong)
    // Locked, or an address Microsoft blocks; given "regardless of the password validity".
    case 50053:
      return Outcome(service, .undetermined, .undetermined, .blocked)
    case 50064:
      return Outcome(service, .undetermined, .undetermined, .wrong)
    // Expired, none stored, disabled: the account is there, the password may or may not have been right.
    case 50055, 50056, 50057, 50144:
      return Outcome(service, .present, .disclosed, .blocked)
    case 50005, 50072, 50074, 50076, 50079, 50105, 50129, 50133, 50155, 50158, 50173, 53000, 53001,
      53003, 500_121:
      return rightPasswordRefused(at: service)
    // No such tenant or domain.
    case 50059, 50128:
      return nil
    // Seamless single sign-on logs only requests that match an account.
    case 81000...81999:
      return Outcome(service, .present, .disclosed, .none)
    default:
      return Outcome(service, .undetermined, .undetermined, .none)
    }
  }

  /// Second factor, policy or assignment stood between the right password and the sign-in.
  static func rightPasswordRefused(at service: Service) -> Outcome {
    var outcome = Outcome(service, .present, .disclosed, .blocked)
    outcome.secretWasRight = true
    return outcome
  }

  /// The code that `range` holds: digits, or the word with which some exports write success.
  ///
  /// `nil` for other words ("Failure", "Interrupted"), which do not tell a name from a password.
  static func read(_ record: Span<UInt8>, in range: Range<Int>) -> Int? {
    if let code = record.decimal(in: range) { return code }
    return record.equals("Success", in: range) || record.equals("success", in: range) ? 0 : nil
  }
}
