import LogBytes
package import Model

/// Where the parts of one access-log line stand:
/// `[VHOST] HOST IDENT USER [TIME] "REQUEST" STATUS SIZE "REFERER" "AGENT" …`.
///
/// What every line needs is found first; the rest is read on demand, for the few lines that matter.
package struct AccessLine {
  /// The `[` in front of the time.
  let bracket: Int
  /// The request between its quotes begins here.
  package let request: Int
  /// Whether the user field is `-`.
  let isAnonymous: Bool

  /// `[17/May/2015:10:05:03 +0000] "`: from the bracket to the quote.
  private static let timeWidth = 29

  /// `nil` if the line has no time in brackets with a quoted request after it.
  package init?(_ line: Span<UInt8>) {
    guard let quote = line.firstIndex(of: 0x22, from: 0) else { return nil }
    let usual = quote - Self.timeWidth
    if line.has(" - - [", at: usual - 5), line.has("] ", at: quote - 2) {
      (bracket, request, isAnonymous) = (usual, quote + 1, true)
      return
    }
    // A user name may hold quotes, brackets and spaces: the time is the bracket that holds a time.
    var search = 0
    while let open = line.firstIndex(of: " [", from: search) {
      if line.has("] \"", at: open + Self.timeWidth - 1), line.accessLogTime(at: open + 2) != nil {
        bracket = open + 1
        request = open + 1 + Self.timeWidth + 1
        isAnonymous = line.has(" -", at: open - 2)
        return
      }
      search = open + 2
    }
    return nil
  }

  /// The URL of the request; `nil` if there is none that begins with a path or a host.
  package func target(_ line: Span<UInt8>) -> Range<Int>? {
    // The method: `GET `, `POST `, or another word of capitals.
    var space = request + 3
    guard space + 2 < line.count else { return nil }
    if line[space] != 0x20 { space += 1 }
    if line[space] != 0x20 {
      space = request
      while space < line.count, line[space] &- 0x41 < 26 { space += 1 }
      guard space + 1 < line.count, line[space] == 0x20 else { return nil }
    }
    var start = space + 1
    guard start < line.count, line[start] == 0x2f || line.has("http", at: start),
      // An HTTP/0.9 request ends without a version, at the quote.
      let end = line.firstIndex(of: 0x20, from: start)
    else { return nil }
    if line[start] != 0x2f {
      guard let host = line.firstIndex(of: "://", in: start..<end),
        let path = line.firstIndex(of: 0x2f, in: host + 3..<end)
      else { return nil }
      start = path
    }
    return line[end - 1] == 0x22 ? start..<end - 1 : start..<end
  }

  package func time(_ line: Span<UInt8>) -> EventTime? {
    line.accessLogTime(at: bracket + 1)?.time
  }

  /// Who sent the request, and the user field.
  package func client(_ line: Span<UInt8>) -> (host: Range<Int>, user: Range<Int>?) {
    var words: InlineArray<4, Range<Int>> = .init(repeating: 0..<0)
    let end = max(bracket - 1, 0)
    var (count, start) = (0, 0)
    while count < 3, start < end, let space = line.firstIndex(of: 0x20, in: start..<end) {
      words[count] = start..<space
      (count, start) = (count + 1, space + 1)
    }
    words[count] = start..<max(start, end)
    // Four words and more are a virtual host in front, unless the first is the client and its user
    // name holds spaces.
    let hasVirtualHost =
      count == 3 && (IPAddress(line, in: words[0]) == nil || IPAddress(line, in: words[1]) != nil)
    let user =
      hasVirtualHost
      ? words[3] : (count < 2 ? nil : words[2].lowerBound..<max(words[2].lowerBound, end))
    let isNone = user.map { $0.isEmpty || line.hasSuffix(" -", in: $0) || line.equals("-", in: $0) }
    return (hasVirtualHost ? words[1] : words[0], isNone == false ? user : nil)
  }

  /// What follows the request.
  package struct Answer {
    package var status: Int
    package var size: Int?
    package var referer: Range<Int>?
    package var agent: Range<Int>?
    /// The last address in a quoted list after the agent, which the nearest proxy wrote.
    package var forwardedFor: IPAddress?
  }

  /// `nil` if no status of three digits stands after the request.
  package func answer(_ line: Span<UInt8>) -> Answer? {
    guard let quote = Self.closingQuote(line, from: request), quote + 5 <= line.count,
      line[quote + 1] == 0x20, let status = line.decimal(in: quote + 2..<quote + 5)
    else { return nil }
    var answer = Answer(status: status)
    let start = min(quote + 6, line.count)
    let end = line.firstIndex(of: 0x20, from: start) ?? line.count
    answer.size = line.decimal(in: start..<max(start, end))
    var (index, field) = (end, 0)
    while let open = line.firstIndex(of: 0x22, from: index),
      let close = Self.closingQuote(line, from: open + 1)
    {
      if field == 0, !line.equals("-", in: open + 1..<close) { answer.referer = open + 1..<close }
      if field == 1, !line.equals("-", in: open + 1..<close) { answer.agent = open + 1..<close }
      if field > 1, let address = Self.lastAddress(line, open + 1..<close) {
        answer.forwardedFor = address
      }
      (index, field) = (close + 1, field + 1)
    }
    return answer
  }

  /// The next quote that no backslash takes away.
  private static func closingQuote(_ line: Span<UInt8>, from start: Int) -> Int? {
    var search = start
    while let quote = line.firstIndex(of: 0x22, from: search) {
      var backslashes = 0
      while quote - backslashes > start, line[quote - backslashes - 1] == 0x5c { backslashes += 1 }
      if backslashes % 2 == 0 { return quote }
      search = quote + 1
    }
    return nil
  }

  /// The address after the last comma of a list of addresses.
  private static func lastAddress(_ line: Span<UInt8>, _ range: Range<Int>) -> IPAddress? {
    var start = range.upperBound
    while start > range.lowerBound, line[start - 1] != 0x2c { start -= 1 }
    return IPAddress(line, in: line.trimmed(start..<range.upperBound))
  }
}
