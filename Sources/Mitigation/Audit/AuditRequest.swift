/// Where a record lies.
enum AuditPlace: Hashable, Sendable {
  /// In a log that the pipeline reads.
  case segment(UInt32, offset: Int, length: Int)
  /// In a file that is read here; a number into `AuditTable.files`.
  case file(Int, offset: Int, length: Int)
}

/// One request that named an account, and how it was answered. Texts are numbers into a table.
struct AuditRequest: Sendable {
  var endpoint: UInt32
  var source: UInt32
  var name: UInt32
  var milliseconds: Int64
  /// What the answer said: a status, or a word.
  var status: UInt32
  /// Bytes of the body.
  var length: Int32?
  /// Milliseconds.
  var latency: Float?
  /// What the record itself tells of the name, where that is not read off the answer.
  var exists: Bool?
  var place: AuditPlace
}

/// Requests with their texts.
struct AuditTable: Sendable {
  private(set) var texts: [String] = []
  private var numbers: [String: UInt32] = [:]
  var requests: [AuditRequest] = []
  /// Endpoints whose names stand in bodies, with the number of such requests.
  var unnamed: [String: Int] = [:]
  var files: [String] = []

  mutating func number(_ text: String) -> UInt32 {
    if let known = numbers[text] { return known }
    numbers[text] = UInt32(texts.count)
    texts.append(text)
    return UInt32(texts.count - 1)
  }

  func text(_ number: UInt32) -> String { texts[Int(number)] }

  mutating func add(_ other: AuditTable) {
    let map = other.texts.map { number($0) }
    let firstFile = files.count
    files += other.files
    for var request in other.requests {
      request.endpoint = map[Int(request.endpoint)]
      request.source = map[Int(request.source)]
      request.name = map[Int(request.name)]
      request.status = map[Int(request.status)]
      if case .file(let number, let offset, let length) = request.place {
        request.place = .file(number + firstFile, offset: offset, length: length)
      }
      requests.append(request)
    }
    unnamed.merge(other.unnamed, uniquingKeysWith: +)
  }
}
