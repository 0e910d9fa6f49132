/// One logged use of an account name at a service, in 32 bytes: text is interned, the line stays in
/// its file.
///
/// Interned numbers mean nothing outside the tables they were made with.
package struct Attempt: Equatable, Sendable {
  /// Seconds since 1970 UTC; together with `milliseconds` the time of the event. Good until 2106.
  package var seconds: UInt32
  /// The stretch of a file that the line was read from.
  package var segment: UInt32
  /// Byte offset of the record from the start of its segment.
  package var offset: UInt32
  /// Byte length of the record, without its line end.
  package var length: UInt32
  package var source: UInt32
  package var name: UInt32
  package var client: UInt32
  package var milliseconds: UInt16
  package var outcome: Outcome

  @inlinable
  package init(
    seconds: UInt32,
    milliseconds: UInt16,
    segment: UInt32,
    offset: UInt32,
    length: UInt32,
    source: UInt32,
    name: UInt32,
    client: UInt32,
    outcome: Outcome
  ) {
    self.seconds = seconds
    self.milliseconds = milliseconds
    self.segment = segment
    self.offset = offset
    self.length = length
    self.source = source
    self.name = name
    self.client = client
    self.outcome = outcome
  }

  /// The number that stands for "the log names none" in `source` and `client`.
  @inlinable
  package static var none: UInt32 { UInt32.max }

  @inlinable
  package var time: Timestamp {
    Timestamp(millisecondsSince1970: Int64(seconds) * 1000 + Int64(milliseconds))
  }
}
