import Model

/// The attempts of a source that many people share, by the client that made them.
struct ClientParts {
  private var parts: [(client: UInt32, attempts: [UInt32], absent: Int)] = []
  private let hasSeveral: Bool

  /// Clients that are told apart, at most: beyond that a client says little.
  static let most = 64

  /// - Complexity: O(attempts).
  init(_ indices: [UInt32], of table: AttemptTable) {
    var places: [UInt32: Int] = [:]
    for index in indices {
      let attempt = table[index]
      guard attempt.client != Attempt.none else { continue }
      let place = places[attempt.client] ?? parts.count
      if place == parts.count {
        if place == Self.most { continue }
        places[attempt.client] = place
        parts.append((attempt.client, [], 0))
      }
      parts[place].attempts.append(index)
      if attempt.outcome.existence == .absent { parts[place].absent += 1 }
    }
    hasSeveral = parts.count > 1
  }

  var count: Int { max(1, parts.count) }

  /// The parts with enough absent names to be tested, in order of the client's first attempt. None if
  /// all attempts have one client: then the part is the whole.
  var suspicious: [[UInt32]] {
    guard hasSeveral else { return [] }
    return parts.filter { ProbeRun.canBe(misses: $0.absent, probes: $0.attempts.count) }
      .map(\.attempts)
  }
}
