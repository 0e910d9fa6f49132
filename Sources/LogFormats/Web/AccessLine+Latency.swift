import LogBytes

extension AccessLine {
  /// How long the server took for the request, in milliseconds, where the site logs it behind the
  /// usual fields: nginx's `$request_time` (`0.012`, also as `rt=0.012` or in quotes) in seconds, or
  /// Apache's `%D` (`12034`) in microseconds. `nil` if there is none.
  ///
  /// Of several numbers the first counts: nginx's is followed by the time of the server behind it.
  package func latencyMilliseconds(_ line: Span<UInt8>) -> Double? {
    guard let agent = answer(line)?.agent else { return nil }
    var index = agent.upperBound + 1
    while index < line.count {
      while index < line.count, line[index] == 0x20 || line[index] == 0x22 { index += 1 }
      let start = index
      while index < line.count, line[index] != 0x20, line[index] != 0x22 { index += 1 }
      if let time = Self.milliseconds(line, start..<index) { return time }
    }
    return nil
  }

  private static func milliseconds(_ line: Span<UInt8>, _ word: Range<Int>) -> Double? {
    var start = word.lowerBound
    if let sign = line.firstIndex(of: 0x3d, in: word) {
      // Only a key that means the time of the request.
      guard line.equals("rt", in: start..<sign) || line.equals("request_time", in: start..<sign)
      else { return nil }
      start = sign + 1
    }
    guard start < word.upperBound else { return nil }
    guard let dot = line.firstIndex(of: 0x2e, in: start..<word.upperBound) else {
      return line.decimal(in: start..<word.upperBound).map { Double($0) / 1000 }
    }
    let digits = word.upperBound - dot - 1
    guard (1...6).contains(digits), let whole = line.decimal(in: start..<dot),
      let part = line.decimal(in: dot + 1..<word.upperBound)
    else { return nil }
    return Double(whole) * 1000 + Double(part) * [1000, 100, 10, 1, 0.1, 0.01, 0.001][digits]
  }
}
