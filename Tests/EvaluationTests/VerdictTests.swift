import Evaluation
import Model
import Testing

struct VerdictTests {
  @Test(
    arguments: [
      ([.campaign(2): 10], FindingVerdict.Subject.campaign(2)),
      ([.campaign(2): 6, .honest: 5], .campaign(2)),
      ([.campaign(2): 5, .honest: 5], .falseAlarm),
      ([.honest: 3], .falseAlarm),
      ([:], .falseAlarm),
      ([.declared: 6, .honest: 5], .declared),
      ([.campaign(0): 4, .campaign(1): 5, .honest: 2], .merged([1, 0])),
      ([.campaign(0): 4, .campaign(1): 4], .merged([0, 1])),
    ] as [([AttemptOwner: Int], FindingVerdict.Subject)]
  )
  func `the owner of more than half has the finding`(
    pairs: [AttemptOwner: Int],
    subject: FindingVerdict.Subject
  ) {
    #expect(FindingVerdict(pairs: pairs).subject == subject)
  }

  @Test
  func `a finding says which campaigns it swallowed, from a tenth on`() {
    #expect(FindingVerdict(pairs: [.campaign(0): 90, .campaign(3): 10]).swallowed == [3])
    #expect(FindingVerdict(pairs: [.campaign(0): 91, .campaign(3): 9]).swallowed == [])
  }

  @Test
  func `absent names accuse, however many accounts of colleagues were cited`() {
    let colleagues = (0..<20).map { Self.attempt(source: 1, name: $0, .present) }
    let list = (100..<104).map { Self.attempt(source: 1, name: $0, .absent) }
    let verdict = FindingVerdict(citing: colleagues + list) {
      $0.name >= 100 ? .campaign(0) : .honest
    }
    #expect(verdict.subject == .campaign(0))
    #expect(FindingVerdict(citing: colleagues) { _ in .honest }.subject == .falseAlarm)
  }

  @Test
  func `repeats of one name from one source count once`() {
    let repeated = (0..<9).map { _ in Self.attempt(source: 1, name: 7, .absent) }
    let list = [
      Self.attempt(source: 1, name: 8, .absent), Self.attempt(source: 2, name: 8, .absent),
    ]
    let verdict = FindingVerdict(citing: repeated + list) { $0.name == 7 ? .honest : .campaign(4) }
    #expect(verdict.subject == .campaign(4))
  }

  static func attempt(source: UInt32, name: UInt32, _ existence: Existence) -> Attempt {
    Attempt(
      seconds: 1_772_000_000,
      milliseconds: 0,
      segment: 0,
      offset: 0,
      length: 1,
      source: source,
      name: name,
      client: Attempt.none,
      outcome: Outcome(.sshd, existence, .hidden, .wrong)
    )
  }
}
