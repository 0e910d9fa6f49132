/// The fields wanted of Windows event records.
///
/// A path is `System.EventID` (an element's text), `System.Provider.Name` (an element's attribute),
/// `EventData.TargetUserName` (a `Data` element by its name) or `UserData.SubjectUserName` (an element below
/// the one that `UserData` holds, whatever that is called).
package struct EVTXFields: Sendable {
  enum Section: UInt8, Sendable {
    case system
    case eventData
    case userData
    case other

    init(_ name: String) {
      switch name {
      case "System": self = .system
      case "EventData": self = .eventData
      case "UserData": self = .userData
      default: self = .other
      }
    }

    /// How deep its fields stand: 1 is `Event`.
    var fieldDepth: Int {
      switch self {
      case .system, .eventData, .other: 3
      case .userData: 4
      }
    }
  }

  private struct Key: Sendable {
    var section: Section
    var name: [UInt8]
    /// Empty where the element's text is meant.
    var attribute: [UInt8]
  }

  private var keys: [Key] = []

  /// The n-th path fills the n-th value.
  package init(_ paths: [String]) {
    for path in paths {
      let parts = path.split(separator: ".").map { Array($0.utf8) }
      let section = Section(String(path.prefix { $0 != "." }))
      keys.append(
        Key(
          section: section,
          name: parts.count > 1 ? parts[1] : [],
          attribute: parts.count > 2 ? parts[2] : []
        )
      )
    }
  }

  package var count: Int { keys.count }

  /// The field of that element and attribute, both as UTF-16 in `chunk`; `nil` if nobody asked for it.
  func find(
    _ chunk: Span<UInt8>,
    _ section: Section,
    name: Range<Int>,
    attribute: Range<Int>
  ) -> Int? {
    for index in keys.indices
    where keys[index].section == section
      && chunk.wideText(in: name, equals: keys[index].name)
      && chunk.wideText(in: attribute, equals: keys[index].attribute)
    {
      return index
    }
    return nil
  }
}

extension Span<UInt8> {
  /// Whether the UTF-16 text in `range` is the ASCII text `wanted`.
  func wideText(in range: Range<Int>, equals wanted: [UInt8]) -> Bool {
    if range.count != wanted.count * 2 { return false }
    var index = range.lowerBound
    for byte in wanted {
      if self[index] != byte || self[index + 1] != 0 { return false }
      index += 2
    }
    return true
  }

  /// The little-endian number at `index`; `nil` where it does not lie in the span.
  func number16(at index: Int) -> Int? {
    if index < 0 || count - index < 2 { return nil }
    return Int(self[index]) | Int(self[index + 1]) << 8
  }

  func number32(at index: Int) -> Int? {
    guard index >= 0, count - index >= 4 else { return nil }
    return Int(self[index]) | Int(self[index + 1]) << 8 | Int(self[index + 2]) << 16
      | Int(self[index + 3]) << 24
  }

  func number64(at index: Int) -> UInt64? {
    guard let low = number32(at: index), let high = number32(at: index + 4) else { return nil }
    return UInt64(low) | UInt64(high) << 32
  }
}
