// Checking what a timestamp authority sent back (RFC 3161, RFC 5652, RFC 5816), offline: the hash is
// that of our head, the signature is that of the certificate in the token, and the certificate leads
// to one that the verifier was given. Revocation is not asked for: that would need a network.

import Crypto
import Foundation
package import Model

/// A token: signed data with a time in it.
package struct TimestampToken {
  package struct Stamp: Equatable, Sendable {
    package var time: Timestamp
    /// Whether a given authority stands behind it.
    package var isTrusted: Bool
  }

  private static let longestToken = 1 << 20
  private static let longestChain = 6

  private let info: [UInt8]
  private let imprint: ArraySlice<UInt8>
  private let time: Timestamp
  private let certificates: [Certificate]
  private let signer: [DER]

  /// Reads a token, or the response that holds one.
  package init(_ bytes: [UInt8]) throws {
    guard bytes.count <= Self.longestToken else {
      throw CustodyError.badTimestamp("it is larger than \(Self.longestToken) bytes")
    }
    let signedData = try Self.signedData(in: DER(bytes))
    let parts = try signedData.sequence(atLeast: 4)
    let encapsulated = try parts[2].sequence(atLeast: 2)
    guard Array(encapsulated[0].content) == ObjectID.timestampInfo,
      let octets = try encapsulated[1].children().first, octets.tag == DER.Tag.octetString
    else { throw CustodyError.badTimestamp("its content is no time") }
    info = Array(octets.content)
    let fields = try DER(info).sequence(atLeast: 5)
    let imprint = try fields[2].sequence(atLeast: 2)
    guard try imprint[0].sequence(atLeast: 1)[0].content.elementsEqual(ObjectID.sha256) else {
      throw CustodyError.badTimestamp("it is not over a SHA-256")
    }
    self.imprint = imprint[1].content
    time = try Timestamp(fields[4])
    certificates =
      try parts.first { $0.tag == DER.Tag.context(0) }.map {
        try $0.children().map { try Certificate(Array($0.encoded)) }
      } ?? []
    guard let signers = parts.last, signers.tag == DER.Tag.set,
      let signer = try signers.children().first
    else { throw CustodyError.badTimestamp("it is not signed") }
    self.signer = try signer.sequence(atLeast: 6)
  }

  private static func signedData(in value: DER) throws -> DER {
    var content = try value.sequence(atLeast: 1)
    if content[0].tag == DER.Tag.sequence {
      let status = try content[0].sequence(atLeast: 1)[0]
      guard status.content.elementsEqual([0]) || status.content.elementsEqual([1]),
        content.count >= 2
      else { throw CustodyError.badTimestamp("the authority refused the request") }
      content = try content[1].sequence(atLeast: 2)
    }
    guard content.count >= 2, content[0].content.elementsEqual(ObjectID.signedData),
      let signedData = try content[1].children().first
    else { throw CustodyError.badTimestamp("it holds no signed data") }
    return signedData
  }

  func isOver(_ note: [UInt8]) -> Bool { imprint.elementsEqual(SHA256.hash(data: note)) }

  /// - Throws: `CustodyError.badTimestamp` with what is wrong.
  package func verify(over note: [UInt8], authorities: [[UInt8]]) throws -> Stamp {
    guard isOver(note) else {
      throw CustodyError.badTimestamp("it is over other bytes than this head")
    }
    let certificate = try signerCertificate()
    try checkAttributes(signedBy: certificate)
    guard certificate.isForTimestamps, certificate.isValid(at: time) else {
      throw CustodyError.badTimestamp("its certificate was not valid for timestamps at its time")
    }
    let known = try authorities.map { try Certificate($0) }
    if known.isEmpty { return Stamp(time: time, isTrusted: false) }
    guard leads(certificate, to: known, stepsLeft: Self.longestChain) else {
      throw CustodyError.badTimestamp("its certificate does not lead to a given authority")
    }
    return Stamp(time: time, isTrusted: true)
  }

  private func signerCertificate() throws -> Certificate {
    let id = try signer[1].sequence(atLeast: 2)
    let found = certificates.first { $0.issuer == id[0].encoded && $0.serial == id[1].content }
    guard let found else { throw CustodyError.badTimestamp("its signer's certificate is missing") }
    return found
  }

  private func checkAttributes(signedBy certificate: Certificate) throws {
    let digest = Array(try signer[2].sequence(atLeast: 1)[0].content)
    guard signer[3].tag == DER.Tag.context(0) else {
      throw CustodyError.badTimestamp("it has no signed attributes")
    }
    var attributes: [[UInt8]: DER] = [:]
    for attribute in try signer[3].children() {
      let parts = try attribute.sequence(atLeast: 2)
      attributes[Array(parts[0].content)] = try parts[1].children().first
    }
    guard let type = attributes[ObjectID.contentType],
      type.content.elementsEqual(ObjectID.timestampInfo),
      let stated = attributes[ObjectID.messageDigest], let hash = Self.hash(info, with: digest),
      stated.content.elementsEqual(hash)
    else { throw CustodyError.badTimestamp("its signature is over another content") }
    guard try Self.names(attributes, certificate) else {
      throw CustodyError.badTimestamp("it names another certificate than that of its signature")
    }
    // What is signed is the set of attributes with the tag of a set.
    let signed = [DER.Tag.set] + signer[3].encoded.dropFirst()
    guard
      certificate.isSignature(
        signer[5].content,
        of: signed[...],
        algorithm: Array(try signer[4].sequence(atLeast: 1)[0].content),
        digest: digest
      )
    else { throw CustodyError.badTimestamp("its signature is wrong") }
  }

  /// Whether the signing-certificate attribute, of either version, names the certificate.
  private static func names(_ attributes: [[UInt8]: DER], _ certificate: Certificate) throws -> Bool
  {
    let second = attributes[ObjectID.signingCertificateV2]
    guard let attribute = second ?? attributes[ObjectID.signingCertificate] else { return false }
    let entry = try attribute.sequence(atLeast: 1)[0].sequence(atLeast: 1)[0].sequence(atLeast: 1)
    if second == nil {
      return entry[0].content.elementsEqual(Insecure.SHA1.hash(data: certificate.encoded))
    }
    if entry[0].tag == DER.Tag.octetString {
      return entry[0].content.elementsEqual(SHA256.hash(data: certificate.encoded))
    }
    let algorithm = Array(try entry[0].sequence(atLeast: 1)[0].content)
    guard entry.count > 1, let hash = hash(certificate.encoded, with: algorithm) else {
      return false
    }
    return entry[1].content.elementsEqual(hash)
  }

  private static func hash(_ bytes: [UInt8], with algorithm: [UInt8]) -> [UInt8]? {
    switch algorithm {
    case ObjectID.sha256: Array(SHA256.hash(data: bytes))
    case ObjectID.sha384: Array(SHA384.hash(data: bytes))
    case ObjectID.sha512: Array(SHA512.hash(data: bytes))
    default: nil
    }
  }

  private func leads(_ certificate: Certificate, to known: [Certificate], stepsLeft: Int) -> Bool {
    if known.contains(certificate) { return true }
    if stepsLeft == 0 { return false }
    if known.contains(where: {
      certificate.isSigned(by: $0) && $0.isAuthority && $0.isValid(at: time)
    }) {
      return true
    }
    return certificates.contains { next in
      next != certificate && certificate.isSigned(by: next) && next.isAuthority
        && next.isValid(at: time) && leads(next, to: known, stepsLeft: stepsLeft - 1)
    }
  }
}
