package import Model

/// A detection of ours for a technique: what `rollcall scan` runs on every log it reads.
package struct ExecutableTest: Sendable, Codable, Equatable {
  package var id: String
  package var technique: TechniqueID
  package var title: String
  /// What the logs must show for it to find something.
  package var looksFor: String
  /// What would speak against a hit.
  package var disprovedBy: String
  /// As it is typed.
  package var command: String

  /// Sorted by id.
  package static let all = [
    ExecutableTest(
      id: "account-takeover",
      technique: .validAccounts,
      title: "The source of a roll call signs in",
      looksFor: "a credential that is accepted, from the source of a roll call",
      disprovedBy:
        "the account's owner says that the sign-in, its address and its time were theirs",
      command: "rollcall scan LOGS --workspace DIR"
    ),
    ExecutableTest(
      id: "password-guessing",
      technique: .passwordGuessing,
      title: "The source of a roll call guesses passwords",
      looksFor:
        "ten or more wrong secrets for one account that exists, from the source of a roll call",
      disprovedBy: "one device with an old password: one account, one client, an even interval",
      command: "rollcall scan LOGS --workspace DIR"
    ),
    ExecutableTest(
      id: "password-spray",
      technique: .passwordSpraying,
      title: "The source of a roll call sprays passwords",
      looksFor:
        "two to nine wrong secrets for each of three or more accounts that exist, from the source of a roll call",
      disprovedBy:
        "the accounts that failed are no more often confirmed ones than all accounts are",
      command: "rollcall scan LOGS --workspace DIR"
    ),
    ExecutableTest(
      id: "roll-call",
      technique: .emailAddresses,
      title: "Name after name from one source",
      looksFor:
        "a source whose first contacts go to names that do not exist more often than honest sources' do",
      disprovedBy:
        "a declared scanner, a mailing list with old recipients, or a relay that stands for many people",
      command: "rollcall scan LOGS --workspace DIR"
    ),
  ]

  package static func of(_ technique: TechniqueID) -> [ExecutableTest] {
    all.filter { $0.technique == technique }
  }
}
