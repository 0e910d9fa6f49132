import LogBytes
import LogFormats
import Model
import Scan

/// Requests of access logs that name an account.
///
/// A request that signed in is left out: that it was answered otherwise is owed to its password.
struct AccessRequests {
  private(set) var table = AuditTable()
  private var name: [UInt8] = []

  mutating func read(_ block: Span<UInt8>, segment: UInt32) {
    _ = forEachLine(in: block) { line, offset, _ in
      read(line, at: .segment(segment, offset: offset, length: line.count))
    }
  }

  private mutating func read(_ line: Span<UInt8>, at place: AuditPlace) {
    guard let parts = AccessLine(line), let target = parts.target(line),
      let time = parts.time(line), let answer = parts.answer(line)
    else { return }
    let client = parts.client(line)
    let request = WebRequest(
      method: line.text(
        in: parts.request..<(line.firstIndex(of: 0x20, from: parts.request) ?? parts.request)
      ),
      target: target,
      user: client.user,
      source: answer.forwardedFor?.description ?? line.text(in: client.host),
      milliseconds: Int64(time.seconds) * 1000 + Int64(time.milliseconds),
      status: answer.status,
      length: answer.size,
      latency: parts.latencyMilliseconds(line)
    )
    request.add(line, place, to: &table, &name)
  }
}

/// A request to a web server, whatever log it stood in.
struct WebRequest {
  var method: String
  var target: Range<Int>
  var user: Range<Int>?
  var source: String
  var milliseconds: Int64
  var status: Int
  var length: Int?
  var latency: Double?

  /// Words of pages on which a name is given in the body.
  private static let forms = [
    "login", "signin", "sign-in", "logon", "register", "signup", "reset", "forgot", "lostpassword",
  ]

  func add(
    _ line: Span<UInt8>,
    _ place: AuditPlace,
    to table: inout AuditTable,
    _ scratch: inout [UInt8]
  ) {
    let question = AccessQuestion(line, in: target)
    let endpoint: String
    if let question {
      if question.service == .httpActiveSync, (200..<300).contains(status) { return }
      question.setName(from: line, in: &scratch)
      endpoint = method + " " + template(line, question.name.range)
    } else if let user {
      if (200..<400).contains(status) || status == 404 { return }
      scratch.removeAll(keepingCapacity: true)
      line.appendBytes(in: user, to: &scratch)
      endpoint = method + " " + template(line, nil) + " (Authorization)"
    } else {
      noteForm(line, &table)
      return
    }
    let name = String(decoding: scratch, as: UTF8.self).lowercased()
    let request = AuditRequest(
      endpoint: table.number(endpoint),
      source: table.number(source),
      name: table.number(name),
      milliseconds: milliseconds,
      status: table.number(String(status)),
      length: length.map { Int32(clamping: $0) },
      latency: latency.map { Float($0) },
      place: place
    )
    table.requests.append(request)
  }

  private func noteForm(_ line: Span<UInt8>, _ table: inout AuditTable) {
    guard method == "POST" else { return }
    let path = template(line, nil)
    guard Self.forms.contains(where: { path.lowercased().contains($0) }) else { return }
    table.unnamed["POST " + path, default: 0] += 1
  }

  /// The path with the name and numbers taken out, and the query's key that held the name.
  private func template(_ line: Span<UInt8>, _ name: Range<Int>?) -> String {
    let mark = line.firstIndex(of: 0x3f, in: target) ?? target.upperBound
    var text = ""
    for (index, segment) in segments(line, target.lowerBound..<mark).enumerated() {
      if index > 0 { text += "/" }
      if let name, segment.overlaps(name) || segment == name {
        text += "{name}"
      } else if !segment.isEmpty, line.decimal(in: segment) != nil {
        text += "{number}"
      } else {
        text += line.text(in: segment)
      }
    }
    if let name, name.lowerBound > mark {
      var start = name.lowerBound
      while start > mark + 1, line[start - 1] != 0x26 { start -= 1 }
      text += "?" + line.text(in: start..<name.lowerBound) + "{name}"
    }
    return text
  }

  private func segments(_ line: Span<UInt8>, _ path: Range<Int>) -> [Range<Int>] {
    var (found, start): ([Range<Int>], Int) = ([], path.lowerBound)
    while let slash = line.firstIndex(of: 0x2f, in: start..<path.upperBound) {
      found.append(start..<slash)
      start = slash + 1
    }
    return found + [start..<path.upperBound]
  }
}
