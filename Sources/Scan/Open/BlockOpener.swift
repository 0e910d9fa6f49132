import LogBytes
import LogFormats
import Model

/// The state behind `BlockQueue`: which file, which member, how far.
struct BlockOpener: ~Copyable {
  private let files: [InputList.File]
  private let source: LogFiles
  private let forcedFormat: (any LogFormat.Type)?
  private let blockBytes: Int
  /// Of those that may be handed out.
  private var bytesLeft: Int
  private var nextFile = 0
  private var archive: Archive?
  /// Members of `archive` that were opened so far.
  private var archiveMembers = 0
  private var log: OpenLog?
  var opened = OpenedLogs()

  /// The log being cut into blocks.
  private struct OpenLog {
    var member: Int
    var format: any LogFormat.Type
    var content: LogContent
    var cutter: RecordCutter
    var byteOffset: UInt64
    var firstRecord: [UInt8]
  }

  init(
    files: [InputList.File],
    source: LogFiles,
    forcedFormat: (any LogFormat.Type)?,
    blockBytes: Int,
    byteLimit: Int = .max
  ) {
    self.blockBytes = blockBytes
    bytesLeft = byteLimit
    self.files = files
    self.source = source
    self.forcedFormat = forcedFormat
  }

  mutating func next() -> LogBlock? {
    while bytesLeft > 0 {
      do throws(InputError) {
        if log != nil {
          if let block = try nextBlock() { return block }
          log = nil
        } else if archive != nil {
          try openNextMember()
        } else if nextFile < files.count {
          nextFile += 1
          try open(files[nextFile - 1])
        } else {
          return nil
        }
      } catch {
        fail(error)
        (log, archive) = (nil, nil)
      }
    }
    return nil
  }

  private var file: InputList.File { files[nextFile - 1] }

  private mutating func fail(_ error: InputError) {
    opened.failures.append(Diagnostic(error, file: file.path))
  }

  private mutating func open(_ file: InputList.File) throws(InputError) {
    let mapped = try source.map(file.path)
    let packing = mapped.withBytes(in: 0..<min(8, mapped.count)) { Packing(firstBytes: $0) }
    if packing != .none {
      archive = try Archive(descriptor: try source.descriptor(file.path), file: file.path)
      archiveMembers = 0
      return
    }
    let sampled = mapped.withBytes(in: 0..<min(BlockQueue.sampleBytes, mapped.count)) { bytes in
      Array(copying: bytes)
    }
    let encoding = TextEncoding(firstBytes: sampled.span)
    if encoding == .utf16LittleEndian || encoding == .utf16BigEndian {
      let stream = LogStream(mapped: mapped, encoding: encoding, file: file.path)
      let sample = try stream.peek(BlockQueue.sampleBytes).sample
      begin(file.path, .stream(stream), sample: sample, encoding: encoding, packing: .none)
    } else {
      let sample = Array(sampled[encoding.markLength...])
      begin(file.path, .mapped(mapped), sample: sample, encoding: encoding, packing: .none)
    }
  }

  private mutating func openNextMember() throws(InputError) {
    guard let archive else { return }
    guard try archive.nextMember() else {
      self.archive = nil
      return
    }
    archiveMembers += 1
    let path = archive.memberName.map { "\(file.path)!\($0)" } ?? file.path
    let stream = LogStream(archive: archive, file: path)
    let (sample, encoding) = try stream.peek(BlockQueue.sampleBytes)
    let isZip = archive.memberName != nil
    begin(path, .stream(stream), sample: sample, encoding: encoding, packing: isZip ? .zip : .gzip)
    opened.members[opened.members.count - 1].numberInArchive = archiveMembers
  }

  private mutating func begin(
    _ path: String,
    _ content: LogContent,
    sample: [UInt8],
    encoding: TextEncoding,
    packing: Packing
  ) {
    let detected = forcedFormat.map { ($0, 1.0) } ?? LogFormats.detect(sample.span)
    opened.members.append(
      LogMember(
        path: path,
        packing: packing,
        encoding: encoding,
        format: detected?.0,
        confidence: detected?.1 ?? 0,
        modifiedSecondsSince1970: file.status.modifiedSecondsSince1970,
        file: file.path
      )
    )
    guard let format = detected?.0 else {
      noteUnknown(path, isEmpty: sample.isEmpty)
      return
    }
    var markOffset = 0
    if case .mapped = content { markOffset = encoding.markLength }
    log = OpenLog(
      member: opened.members.count - 1,
      format: format,
      content: content,
      cutter: RecordCutter(format.facts.framing),
      byteOffset: UInt64(markOffset),
      firstRecord: Self.firstRecord(of: sample, framing: format.facts.framing)
    )
  }

  /// An empty file is nothing to speak of; a file in no known format is a failure if the user named
  /// it, and a note if it was found in a folder.
  private mutating func noteUnknown(_ path: String, isEmpty: Bool) {
    if isEmpty {
      opened.notes.append(Diagnostic(file: path, message: "is empty"))
    } else if file.isNamed {
      opened.failures.append(
        Diagnostic(file: path, message: "no known log format; name one with --format")
      )
    } else {
      opened.notes.append(Diagnostic(file: path, message: "left out: no known log format"))
    }
  }

  private static func firstRecord(of sample: [UInt8], framing: RecordFraming) -> [UInt8] {
    guard framing == .quotedLines else { return [] }
    var first: [UInt8]?
    _ = forEachQuotedLine(in: sample.span) { record, _, _ in
      if first == nil, !record.isEmpty { first = Array(copying: record) }
    }
    return first ?? []
  }

  private mutating func nextBlock() throws(InputError) -> LogBlock? {
    guard var open = log else { return nil }
    let context = FormatContext(
      firstRecord: open.firstRecord,
      startsInsideArray: open.cutter.isInsideArray
    )
    guard let bytes = try Self.cut(&open, target: blockBytes) else { return nil }
    let segment = UInt32(opened.segments.count)
    opened.segments.append(LogSegment(member: open.member, byteOffset: open.byteOffset))
    open.byteOffset += UInt64(bytes.count)
    bytesLeft -= bytes.count
    opened.members[open.member].byteCount = open.byteOffset
    log = open
    return LogBlock(
      segment: segment,
      format: open.format,
      context: context,
      bytes: bytes.bytes
    )
  }

  /// At the end of a file blocks are smaller, so that all workers are done at about the same time.
  private static func smaller(_ target: Int, before rest: Int) -> Int {
    rest > 4 * target ? target : max(1, target / 8, min(target, rest / 8))
  }

  /// The next whole records of `open`; `nil` at its end.
  private static func cut(
    _ open: inout OpenLog,
    target: Int
  ) throws(InputError) -> (bytes: LogBlock.Bytes, count: Int)? {
    switch open.content {
    case .mapped(let mapped):
      let start = Int(open.byteOffset)
      if start >= mapped.count { return nil }
      let target = smaller(target, before: mapped.count - start)
      let cut = mapped.withBytes(in: start..<mapped.count) { bytes in
        open.cutter.cut(bytes, target: target, isEnd: true) ?? bytes.count
      }
      return (.mapped(mapped, start..<start + cut), cut)
    case .stream(let stream):
      let block = try stream.nextBlock(
        target: target,
        cutter: &open.cutter,
        byteOffset: open.byteOffset
      )
      return block.map { (.owned($0), $0.count) }
    }
  }
}

extension [UInt8] {
  init(copying bytes: Span<UInt8>) {
    self = []
    reserveCapacity(bytes.count)
    for index in bytes.indices { append(bytes[index]) }
  }
}
