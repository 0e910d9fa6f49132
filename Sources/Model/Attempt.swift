/// One logged use of an account name at a service, in 32 bytes: text is interned, the line stays in
/// its file.
///
/// Interned numbers mean nothing outside the tables they were made with.
///
/// `public`, as is all that the inner loops ask of it: the compiler inlines no `package` function into
/// another module, and a call costs more than the look at a field.
public struct Attempt: Equatable, Sendable, BitwiseCopyable {
  /// Seconds since 1970 UTC; together with `milliseconds` the time of the event. Good until 2106.
  public var seconds: UInt32
  /// The stretch of a file that the line was read from.
  public var segment: UInt32
  /// Byte offset of the record from the start of its segment.
  public var offset: UInt32
  /// Byte length of the record, without its line end.
  public var length: UInt32
  /// The address, or other source, that asked: its interned number, or `none`.
  public var source: UInt32
  /// The account name that was asked for: its interned number.
  public var name: UInt32
  /// What the requester called itself (user agent, HELO, app id): its interned number, or `none`.
  public var client: UInt32
  /// 0 to 999, on top of `seconds`.
  public var milliseconds: UInt16
  /// What was answered.
  public var outcome: Outcome

  /// An attempt with the given fields, as the log has them.
  @inlinable
  public init(
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
  public static var none: UInt32 { UInt32.max }

  package var time: Timestamp {
    Timestamp(millisecondsSince1970: Int64(seconds) * 1000 + Int64(milliseconds))
  }
}
