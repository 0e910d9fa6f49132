import Crypto

/// What is sent to a timestamp authority (RFC 3161): a hash, and nothing of what it is the hash of.
package enum TimestampRequest {
  /// DER of a request over the SHA-256 of `note`, with the authority's certificate wanted back.
  ///
  /// There is no nonce: request and answer are files that may lie apart for days, and the answer is
  /// matched by the hash, which nothing else has.
  package static func over(_ note: [UInt8]) -> [UInt8] {
    let algorithm = DER.encode(
      DER.Tag.sequence,
      DER.encode(DER.Tag.object, ObjectID.sha256) + DER.encode(DER.Tag.null, [])
    )
    let digest = DER.encode(DER.Tag.octetString, Array(SHA256.hash(data: note)))
    let imprint = DER.encode(DER.Tag.sequence, algorithm + digest)
    let version = DER.encode(DER.Tag.integer, [1])
    let wantsCertificate = DER.encode(DER.Tag.boolean, [0xff])
    return DER.encode(DER.Tag.sequence, version + imprint + wantsCertificate)
  }
}
