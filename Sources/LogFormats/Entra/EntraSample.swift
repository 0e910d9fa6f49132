import LogBytes

/// What the first bytes of a file tell of Entra sign-ins in JSON.
enum EntraSample {
  /// A list begins in front of the first record: a bare array, or an object whose `value` or `records`
  /// is one.
  private static let longestPreface = 1024

  static func isList(_ sample: Span<UInt8>) -> Bool {
    guard let first = firstByte(sample) else { return false }
    if sample[first] == 0x5b { return true }
    guard sample[first] == 0x7b else { return false }
    let preface = first..<min(sample.count, first + longestPreface)
    return opensArray("\"value\"", sample, preface) || opensArray("\"records\"", sample, preface)
  }

  static func confidence(in sample: Span<UInt8>) -> Double {
    guard let first = firstByte(sample), sample[first] == 0x7b || sample[first] == 0x5b else {
      return 0
    }
    // The end of the category, in its spellings.
    if sample.firstIndex(of: "SignInLogs\"", from: 0) != nil
      || sample.firstIndex(of: "SigninLogs\"", from: 0) != nil
    {
      return 0.95
    }
    let isGraph =
      sample.firstIndex(of: "\"userPrincipalName\"", from: 0) != nil
      && sample.firstIndex(of: "\"createdDateTime\"", from: 0) != nil
    let isTable =
      sample.firstIndex(of: "\"UserPrincipalName\"", from: 0) != nil
      && sample.firstIndex(of: "\"CreatedDateTime\"", from: 0) != nil
    let hasCode =
      sample.firstIndex(of: "rrorCode\"", from: 0) != nil
      || sample.firstIndex(of: "\"ResultType\"", from: 0) != nil
    return isGraph || isTable ? hasCode ? 0.9 : 0.6 : 0
  }

  /// The first byte that is neither white space nor a byte order mark.
  private static func firstByte(_ sample: Span<UInt8>) -> Int? {
    var index = sample.has("\u{feff}", at: 0) ? 3 : 0
    while index < sample.count, sample[index] <= 0x20 { index += 1 }
    return index < sample.count ? index : nil
  }

  private static func opensArray(
    _ key: StaticString,
    _ sample: Span<UInt8>,
    _ range: Range<Int>
  ) -> Bool {
    guard let start = sample.firstIndex(of: key, in: range) else { return false }
    var index = start + key.utf8CodeUnitCount
    while index < range.upperBound, sample[index] <= 0x20 || sample[index] == 0x3a { index += 1 }
    return index < range.upperBound && sample[index] == 0x5b
  }
}
