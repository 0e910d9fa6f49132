import LogBytes
import LogFormats
import Model

/// Lines that an application writes of itself: what it knew, and what it showed.
///
/// `{"ts":…,"route":…,"src":…,"name_hmac":…,"outcome_internal":…,"outcome_shown":…,"latency_ms":…}`
struct ApplicationRequests {
  private(set) var table: AuditTable
  private(set) var brokenCount = 0
  private var values = JSONValues()

  private static let fields = JSONFields([
    "ts", "route", "src", "name_hmac", "outcome_internal", "outcome_shown", "latency_ms",
  ])

  /// Inner outcomes, by the words in them. Those of neither list say nothing of the name.
  private static let absentWords = [
    "not_found", "notfound", "unknown", "absent", "no_such", "nonexist",
  ]
  private static let existingWords = [
    "found", "exists", "known", "wrong_password", "bad_password", "sent", "ok", "locked",
    "disabled",
    "taken", "present",
  ]

  static func recognises(_ sample: Span<UInt8>) -> Bool {
    guard !sample.isEmpty, sample[0] == 0x7b else { return false }
    let end = sample.firstIndex(of: 0x0a, in: 0..<sample.count) ?? sample.count
    return sample.firstIndex(of: "\"outcome_internal\"", in: 0..<end) != nil
      && sample.firstIndex(of: "\"outcome_shown\"", in: 0..<end) != nil
  }

  init(file: String) {
    table = AuditTable()
    table.files = [file]
  }

  mutating func read(_ bytes: Span<UInt8>) {
    _ = forEachLine(in: bytes) { line, offset, _ in
      if !line.isEmpty { read(line, .file(0, offset: offset, length: line.count)) }
    }
  }

  private mutating func read(_ line: Span<UInt8>, _ place: AuditPlace) {
    guard Self.fields.read(line, into: &values),
      let route = line.jsonText(of: values[1]), let name = line.jsonText(of: values[3]),
      let inner = line.jsonText(of: values[4]), let shown = line.jsonText(of: values[5]),
      let time = line.iso8601Time(at: values[0].range.lowerBound)?.time
    else {
      brokenCount += 1
      return
    }
    let request = AuditRequest(
      endpoint: table.number(route),
      source: table.number(line.jsonText(of: values[2]) ?? ""),
      name: table.number(name.lowercased()),
      milliseconds: Int64(time.seconds) * 1000 + Int64(time.milliseconds),
      status: table.number(shown),
      length: nil,
      latency: latency(line),
      exists: Self.existence(of: inner.lowercased()),
      place: place
    )
    table.requests.append(request)
  }

  private func latency(_ line: Span<UInt8>) -> Float? {
    let value = values[6]
    return value.isMissing ? nil : Float(line.text(in: value.range))
  }

  private static func existence(of outcome: String) -> Bool? {
    if absentWords.contains(where: { outcome.contains($0) }) { return false }
    return existingWords.contains { outcome.contains($0) } ? true : nil
  }
}
