import LogBytes
import Model

/// One user event of Keycloak, wherever it was written: what it was, and what it says.
///
/// The answers of the login form and of the reset form do not tell a known name from an unknown one;
/// the registration form does.
struct KeycloakEvent {
  var type: Range<Int> = 0..<0
  var error: Range<Int> = 0..<0
  var address: Range<Int> = 0..<0
  var username = Field(0..<0)
  var email = Field(0..<0)

  func add(
    _ record: Span<UInt8>,
    time: EventTime?,
    to sink: inout AttemptSink
  ) -> RecordVerdict {
    guard let outcome = outcome(record) else { return .notAttempt }
    guard let time else { return .notUnderstood(.missingTime) }
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: outcome,
        name: name(record),
        source: IPAddress(withPort: record, in: address).map { .address($0) } ?? .none
      ),
      in: record
    )
  }

  /// `nil` if the event is no attempt on an account.
  private func outcome(_ record: Span<UInt8>) -> Outcome? {
    if record.equals("LOGIN", in: type) {
      return Outcome(.keycloakLogin, .present, .disclosed, .accepted)
    }
    if record.equals("LOGIN_ERROR", in: type) { return loginError(record) }
    if record.equals("RESET_PASSWORD_ERROR", in: type) { return resetError(record) }
    // The mail may fail to go out; the account was found before that.
    if record.equals("SEND_RESET_PASSWORD", in: type)
      || record.equals("SEND_RESET_PASSWORD_ERROR", in: type)
    {
      return Outcome(.keycloakReset, .present, .hidden, .none)
    }
    if record.equals("REGISTER_ERROR", in: type),
      record.equals("email_in_use", in: error) || record.equals("username_in_use", in: error)
    {
      return Outcome(.keycloakRegister, .present, .disclosed, .none)
    }
    return nil
  }

  private func loginError(_ record: Span<UInt8>) -> Outcome? {
    if record.equals("user_not_found", in: error) {
      return Outcome(.keycloakLogin, .absent, .hidden, .none)
    }
    if record.equals("invalid_user_credentials", in: error) {
      return Outcome(.keycloakLogin, .present, .hidden, .wrong)
    }
    return isDisabled(record) ? Outcome(.keycloakLogin, .present, .hidden, .blocked) : nil
  }

  /// What the reset form answers to an unknown name depends on its configuration.
  private func resetError(_ record: Span<UInt8>) -> Outcome? {
    if record.equals("user_not_found", in: error) {
      return Outcome(.keycloakReset, .absent, .undetermined, .none)
    }
    return isDisabled(record) ? Outcome(.keycloakReset, .present, .undetermined, .blocked) : nil
  }

  private func isDisabled(_ record: Span<UInt8>) -> Bool {
    record.equals("user_disabled", in: error)
      || record.equals("user_temporarily_disabled", in: error)
  }

  /// The name that the error is about; `null` is how Keycloak writes that there was none.
  private func name(_ record: Span<UInt8>) -> Field {
    let (first, second) =
      record.equals("email_in_use", in: error) ? (email, username) : (username, email)
    return first.range.isEmpty || record.equals("null", in: first.range) ? second : first
  }
}

/// What the logs of Keycloak can show.
enum KeycloakService {
  static let facts = [
    ServiceFacts(.keycloakLogin, confirmed: .none, gaps: [uniformLogin, otp, lockout] + shared),
    ServiceFacts(.keycloakRegister, confirmed: .full, gaps: shared),
    ServiceFacts(.keycloakReset, confirmed: .partial, gaps: [resetHits] + shared),
  ]

  private static let shared = [
    VisibilityGap(
      "keycloak.proxy.address",
      "Behind a proxy that Keycloak was not told of, every event carries the proxy's address."
    ),
    VisibilityGap(
      "keycloak.success.debug-only",
      "Successful events go to the log at DEBUG level, which is off by default: sign-ins may be missing."
    ),
  ]

  private static let uniformLogin = VisibilityGap(
    "keycloak.login.uniform",
    "The login form answers alike for absent and present names, so nothing was disclosed."
  )
  private static let otp = VisibilityGap(
    "keycloak.otp.same-error",
    "A wrong one-time code is logged with the same error as a wrong password."
  )
  private static let lockout = VisibilityGap(
    "keycloak.lockout.off",
    "Brute-force detection is off by default, so no lockout is no proof of no guessing."
  )
  private static let resetHits = VisibilityGap(
    "keycloak.reset.hits-unlogged",
    "A reset mail that was sent is a successful event: without DEBUG level or stored events only misses show."
  )
}
