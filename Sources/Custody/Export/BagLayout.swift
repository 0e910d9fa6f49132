/// The files of an export, which is a bag as RFC 8493 (BagIt) has it.
enum BagLayout {
  static let declaration = "bagit.txt"
  static let info = "bag-info.txt"
  static let manifest = "manifest-sha256.txt"
  static let tagManifest = "tagmanifest-sha256.txt"
  /// Over the tag manifest, and so over every file. The only file that no manifest lists.
  static let signature = "signature.note"
  static let verifier = "verify.py"
  static let events = "data/events.jsonl"
  static let heads = "data/heads.txt"
  static let keys = "data/keys.txt"
  static let publicKey = "data/key.pem"
  static let proofs = "data/proofs.jsonl"
  static let withheld = "data/withheld.txt"
  static let graph = "data/case.jsonld"
  static let report = "data/report.html"

  static let declarationText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
  static let tagFiles = [info, declaration, manifest, verifier]
  static let payload: Set = [events, heads, keys, publicKey, proofs, withheld, graph, report]

  static func exhibit(_ hash: TreeHash) -> String { "data/exhibits/\(hash.hexadecimal)" }
  static func token(_ position: Int64) -> String { "data/timestamps/\(position).tsr" }
  /// The bytes that the token is over, for tools that check it by hand.
  static func stamped(_ position: Int64) -> String { "data/timestamps/\(position).note" }

  static func signatureText(origin: String, size: Int64, tagManifest: TreeHash) -> String {
    "rollcall export\n\(origin)\n\(size)\n\(tagManifest.base64)\n"
  }

  /// Lines of a manifest: hash, two blanks, path; sorted by path.
  static func manifestText(_ hashes: [String: TreeHash]) -> String {
    hashes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\($0.value.hexadecimal)  \($0.key)\n" }
      .joined()
  }
}
