import Crypto
import CryptoExtras
import Foundation
import Model

/// As much of an X.509 certificate as the check of a timestamp needs.
struct Certificate: Equatable {
  let encoded: [UInt8]
  let serial: ArraySlice<UInt8>
  let issuer: ArraySlice<UInt8>
  let subject: ArraySlice<UInt8>
  let notBefore: Timestamp
  let notAfter: Timestamp
  private let signed: ArraySlice<UInt8>
  private let signatureAlgorithm: ArraySlice<UInt8>
  private let signature: ArraySlice<UInt8>
  private let publicKeyInfo: [UInt8]
  private let extensions: [[UInt8]: [UInt8]]

  init(_ encoded: [UInt8]) throws {
    self.encoded = encoded
    let parts = try DER(encoded).sequence(atLeast: 3)
    var fields = try parts[0].sequence(atLeast: 6)
    if fields[0].tag == DER.Tag.context(0) { fields.removeFirst() }
    guard fields.count >= 6, parts[2].content.first == 0 else {
      throw CustodyError.badTimestamp("a certificate in it is malformed")
    }
    serial = fields[0].content
    issuer = fields[2].encoded
    subject = fields[4].encoded
    let validity = try fields[3].sequence(atLeast: 2)
    notBefore = try Timestamp(validity[0])
    notAfter = try Timestamp(validity[1])
    signed = parts[0].encoded
    signatureAlgorithm = try parts[1].sequence(atLeast: 1)[0].content
    signature = parts[2].content.dropFirst()
    publicKeyInfo = Array(fields[5].encoded)
    extensions = try Self.extensions(in: fields)
  }

  private static func extensions(in fields: [DER]) throws -> [[UInt8]: [UInt8]] {
    guard let last = fields.last, last.tag == DER.Tag.context(3) else { return [:] }
    var found: [[UInt8]: [UInt8]] = [:]
    for entry in try last.children().first?.sequence(atLeast: 0) ?? [] {
      let parts = try entry.sequence(atLeast: 2)
      found[Array(parts[0].content)] = Array(parts[parts.count - 1].content)
    }
    return found
  }

  /// Whether its key may sign timestamps.
  var isForTimestamps: Bool {
    guard let usage = extensions[ObjectID.extendedKeyUsage],
      let purposes = try? DER(usage).children()
    else { return false }
    return purposes.contains { Array($0.content) == ObjectID.timestamping }
  }

  /// Whether its key may sign certificates.
  var isAuthority: Bool {
    guard let constraints = extensions[ObjectID.basicConstraints],
      let first = try? DER(constraints).children().first
    else { return false }
    return first.tag == DER.Tag.boolean && first.content.first == 0xff
  }

  func isValid(at time: Timestamp) -> Bool { notBefore <= time && time <= notAfter }

  func isSigned(by issuer: Certificate) -> Bool {
    self.issuer == issuer.subject
      && issuer.isSignature(
        signature,
        of: signed,
        algorithm: Array(signatureAlgorithm),
        digest: nil
      )
  }

  /// Whether the certificate's key made `signature`; `digest` is the hash to take where the algorithm does
  /// not name one.
  func isSignature(
    _ signature: ArraySlice<UInt8>,
    of bytes: ArraySlice<UInt8>,
    algorithm: [UInt8],
    digest: [UInt8]?
  ) -> Bool {
    let rsa = [ObjectID.sha256: 11, ObjectID.sha384: 12, ObjectID.sha512: 13] as [[UInt8]: UInt8]
    let isRSA = algorithm.starts(with: ObjectID.rsa)
    var kind = algorithm.last ?? 0
    if isRSA, kind == 1 { kind = digest.flatMap { rsa[$0] } ?? 0 }
    guard isRSA || algorithm.starts(with: ObjectID.ecdsa) else { return false }
    switch kind {
    case 11 where isRSA, 2 where !isRSA: return check(signature, SHA256.hash(data: bytes), isRSA)
    case 12 where isRSA, 3 where !isRSA: return check(signature, SHA384.hash(data: bytes), isRSA)
    case 13 where isRSA, 4 where !isRSA: return check(signature, SHA512.hash(data: bytes), isRSA)
    default: return false
    }
  }

  /// A key or a signature that is none of its kind proves nothing: `false`, like a wrong one.
  private func check(_ signature: ArraySlice<UInt8>, _ digest: some Digest, _ isRSA: Bool) -> Bool {
    if isRSA {
      guard let key = try? _RSA.Signing.PublicKey(derRepresentation: publicKeyInfo) else {
        return false
      }
      let signature = _RSA.Signing.RSASignature(rawRepresentation: Data(signature))
      return key.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5)
    }
    if let key = try? P256.Signing.PublicKey(derRepresentation: publicKeyInfo),
      let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
    {
      return key.isValidSignature(signature, for: digest)
    }
    if let key = try? P384.Signing.PublicKey(derRepresentation: publicKeyInfo),
      let signature = try? P384.Signing.ECDSASignature(derRepresentation: signature)
    {
      return key.isValidSignature(signature, for: digest)
    }
    if let key = try? P521.Signing.PublicKey(derRepresentation: publicKeyInfo),
      let signature = try? P521.Signing.ECDSASignature(derRepresentation: signature)
    {
      return key.isValidSignature(signature, for: digest)
    }
    return false
  }
}

extension Timestamp {
  /// UTCTime or GeneralizedTime, both ending in Z.
  init(_ value: DER) throws {
    let text = String(decoding: value.content, as: UTF8.self)
    let isLong = value.tag == DER.Tag.generalizedTime
    let digits = Array(text.utf8).prefix { 0x30...0x39 ~= $0 }.map { Int($0) - 0x30 }
    guard digits.count == (isLong ? 14 : 12), text.hasSuffix("Z"),
      isLong || value.tag == DER.Tag.utcTime
    else { throw CustodyError.badTimestamp("a time in it is malformed") }
    func number(_ start: Int) -> Int { digits[start] * 10 + digits[start + 1] }
    let century = isLong ? number(0) * 100 : (number(0) < 50 ? 2000 : 1900)
    let start = isLong ? 2 : 0
    self.init(
      year: century + number(start),
      month: number(start + 2),
      day: number(start + 4),
      hour: number(start + 6),
      minute: number(start + 8),
      second: number(start + 10)
    )
  }
}
