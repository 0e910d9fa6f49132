import Model

/// All traffic that was declared, for one scan.
package struct AllowList: Sendable {
  /// By id.
  private let rules: [AllowRule]

  package init(_ rules: [AllowRule] = []) {
    self.rules = rules.sorted { $0.entry.id < $1.entry.id }
  }

  package var isEmpty: Bool { rules.isEmpty }

  /// Names the list in the record of a scan: two lists with the same entries have the same text.
  package var digest: String { Set(rules.map(\.entry.id)).sorted().joined(separator: ",") }

  /// The entry that covers every one of the attempts; the first by id if several do.
  ///
  /// A finding is authorised wholly or not at all: a stranger who hides behind a scanner's address, or
  /// a scanner that goes on after its time, makes it a finding like any other.
  func entry(covering attempts: some Sequence<Attempt>, in tables: TextTables) -> AllowEntry? {
    rules.first { rule in attempts.allSatisfy { rule.covers($0, in: tables) } }?.entry
  }
}
