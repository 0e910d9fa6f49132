import Crypto
import Foundation
import Model

/// Writes the files of a bag and keeps their hashes.
final class BagWriter {
  private let sink: any BagSink
  private var payload: [String: TreeHash] = [:]
  private var payloadBytes = 0

  init(_ sink: any BagSink) {
    self.sink = sink
  }

  func add(_ path: String, _ bytes: [UInt8]) throws {
    try add(path) { try $0(Data(bytes)) }
  }

  func add(_ path: String, _ text: String) throws {
    try add(path, Array(text.utf8))
  }

  /// A payload file in pieces; gives its hash.
  @discardableResult
  func add(_ path: String, _ body: (@escaping (Data) throws -> Void) throws -> Void) throws
    -> TreeHash
  {
    let hash = try write(path) { piece in
      try body { bytes in
        self.payloadBytes += bytes.count
        try piece(bytes)
      }
    }
    payload[path] = hash
    return hash
  }

  private func write(
    _ path: String,
    _ body: (@escaping (Data) throws -> Void) throws -> Void
  ) throws -> TreeHash {
    var sha256 = SHA256()
    try sink.begin(path)
    try body { bytes in
      sha256.update(data: bytes)
      try self.sink.write(bytes)
    }
    try sink.end()
    return TreeHash(bytes: Array(sha256.finalize())) ?? .empty
  }

  private func write(_ path: String, _ text: String) throws -> TreeHash {
    try write(path) { try $0(Data(text.utf8)) }
  }

  /// The `folder` in a ZIP file is called as the file where it is `nil`.
  static func sink(for target: String, folder: String? = nil) throws -> any BagSink {
    target.lowercased().hasSuffix(".zip")
      ? try ZipSink(target: target, folder: folder) : try FolderSink(target: target)
  }

  /// The graph, the report, and everything that only closes the bag. `sign` signs a text.
  func finish(_ outline: ExportOutline, sign: (String) throws -> SignedNote) throws {
    try add(BagLayout.graph, CaseGraph(outline).text)
    try add(BagLayout.report, CustodyReport(outline).html)
    let head = outline.head.head
    let info = [
      (label: "External-Identifier", value: "\(head.origin) \(head.size)"),
      (label: "Bag-Software-Agent", value: outline.tool),
      (label: "Bagging-Date", value: String(outline.lastTime.rfc3339.prefix(10))),
    ]
    try finish(info: info, verifier: PackageResources.verify_py) { hash in
      try sign(
        BagLayout.signatureText(origin: head.origin, size: head.size, tagManifest: hash)
      )
    }
  }

  /// The tag files, the manifests, and the signature that `sign` makes over the tag manifest's hash.
  private func finish(
    info: [(label: String, value: String)],
    verifier: [UInt8],
    sign: (_ tagManifest: TreeHash) throws -> SignedNote
  ) throws {
    let oxum = (label: "Payload-Oxum", value: "\(payloadBytes).\(payload.count)")
    let infoText = (info + [oxum]).map { "\($0.label): \($0.value)\n" }.joined()
    var tags: [String: TreeHash] = [:]
    tags[BagLayout.declaration] = try write(BagLayout.declaration, BagLayout.declarationText)
    tags[BagLayout.info] = try write(BagLayout.info, infoText)
    tags[BagLayout.manifest] = try write(BagLayout.manifest, BagLayout.manifestText(payload))
    tags[BagLayout.verifier] = try write(BagLayout.verifier) { try $0(Data(verifier)) }
    let hash = try write(BagLayout.tagManifest, BagLayout.manifestText(tags))
    let note = try sign(hash)
    _ = try write(BagLayout.signature) { try $0(Data(note.bytes)) }
    try sink.keep()
  }
}
