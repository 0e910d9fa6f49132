/// How many sources asked for each absent name. Popular names (`admin`, `info`) are asked for by many,
/// the names of a divided list by one each.
package struct NameCensus: Sendable, Equatable {
  /// By name; stays at the greatest number it can hold.
  private var sources: [UInt8]

  package init(nameCount: Int) {
    sources = Array(repeating: 0, count: nameCount)
  }

  package subscript(name: UInt32) -> Int { Int(sources[Int(name)]) }

  mutating func note(_ name: UInt32) {
    let number = Int(name)
    if sources[number] < .max { sources[number] += 1 }
  }

  package mutating func add(_ other: NameCensus) {
    for name in sources.indices {
      sources[name] = UInt8(min(Int(UInt8.max), Int(sources[name]) + Int(other.sources[name])))
    }
  }
}
