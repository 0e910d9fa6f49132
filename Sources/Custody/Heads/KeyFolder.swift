import Foundation

/// The private keys of a workspace, one file each, readable by their owner alone.
///
/// The log says which of them signs: a file that a killed process left behind is never used.
package struct KeyFolder: Sendable {
  package static let name = "custody-keys"
  private let path: String

  package init(workspace: String) {
    path = workspace + "/" + Self.name
  }

  /// Written to the disk before anything is signed with it.
  func keep(_ signer: NoteSigner) throws {
    let folder = SafeFolder(path: path)
    try folder.create()
    try folder.write(Data((signer.text + "\n").utf8), to: file(of: signer.verifier), mode: 0o600)
  }

  func signer(for verifier: NoteVerifier) throws -> NoteSigner {
    let keyID = verifier.keyID.hexadecimal
    let bytes = try SafeFolder(path: path).read(file(of: verifier), atMost: 1024)
    guard let bytes else { throw CustodyError.missingKey(path: path, keyID: keyID) }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasSuffix("\n"), let signer = NoteSigner(text.dropLast()),
      signer.verifier == verifier
    else {
      let problem = "this is not the private key \(keyID) that the log names"
      throw CustodyError.file(path: path + "/" + file(of: verifier), problem: problem)
    }
    return signer
  }

  private func file(of verifier: NoteVerifier) -> String { verifier.keyID.hexadecimal + ".key" }
}
