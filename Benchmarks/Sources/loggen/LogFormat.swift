/// One kind of log the generator can write.
protocol LogFormat {
  /// Days of log time; the file's size sets how busy they are.
  static var days: Int { get }
  /// Bytes a new source needs for its first visit, with room to spare.
  static var bytesPerVisit: Int { get }
  /// Of a thousand visits, how many come from the few regular sources: offices, monitors, build machines.
  static var regularVisitsPerMille: Int { get }
  /// How busy an hour is, from 1 for the dead of night; `weekday` 0 is Monday.
  static func weight(hour: Int, weekday: Int) -> Int

  init(addresses: SourceAddresses, seed: UInt64)

  /// Moves the clock on and writes the lines that were put off until now.
  mutating func begin(second: Int, sink: inout ByteSink)
  /// Writes what an ordinary source does at this moment; its address is in the first line.
  mutating func visit(source: Int, isRegular: Bool, sink: inout ByteSink)
  /// Writes one guess of a planted enumerator.
  mutating func guess(by enumerator: Enumerator, sink: inout ByteSink)
}
