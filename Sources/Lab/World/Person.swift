/// Somebody with an account: when it exists, and from where and with what it is used.
struct Person {
  var account: UInt32
  /// Milliseconds since 1970: the account exists from here…
  var hired: Int64
  /// …to here.
  var left: Int64
  var homes: [UInt32]
  var office: UInt32
  /// The carrier's addresses that the phone comes from, one a day.
  var carriers: ArraySlice<UInt32>
  var browser: UInt16
  var phone: UInt16

  func isEmployed(at time: Int64) -> Bool { time >= hired && time < left }
}
