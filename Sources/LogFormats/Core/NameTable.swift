package import LogBytes
package import Model

/// Account names in lower case, with what is known of each.
///
/// Case is folded because directories and mail do; what the upper case tells of a mistyped password
/// is kept as a trait.
package struct NameTable: ~Copyable {
  package var table = ByteInterner()
  package private(set) var traits: [NameTraits] = []

  package init() {}

  package var count: Int { table.count }

  /// The number of `name`, which is put into lower case in place. `nil` when the table is full.
  package mutating func intern(_ name: inout [UInt8]) -> UInt32? {
    let looksLikePassword = PasswordShape.matches(name.span)
    SourceKey.lowercase(&name)
    guard let number = table.intern(name.span) else { return nil }
    if Int(number) == traits.count { traits.append([]) }
    if looksLikePassword { traits[Int(number)].insert(.looksLikePassword) }
    return number
  }

  package mutating func add(_ trait: NameTraits, to number: UInt32) {
    traits[Int(number)].insert(trait)
  }
}

extension NameTable {
  /// As `ByteInterner.absorb`, with the traits.
  package mutating func absorb(_ other: borrowing NameTable) -> [UInt32] {
    let numbers = table.absorb(other.table)
    while traits.count < table.count { traits.append([]) }
    for (old, number) in numbers.enumerated() where number != UInt32.max {
      traits[Int(number)].formUnion(other.traits[old])
    }
    return numbers
  }
}
