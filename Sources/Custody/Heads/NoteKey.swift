// Keys as C2SP's "signed note" has them: a name, four bytes that tell keys of one name apart, and an
// Ed25519 key behind the algorithm byte 1.

import Crypto
import Foundation

/// A public key in the form that people pass on: `name+id+key`.
package struct NoteVerifier: Hashable, Sendable {
  package let name: String
  package let keyID: [UInt8]
  package let publicKey: [UInt8]
  private static let ed25519: UInt8 = 1

  init(name: String, publicKey: [UInt8]) {
    self.name = name
    self.publicKey = publicKey
    let named = Array(name.utf8) + [UInt8(ascii: "\n"), Self.ed25519] + publicKey
    keyID = Array(SHA256.hash(data: named).prefix(4))
  }

  /// Reads what `text` writes; `nil` for anything else, also for an id that is not the key's.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, Self.isName(parts[0]), let key = [UInt8](base64: parts[2]),
      key.count == 33, key[0] == Self.ed25519
    else { return nil }
    self.init(name: String(parts[0]), publicKey: Array(key[1...]))
    guard keyID.hexadecimal == parts[1] else { return nil }
  }

  package var text: String {
    "\(name)+\(keyID.hexadecimal)+\(([Self.ed25519] + publicKey).base64)"
  }

  static func isName(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { 0x21...0x7e ~= $0 && $0 != UInt8(ascii: "+") }
  }

  func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      // 32 bytes that are no key of the curve sign nothing.
      return false
    }
    return key.isValidSignature(signature, for: message)
  }

  /// As other tools want it: SubjectPublicKeyInfo in PEM.
  package var pem: String {
    let prefix: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
    return "-----BEGIN PUBLIC KEY-----\n\((prefix + publicKey).base64)\n-----END PUBLIC KEY-----\n"
  }
}

/// A private key and the name under which it signs.
package struct NoteSigner: Sendable {
  package let verifier: NoteVerifier
  private let key: Curve25519.Signing.PrivateKey

  package init(newKeyNamed name: String) {
    self.init(name: name, key: Curve25519.Signing.PrivateKey())
  }

  private init(name: String, key: Curve25519.Signing.PrivateKey) {
    self.key = key
    verifier = NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
  }

  /// Reads what `text` writes.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY",
      NoteVerifier.isName(parts[2]), let bytes = [UInt8](base64: parts[4]), bytes.count == 33,
      bytes[0] == 1, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes[1...])
    else { return nil }
    self.init(name: String(parts[2]), key: key)
    guard verifier.keyID.hexadecimal == parts[3] else { return nil }
  }

  /// The secret, for the key file and for nothing else.
  var text: String {
    let secret = ([1] + Array(key.rawRepresentation)).base64
    return "PRIVATE+KEY+\(verifier.name)+\(verifier.keyID.hexadecimal)+\(secret)"
  }

  func sign(_ message: [UInt8]) throws -> [UInt8] {
    Array(try key.signature(for: message))
  }
}
