/// A real log and what is known of it without Rollcall.
package struct KnownLog: Sendable {
  package enum Answer: Equatable, Sendable {
    /// So many sources with at least so many different absent names.
    case sources(count: Int, absentNames: Int)
    /// One source that asked for so many names.
    case oneSource(names: Int)
    /// Nobody calls the roll.
    case nobody
  }

  /// Below the folder of real data. A folder stands for all logs in it that begin with `prefix`.
  package var path: String
  package var prefix: String?
  package var title: String
  package var answer: Answer

  /// The Kerberos run holds 52 names; one of them, a health mailbox, asked from a host of its own.
  package static let all: [KnownLog] = [
    KnownLog(
      path: "logs/ssh-auth-internet.log.gz",
      title: "sshd of an internet host",
      answer: .sources(count: 26, absentNames: 5)
    ),
    KnownLog(
      path: "logs/openssh-2k.log",
      title: "sshd of a laboratory (loghub)",
      answer: .sources(count: 5, absentNames: 4)
    ),
    KnownLog(
      path: "logs/windows-evtx/ID4768-4771-Kerberos_brutforce_with_non_existing_users.evtx",
      title: "Kerberos run, binary event log",
      answer: .oneSource(names: 51)
    ),
    KnownLog(
      path: "logs/windows-json",
      prefix: "TA0006-Credential_Access_T1110.xxx-Brut_force_ID4768-4771",
      title: "the same run as JSON lines",
      answer: .oneSource(names: 51)
    ),
    KnownLog(
      path: "logs/windows-json",
      prefix: "otrf_",
      title: "Windows hosts under other attacks",
      answer: .nobody
    ),
    KnownLog(
      path: "logs/apache-combined.log.gz",
      title: "web site, almost all benign",
      answer: .nobody
    ),
  ]

  package var answerText: String {
    switch answer {
    case .sources(let count, let names): "\(count) sources with at least \(names) absent names"
    case .oneSource(let names): "one source that asked for \(names) names"
    case .nobody: "nobody"
    }
  }
}
