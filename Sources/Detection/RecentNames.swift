/// The texts of names that were asked for a short while ago: slips are compared with the same few names
/// again and again.
///
/// A direct-mapped cache.
struct RecentNames: Sendable {
  private static let places = 1 << 10

  private let text: @Sendable (UInt32) -> [UInt8]
  private var entries: [(name: UInt32, text: [UInt8])] = []

  init(_ table: AttemptTable) {
    text = table.nameText
  }

  /// The text of `name`, in lower case.
  subscript(name: UInt32) -> [UInt8] {
    mutating get {
      // Made at the first look: most sources' names are never compared.
      if entries.isEmpty { entries = Array(repeating: (.max, []), count: Self.places) }
      let place = Int(name) & (Self.places - 1)
      if entries[place].name != name { entries[place] = (name, text(name)) }
      return entries[place].text
    }
  }
}
