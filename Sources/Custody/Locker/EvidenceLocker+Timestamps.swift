import Crypto
import Model

extension EvidenceLocker {
  /// The request to send to a timestamp authority, over the last signed head.
  package func timestampRequest() throws -> (request: [UInt8], size: Int64) {
    let head = try lastHead()
    return (TimestampRequest.over(head.note.bytes), head.head.size)
  }

  /// Keeps what the authority answered, once it proves to be over one of the log's heads.
  package func attachTimestamp(
    _ response: [UInt8],
    authorities: [[UInt8]]
  ) throws -> (stamp: TimestampToken.Stamp, size: Int64) {
    let token = try TimestampToken(response)
    var found: (size: Int64, note: [UInt8])?
    try store.forEachHead { size, note in if token.isOver(note) { found = (size, note) } }
    guard let found else {
      throw CustodyError.badTimestamp("it is over none of this log's signed heads")
    }
    let stamp = try token.verify(over: found.note, authorities: authorities)
    let details = [
      "head_size": String(found.size), "stamped_time": stamp.time.rfc3339,
      "token_sha256": Array(SHA256.hash(data: response)).hexadecimal,
    ]
    try append { $0.addTimestamp(response, size: found.size, details: details) }
    return (stamp, found.size)
  }
}
