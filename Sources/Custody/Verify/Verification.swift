/// What a verification went through, and what it found wrong.
package struct Verification: Equatable, Sendable {
  package var origin: String?
  /// The keys of the log, the first one first, as people pass them on.
  package var keys: [String] = []
  package var events = 0
  package var withheldEvents = 0
  package var heads = 0
  package var exhibits = 0
  package var contents = 0
  package var withheldContents = 0
  package var proofs = 0
  package var timestamps: [String] = []
  /// What is no fault but should be known.
  package var notes: [String] = []
  package var problems = ProblemList()

  package init() {}

  package var isGood: Bool { problems.isEmpty }
}
