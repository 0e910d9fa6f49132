import LogBytes
import LogFormats
import Model

/// The state behind `BlockQueue`: which file, which member, how far.
struct BlockOpener: ~Copyable {
  private let files: [InputList.File]
  private let source: LogFiles
  private let forcedFormat: (any LogFormat.Type)?
  private let blockBytes: Int
  private let workers: Int
  /// How many shares a large file is cut into at most.
  private let shareCount: Int
  /// Of those that may be handed out.
  private var bytesLeft: Int
  private var nextFile = 0
  private var archive: Archive?
  /// Members of `archive` that were opened so far, and those of them that are no log.
  private var archiveMembers = 0
  private var strangeMembers = 0
  private var log: OpenLog?
  var opened = OpenedLogs()

  /// The log being cut into blocks.
  private struct OpenLog {
    var member: Int
    var format: any LogFormat.Type
    var content: LogContent
    var firstRecord: [UInt8]
    var shares: [LogShare]
    /// By worker: the share it is at.
    var places: [Int]
  }

  /// With a limit of bytes the files are read from front to back, else each worker has a share of a large
  /// one.
  init(
    files: [InputList.File],
    source: LogFiles,
    forcedFormat: (any LogFormat.Type)?,
    blockBytes: Int,
    workers: Int,
    byteLimit: Int = .max
  ) {
    self.blockBytes = blockBytes
    self.workers = workers
    shareCount = byteLimit == .max ? workers : 1
    bytesLeft = byteLimit
    self.files = files
    self.source = source
    self.forcedFormat = forcedFormat
  }

  mutating func next(for worker: Int) -> LogBlock? {
    while bytesLeft > 0 {
      do throws(InputError) {
        if log != nil {
          if let block = try nextBlock(for: worker) { return block }
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
      (archiveMembers, strangeMembers) = (0, 0)
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
      noteArchiveWithoutLog()
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
    let member = opened.members.count - 1
    opened.members[member].byteCount = UInt64(markOffset)
    let shares = shares(of: content, member, framing: format.facts.framing, from: markOffset)
    log = OpenLog(
      member: member,
      format: format,
      content: content,
      firstRecord: Self.firstRecord(of: sample, framing: format.facts.framing),
      shares: shares,
      places: (0..<workers).map { $0 % shares.count }
    )
  }

  /// Who named an archive meant the logs in it: there must be one.
  private mutating func noteArchiveWithoutLog() {
    if file.isNamed, strangeMembers > 0, strangeMembers == archiveMembers {
      opened.failures.append(Diagnostic(file: file.path, message: "holds no known log format"))
    }
  }

  /// An empty file is nothing to speak of; a file in no known format is a failure if the user named
  /// it, and a note if it was found in a folder or an archive.
  private mutating func noteUnknown(_ path: String, isEmpty: Bool) {
    if isEmpty, path == "-" {
      // A command before the pipe failed, more often than not.
      opened.failures.append(Diagnostic(file: path, message: "standard input is empty"))
    } else if isEmpty {
      opened.notes.append(Diagnostic(file: path, message: "is empty"))
    } else if archive?.memberName != nil {
      strangeMembers += 1
      opened.notes.append(Diagnostic(file: path, message: "left out: no known log format"))
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

  /// Where there are several, numbers of segments are set aside for each, so that they follow the order of
  /// the lines.
  private mutating func shares(
    of content: LogContent,
    _ member: Int,
    framing: RecordFraming,
    from start: Int
  ) -> [LogShare] {
    var parts = [start..<Int.max]
    if case .mapped(let mapped) = content {
      parts = LogShare.parts(
        of: mapped,
        from: start,
        framing: framing,
        count: shareCount,
        blockBytes: blockBytes
      )
    }
    if parts.count == 1 {
      return [LogShare(framing, parts[0], segment: opened.segments.count)]
    }
    return parts.map { part in
      let share = LogShare(framing, part, segment: opened.segments.count)
      let blocks = LogShare.mostBlocks(of: part, blockBytes: blockBytes)
      let segment = LogSegment(member: member, byteOffset: UInt64(part.lowerBound))
      opened.segments += repeatElement(segment, count: blocks)
      return share
    }
  }

  private mutating func nextBlock(for worker: Int) throws(InputError) -> LogBlock? {
    guard let open = log else { return nil }
    let place = open.shares.next(from: open.places[worker])
    var share = open.shares[place]
    let (segment, byteOffset) = (share.segment, UInt64(share.rest.lowerBound))
    let context = FormatContext(
      firstRecord: open.firstRecord,
      startsInsideArray: share.cutter.isInsideArray
    )
    guard let cut = try share.cut(open.content, target: open.shares.target(blockBytes)) else {
      return nil
    }
    log?.shares[place] = share
    log?.places[worker] = place
    note(LogSegment(member: open.member, byteOffset: byteOffset), as: segment)
    bytesLeft -= cut.count
    opened.members[open.member].byteCount += UInt64(cut.count)
    return LogBlock(
      segment: UInt32(segment),
      format: open.format,
      context: context,
      bytes: cut.bytes
    )
  }

  private mutating func note(_ segment: LogSegment, as number: Int) {
    if number < opened.segments.count {
      opened.segments[number] = segment
    } else {
      opened.segments.append(segment)
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
