import LogFormats
import Model
import Testing

/// What the samples of others hold; the binary logs and their JSON must agree.
enum WindowsExpectations {
  /// One address asks for 51 names, 46 of which do not exist; a mail server's own check is in
  /// between.
  static func kerberosRun(_ log: DecodedLog) throws {
    #expect(log.notUnderstood == 0)
    #expect(log.attempts.count == 52)
    #expect(Set(log.attempts.map(\.name)).count == 52)
    let own = log.attempts.filter { $0.source != "10.23.123.11" }
    #expect(own.map(\.name) == ["healthmailboxf49e2c8"])
    #expect(
      Set(log.attempts.filter { $0.outcome.existence == .absent }.map(\.source))
        == ["10.23.123.11"]
    )
    #expect(log.attempts.allSatisfy { $0.outcome.service == .windowsKerberos })
    #expect(log.attempts.allSatisfy { $0.outcome.disclosure == .disclosed })
    #expect(log.names(.absent).count == 46)
    #expect(log.names(.absent).isSuperset(of: ["test1", "test2"]))
    func names(_ credential: Credential) -> Set<String> {
      Set(
        log.attempts
          .filter { $0.outcome.existence == .present && $0.outcome.credential == credential }
          .map(\.name)
      )
    }
    #expect(names(.accepted) == ["admmig", "healthmailboxf49e2c8"])
    // It needs no pre-authentication, so that its ticket proves nothing.
    #expect(names(.none) == ["admin-test"])
    #expect(names(.blocked) == ["administrator"])
    #expect(names(.wrong) == ["admin-hacker", "adminupn42"])
  }

  /// Part of the name, how many attempts, and the first of them.
  static let samples: [(String, Int, ExampleAttempt?)] = [
    ("1149", 0, nil),
    ("18456", 0, nil),
    ("ID33205-SQL_Server_failed_login_because_only", 0, nil),
    ("SA_wrong_password", 0, nil),
    ("disabled_SA", 0, nil),
    (
      "ID4-OpenSSH_brutforce_with_non", 7,
      ExampleAttempt("hacker", from: "10.23.23.9", Outcome(.sshd, .absent, .hidden, .none))
    ),
    (
      "ID4-OpenSSH_brutforce_with_valid", 7,
      ExampleAttempt("admmig", from: "10.23.23.9", Outcome(.sshd, .present, .hidden, .none))
    ),
    (
      // The worker's own sign-ins are left out; sshd asks Windows through the local authority.
      "ID4625-OpenSSH_brutforce_with_non", 10,
      ExampleAttempt(
        "nouser",
        from: "fs01",
        Outcome(.windowsNTLM, .absent, .disclosed, .none)
      )
    ),
    // A name that Windows withheld is no attempt.
    ("account_restriction", 0, nil),
    (
      "4771-Kerberos_brutforce_with_valid", 54,
      ExampleAttempt(
        "admin-hacker",
        from: "10.23.123.11",
        Outcome(.windowsKerberos, .present, .disclosed, .wrong)
      )
    ),
    ("4964", 0, nil),
    (
      "AccountRestore", 16,
      ExampleAttempt(
        "admin",
        from: "win",
        Outcome(.windowsLogon, .present, .undetermined, .wrong)
      )
    ),
  ]
}
