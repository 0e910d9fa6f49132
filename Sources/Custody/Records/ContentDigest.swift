import Crypto
package import Foundation

/// Takes all digests of one content while it passes.
struct ContentDigest {
  private var sha256 = SHA256()
  private var sha1 = Insecure.SHA1()
  private var md5 = Insecure.MD5()
  private var byteCount: Int64 = 0

  mutating func update(_ bytes: Data) {
    sha256.update(data: bytes)
    sha1.update(data: bytes)
    md5.update(data: bytes)
    byteCount += Int64(bytes.count)
  }

  func finish() -> Exhibit.Digests {
    // A SHA-256 always has the 32 bytes that the initialiser asks for.
    let hash = TreeHash(bytes: Array(sha256.finalize())) ?? .empty
    return Exhibit.Digests(
      byteCount: byteCount,
      sha256: hash,
      sha1: Array(sha1.finalize()).hexadecimal,
      md5: Array(md5.finalize()).hexadecimal
    )
  }

  static func of(_ bytes: Data) -> Exhibit.Digests {
    var digest = ContentDigest()
    digest.update(bytes)
    return digest.finish()
  }
}

extension Exhibit {
  /// In lower-case hexadecimal.
  package static func sha256(of bytes: Data) -> String {
    Array(SHA256.hash(data: bytes)).hexadecimal
  }
}
