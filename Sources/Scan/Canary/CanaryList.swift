import Detection
package import Model

/// All canary names, for one scan.
package struct CanaryList: Sendable {
  /// By id.
  package let entries: [CanaryEntry]

  package init(_ entries: [CanaryEntry] = []) {
    var seen: Set<String> = []
    self.entries = entries.sorted { $0.id < $1.id }.filter { seen.insert($0.id).inserted }
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// Names the list in the record of a scan.
  package var digest: String { entries.map(\.id).joined(separator: ",") }

  /// The attempts on each canary, in order; canaries that nobody touched are left out.
  ///
  /// A name with a domain and the bare one in front of it are the same canary, as services differ in what
  /// they ask for; two domains are two.
  /// - Complexity: O(names + attempts); nothing without a canary.
  func touches(in table: AttemptTable) -> [(entry: CanaryEntry, attempts: [UInt32])] {
    if entries.isEmpty { return [] }
    let byName = entriesByName(in: table)
    if byName.isEmpty { return [] }
    var touched: [Int: [UInt32]] = [:]
    for (number, chunk) in table.chunks.enumerated() {
      for (place, attempt) in chunk.enumerated() {
        for entry in byName[attempt.name, default: []] where entries[entry].holds(at: attempt.time)
        {
          let index = UInt32(number << AttemptTable.chunkShift + place)
          touched[entry, default: []].append(index)
        }
      }
    }
    return touched.sorted { $0.key < $1.key }.map { entry, attempts in
      let inOrder = attempts.sorted { AttemptTable.precedes(table[$0], table[$1]) }
      return (entries[entry], inOrder)
    }
  }

  private func entriesByName(in table: AttemptTable) -> [UInt32: [Int]] {
    let numbers = AccountText.numbers(
      of: Set(entries.map(\.name)),
      count: table.nameTraits.count,
      name: table.nameText
    )
    var found: [UInt32: [Int]] = [:]
    for (place, entry) in entries.enumerated() {
      for name in numbers[entry.name] ?? [] { found[name, default: []].append(place) }
    }
    return found
  }
}

extension CanaryEntry {
  fileprivate func holds(at time: Timestamp) -> Bool {
    if let since, time < since { return false }
    if let until, time >= until { return false }
    return true
  }
}
