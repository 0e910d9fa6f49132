import LogBytes
import LogFormats

/// One segment's bytes on their way to a worker.
struct LogBlock: Sendable {
  enum Bytes: Sendable {
    case mapped(MappedFile, Range<Int>)
    case owned([UInt8])
  }

  var segment: UInt32
  var format: any LogFormat.Type
  var context: FormatContext
  var bytes: Bytes

  var byteCount: Int {
    switch bytes {
    case .mapped(_, let range): range.count
    case .owned(let bytes): bytes.count
    }
  }

  /// Calls `body` with the bytes, good only within the call; `pages` are those that the worker has read.
  func withBytes(_ pages: inout PagesRead, _ body: (Span<UInt8>) -> Void) {
    switch bytes {
    case .mapped(let file, let range):
      file.prepare(range)
      file.withBytes(in: range, body)
      pages.add(range, of: file)
    case .owned(let bytes):
      body(bytes.span)
    }
  }
}
