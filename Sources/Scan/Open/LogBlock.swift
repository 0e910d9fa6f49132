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
}
