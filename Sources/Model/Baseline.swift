/// What ordinary traffic looked like in the scans of a workspace: sums that a later scan goes on with.
///
/// Nothing of a source that was accused is in it. Times are seconds since 1970 UTC. All lists are sorted.
package struct Baseline: Equatable, Sendable, Codable {
  /// How many honest sources got so many answers of one kind in so many probes.
  package struct Count: Equatable, Sendable, Codable {
    package var service: String
    /// `absent` or `refused`.
    package var question: String
    package var yes: Int
    package var asked: Int
    package var sources: Int

    package init(service: String, question: String, yes: Int, asked: Int, sources: Int) {
      (self.service, self.question, self.yes, self.asked, self.sources) =
        (service, question, yes, asked, sources)
    }
  }

  /// A name that exists, or did.
  package struct Name: Equatable, Sendable, Codable {
    package var name: String
    /// The services that showed it to exist.
    package var services: [String]
    package var first: UInt32
    package var last: UInt32
    /// From where it signs in, the most used first; at most `usesKept`.
    package var uses: [Use]

    package init(name: String, services: [String], first: UInt32, last: UInt32, uses: [Use]) {
      (self.name, self.services, self.first, self.last, self.uses) =
        (name, services, first, last, uses)
    }
  }

  package struct Use: Equatable, Sendable, Codable {
    package var source: String
    package var client: String?
    package var first: UInt32
    package var last: UInt32
    package var count: Int

    package init(source: String, client: String?, first: UInt32, last: UInt32, count: Int) {
      (self.source, self.client, self.first, self.last, self.count) =
        (source, client, first, last, count)
    }
  }

  /// An absent name that one source asks for again and again: a phone that nobody put right.
  package struct StaleName: Equatable, Sendable, Codable {
    package var name: String
    package var source: String
    /// Days of UTC on which it was asked for.
    package var days: Int
    package var last: UInt32

    package init(name: String, source: String, days: Int, last: UInt32) {
      (self.name, self.source, self.days, self.last) = (name, source, days, last)
    }

    /// So many days make a habit.
    package static let habitDays = 3

    package var isHabit: Bool { days >= Self.habitDays }
  }

  /// One name that one source uses by the clock.
  package struct Job: Equatable, Sendable, Codable {
    package var name: String
    package var source: String
    package var periodSeconds: Int
    package var count: Int
    package var last: UInt32

    package init(name: String, source: String, periodSeconds: Int, count: Int, last: UInt32) {
      (self.name, self.source, self.periodSeconds, self.count, self.last) =
        (name, source, periodSeconds, count, last)
    }

    enum CodingKeys: String, CodingKey {
      case name, source, count, last
      case periodSeconds = "period_seconds"
    }
  }

  /// Up to which event each log was learned from: its path without the marks of rotation.
  package var through: [String: UInt32] = [:]
  package var counts: [Count] = []
  package var names: [Name] = []
  package var staleNames: [StaleName] = []
  package var jobs: [Job] = []

  package init() {}

  package var isEmpty: Bool { self == Baseline() }

  /// Kept for one account, for all accounts, and of the other lists.
  package static let usesKept = 8
  package static let namesKept = 200_000
  package static let othersKept = 20_000

  enum CodingKeys: String, CodingKey {
    case through, counts, names, jobs
    case staleNames = "stale_names"
  }
}
