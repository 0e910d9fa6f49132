// The tree of RFC 6962 and RFC 9162, section 2.1: SHA-256, a zero byte before a record and a one byte
// before two hashes, so that no record can pass for an inner node.

import Crypto

/// A SHA-256 within the tree: of a record, of two hashes, or of nothing.
package struct TreeHash: Hashable, Sendable {
  package static let byteCount = 32
  /// The root of a tree without leaves.
  package static let empty = TreeHash(SHA256.hash(data: [UInt8]()))

  package let bytes: [UInt8]

  /// `nil` unless there are exactly 32 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Array(bytes)
  }

  private init(_ digest: SHA256.Digest) {
    bytes = Array(digest)
  }

  /// The leaf that stands for a record.
  package static func leaf(_ record: [UInt8]) -> TreeHash {
    var hash = SHA256()
    hash.update(data: leafPrefix)
    hash.update(data: record)
    return TreeHash(hash.finalize())
  }

  package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
    var hash = SHA256()
    hash.update(data: nodePrefix)
    hash.update(data: left.bytes)
    hash.update(data: right.bytes)
    return TreeHash(hash.finalize())
  }

  private static let leafPrefix: [UInt8] = [0]
  private static let nodePrefix: [UInt8] = [1]
}

extension TreeHash {
  package var hexadecimal: String { bytes.hexadecimal }
  package var base64: String { bytes.base64 }

  package init?(hexadecimal text: some StringProtocol) {
    guard let bytes = [UInt8](hexadecimal: text) else { return nil }
    self.init(bytes: bytes)
  }

  package init?(base64 text: some StringProtocol) {
    guard let bytes = [UInt8](base64: text) else { return nil }
    self.init(bytes: bytes)
  }
}
