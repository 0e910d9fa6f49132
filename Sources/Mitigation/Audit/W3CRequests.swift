import LogBytes
import LogFormats
import Model

/// Requests of logs in the extended format of the W3C, as IIS writes it, with its `time-taken`.
///
/// The fields stand in the `#Fields:` line, which may come again in the middle of a file.
struct W3CRequests {
  private(set) var table: AuditTable
  private var fields: [String: Int] = [:]
  private var name: [UInt8] = []
  /// Lines with another number of fields than their header says.
  private(set) var brokenCount = 0

  static func recognises(_ sample: Span<UInt8>) -> Bool {
    guard let start = sample.firstIndex(of: "#Fields: ", in: 0..<sample.count) else { return false }
    return start == 0 || (sample[0] == 0x23 && sample[start - 1] == 0x0a)
  }

  init(file: String) {
    table = AuditTable()
    table.files = [file]
  }

  mutating func read(_ bytes: Span<UInt8>) {
    _ = forEachLine(in: bytes) { line, offset, _ in read(line, offset) }
  }

  private mutating func read(_ line: Span<UInt8>, _ offset: Int) {
    if line.has("#Fields: ", at: 0) {
      let names = line.text(in: 9..<line.count).split(separator: " ").map(String.init)
      fields = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    }
    if line.isEmpty || line[0] == 0x23 { return }
    let words = words(of: line)
    guard words.count == fields.count, let request = request(line, words) else {
      brokenCount += 1
      return
    }
    add(request, line, words, .file(0, offset: offset, length: line.count))
  }

  private func words(of line: Span<UInt8>) -> [Range<Int>] {
    var (words, start): ([Range<Int>], Int) = ([], 0)
    while let space = line.firstIndex(of: 0x20, in: start..<line.count) {
      words.append(start..<space)
      start = space + 1
    }
    return words + [start..<line.count]
  }

  private func word(_ field: String, _ line: Span<UInt8>, _ words: [Range<Int>]) -> Range<Int>? {
    guard let index = fields[field], !line.equals("-", in: words[index]) else { return nil }
    return words[index]
  }

  private func request(_ line: Span<UInt8>, _ words: [Range<Int>]) -> WebRequest? {
    func text(_ field: String) -> String? { word(field, line, words).map { line.text(in: $0) } }
    func number(_ field: String) -> Int? {
      word(field, line, words).flatMap { line.decimal(in: $0) }
    }
    guard let status = number("sc-status"), let stem = word("cs-uri-stem", line, words),
      let day = text("date"), let clock = text("time"),
      let time = Timestamp(rfc3339: "\(day)T\(clock)Z")
        ?? Timestamp(rfc3339: "\(day)T\(clock).000Z")
    else { return nil }
    return WebRequest(
      method: text("cs-method") ?? "GET",
      target: stem,
      user: word("cs-username", line, words),
      source: text("X-Forwarded-For") ?? text("c-ip") ?? "",
      milliseconds: time.millisecondsSince1970,
      status: status,
      length: number("sc-bytes"),
      latency: number("time-taken").map(Double.init)
    )
  }

  /// The query has a field of its own: the target is written whole behind the line.
  private mutating func add(
    _ request: WebRequest,
    _ line: Span<UInt8>,
    _ words: [Range<Int>],
    _ place: AuditPlace
  ) {
    var request = request
    guard let query = word("cs-uri-query", line, words) else {
      return request.add(line, place, to: &table, &name)
    }
    var whole: [UInt8] = []
    line.appendBytes(in: 0..<line.count, to: &whole)
    let start = whole.count
    line.appendBytes(in: request.target, to: &whole)
    whole.append(0x3f)
    line.appendBytes(in: query, to: &whole)
    request.target = start..<whole.count
    request.add(whole.span, place, to: &table, &name)
  }
}
