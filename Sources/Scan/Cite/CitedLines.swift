// Reading the lines that a finding cites once more, long after the scan, from wherever they lie: a plain
// file, one in UTF-16, a packed one, a member of an archive, standard input sent again. Nothing of the
// scan is needed: the place says where, and the hash says whether these are the same bytes.

import Crypto
package import LogBytes
package import Model

/// Bytes of cited lines.
package struct CitedLines {
  /// More than any line of evidence has; a finding of a workspace that was altered asks for no more.
  static let longestLine = LogStream.longestRecord
  private static let pieceBytes = 1 << 20

  let files: LogFiles
  /// Where a log lies now, by where it lay when it was scanned.
  private let moved: [String: String]
  private let readsStandardInput: Bool

  /// Where `readsStandardInput`, a log that came from there is expected there once more.
  package init(
    from files: LogFiles = LogFiles(),
    moved: [String: String] = [:],
    readsStandardInput: Bool = false
  ) {
    (self.files, self.moved) = (files, moved)
    self.readsStandardInput = readsStandardInput
  }

  /// Hands over the bytes of each line, in order of file and offset.
  /// - Throws: `CitedLineError` for the first line that is not there or has other bytes, and what `body`
  ///   throws.
  /// - Complexity: O(cited bytes) for plain files; packed ones are unpacked up to the last line.
  package func forEach(
    _ lines: [Evidence],
    _ body: (Evidence, [UInt8]) throws -> Void
  ) throws {
    let byFile = Dictionary(grouping: lines, by: \.file)
    for (file, lines) in byFile.sorted(by: { $0.key < $1.key }) {
      let ordered = lines.sorted { ($0.offset, $0.length) < ($1.offset, $1.length) }
      guard let place = place(of: file) else {
        throw CitedLineError(file: file, problem: .gone)
      }
      try read(ordered, at: place, body)
    }
  }

  /// `nil` where it is no longer there.
  func place(of file: String) -> LogPlace? {
    let now = moved[file] ?? file
    return now == "-" && !readsStandardInput ? nil : LogPlace(now, in: files)
  }

  private func read(
    _ lines: [Evidence],
    at place: LogPlace,
    _ body: (Evidence, [UInt8]) throws -> Void
  ) throws {
    var problem: (any Error)?
    for member in 1... {
      guard let content = try content(at: place, member: member) else { break }
      do {
        // All of a member before any is handed over: two members can have one name.
        let found = try bytes(of: lines, in: content)
        for (line, bytes) in zip(lines, found) { try body(line, bytes) }
        return
      } catch let error as CitedLineError {
        problem = problem ?? error
      }
    }
    throw problem ?? CitedLineError(file: lines[0].file, problem: .gone)
  }

  enum Content {
    case places(RandomAccessFile)
    case stream(LogStream)
  }

  /// The `member`-th content at the place, counted from 1; `nil` behind the last.
  func content(at place: LogPlace, member: Int) throws -> Content? {
    switch place {
    case .plain(let file):
      return member == 1 ? .places(try files.openForPlaces(file)) : nil
    case .wide(let file, let encoding):
      guard member == 1 else { return nil }
      let mapped = try files.map(file)
      return .stream(LogStream(mapped: mapped, encoding: encoding, file: file))
    case .packed(let file, let name):
      let archive = try Archive(descriptor: try files.descriptor(file), file: file)
      var left = member
      while try archive.nextMember() {
        guard archive.memberName == name else { continue }
        left -= 1
        if left > 0 { continue }
        let stream = LogStream(archive: archive, file: file)
        // Takes off the byte-order mark, as the scan did.
        _ = try stream.peek(Self.pieceBytes)
        return .stream(stream)
      }
      return nil
    }
  }

  private func bytes(of lines: [Evidence], in content: Content) throws -> [[UInt8]] {
    var found: [[UInt8]] = []
    found.reserveCapacity(lines.count)
    let hold = { (line: Evidence, bytes: [UInt8]) throws in
      guard SHA256.hash(data: bytes).hexadecimal == line.sha256 else {
        throw CitedLineError(file: line.file, offset: line.offset, problem: .changed)
      }
      found.append(bytes)
    }
    switch content {
    case .places(let file):
      for line in lines {
        guard Int(line.length) <= Self.longestLine,
          // A file that became shorter is a file that changed.
          let bytes = try? file.read(at: line.offset, count: Int(line.length))
        else { throw CitedLineError(file: line.file, offset: line.offset, problem: .changed) }
        try hold(line, bytes)
      }
    case .stream(let stream):
      try walk(stream, to: lines, hold)
    }
    return found
  }

  /// Goes through a stream once; lines may overlap, as those of one long record do.
  private func walk(
    _ stream: LogStream,
    to lines: [Evidence],
    _ body: (Evidence, [UInt8]) throws -> Void
  ) throws {
    var window = ForwardWindow(stream)
    for line in lines {
      let end = line.offset.addingReportingOverflow(UInt64(line.length))
      guard !end.overflow, Int(line.length) <= Self.longestLine else {
        throw CitedLineError(file: line.file, offset: line.offset, problem: .changed)
      }
      let bytes = try window.bytes(in: line.offset..<end.partialValue)
      guard bytes.count == Int(line.length) else {
        throw CitedLineError(file: line.file, offset: line.offset, problem: .changed)
      }
      try body(line, bytes)
    }
  }
}
