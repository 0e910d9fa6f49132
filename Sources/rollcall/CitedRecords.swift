import Crypto
import Foundation
import Model

/// Cited records, read again from plain files that still lie where the scan read them. A record whose
/// hash is another one now is left out; so is one in a packed file.
struct CitedRecords {
  private static let most = 500
  private static let longest = 1 << 16

  let texts: [String]

  init(_ evidence: [Evidence]) {
    var texts: [String] = []
    for (file, records) in Dictionary(grouping: evidence.prefix(Self.most), by: \.file) {
      // A file that is gone, or that this person may not read, simply adds nothing.
      guard let handle = try? FileHandle(forReadingFrom: URL(fileURLWithPath: file)) else {
        continue
      }
      texts += records.compactMap { Self.text($0, in: handle) }
    }
    self.texts = texts
  }

  private static func text(_ record: Evidence, in handle: FileHandle) -> String? {
    guard record.length <= longest,
      (try? handle.seek(toOffset: record.offset)) != nil,
      let bytes = try? handle.read(upToCount: Int(record.length)), bytes.count == record.length,
      SHA256.hash(data: bytes).map({ String(format: "%02x", $0) }).joined() == record.sha256
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
