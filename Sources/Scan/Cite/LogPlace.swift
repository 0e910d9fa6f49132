import LogBytes

/// What a log's name, as evidence has it, stands for now.
enum LogPlace: Equatable {
  case plain(file: String)
  case wide(file: String, encoding: TextEncoding)
  /// `member` is `nil` for a file that is packed on its own.
  case packed(file: String, member: String?)

  /// Looks at the file's first bytes. `archive.zip!member` can also be the name of a plain file, which
  /// then goes first. `nil` where nothing is there.
  init?(_ name: String, in files: LogFiles) {
    if let place = Self.file(name, in: files) {
      self = place
      return
    }
    for mark in name.indices where name[mark] == "!" {
      let file = String(name[..<mark])
      guard case .packed? = Self.file(file, in: files) else { continue }
      self = .packed(file: file, member: String(name[name.index(after: mark)...]))
      return
    }
    return nil
  }

  /// `nil` where there is no such file, or none that can be read.
  private static func file(_ name: String, in files: LogFiles) -> LogPlace? {
    // The caller says that it is gone; why exactly does not matter to him.
    guard let mapped = try? files.map(name) else { return nil }
    let isPacked = mapped.withBytes(in: 0..<min(8, mapped.count)) {
      Packing(firstBytes: $0) != .none
    }
    if isPacked { return .packed(file: name, member: nil) }
    let encoding = mapped.withBytes(in: 0..<min(4, mapped.count)) { TextEncoding(firstBytes: $0) }
    return encoding.isWide ? .wide(file: name, encoding: encoding) : .plain(file: name)
  }
}
