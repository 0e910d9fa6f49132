import Crypto
import CryptoExtras
import Foundation
import WorkspaceStore

/// Passwords as scrypt makes them: guessing one costs time and 32 MB of memory.
package enum PasswordHash {
  package static let usualRounds = 1 << 15
  private static let blockSize = 8
  private static let byteCount = 32
  /// What is kept is an authentication code of this under scrypt's key.
  private static let purpose = Data("password".utf8)
  /// Scrypt takes 128 bytes × block size × rounds, 32 MB here, and a little more.
  private static let memoryLimit = 64 << 20

  static func make(_ password: String, rounds: Int) throws -> StoredPassword {
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    let key = try derive(password, salt: salt, rounds: rounds)
    let hash = Array(HMAC<SHA256>.authenticationCode(for: purpose, using: key))
    return StoredPassword(salt: salt, rounds: rounds, hash: hash)
  }

  /// Off the threads that answer requests; takes as long for any password.
  @concurrent
  static func matches(_ password: String, _ stored: StoredPassword) async throws -> Bool {
    let key = try derive(password, salt: stored.salt, rounds: stored.rounds)
    return HMAC<SHA256>.isValidAuthenticationCode(
      stored.hash,
      authenticating: purpose,
      using: key
    )
  }

  private static func derive(
    _ password: String,
    salt: [UInt8],
    rounds: Int
  ) throws -> SymmetricKey {
    try KDF.Scrypt.deriveKey(
      from: Data(password.utf8),
      salt: salt,
      outputByteCount: byteCount,
      rounds: rounds,
      blockSize: blockSize,
      parallelism: 1,
      maxMemory: memoryLimit
    )
  }
}
