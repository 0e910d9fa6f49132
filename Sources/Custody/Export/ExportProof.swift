/// One line of an export's proofs.
enum ExportProof: Equatable {
  case inclusion(position: Int64, leaf: TreeHash, size: Int64, path: [TreeHash])
  case consistency(from: Int64, size: Int64, path: [TreeHash])

  /// More than any tree of ours is high, twice.
  private static let longestPath = 128

  var line: [UInt8] {
    var fields: [String: String]
    let hashes: [TreeHash]
    switch self {
    case .inclusion(let position, let leaf, let size, let path):
      fields = [
        "kind": "inclusion", "position": String(position), "leaf": leaf.base64,
        "size": String(size),
      ]
      hashes = path
    case .consistency(let from, let size, let path):
      fields = ["kind": "consistency", "from": String(from), "size": String(size)]
      hashes = path
    }
    fields["path"] = hashes.map(\.base64).joined(separator: " ")
    return FlatRecord(fields).line
  }

  /// Reads what `line` writes; `nil` for anything else.
  init?(line: [UInt8]) {
    guard let record = FlatRecord(line: line), let text = record["path"],
      let size = record["size"].flatMap({ Int64(canonical: $0) })
    else { return nil }
    var path: [TreeHash] = []
    for part in text.split(separator: " ") {
      guard path.count < Self.longestPath, let hash = TreeHash(base64: part) else { return nil }
      path.append(hash)
    }
    if record["kind"] == "inclusion",
      let position = record["position"].flatMap({ Int64(canonical: $0) }),
      let leaf = record["leaf"].flatMap({ TreeHash(base64: $0) })
    {
      self = .inclusion(position: position, leaf: leaf, size: size, path: path)
    } else if record["kind"] == "consistency",
      let from = record["from"].flatMap({ Int64(canonical: $0) })
    {
      self = .consistency(from: from, size: size, path: path)
    } else {
      return nil
    }
    guard self.line == line else { return nil }
  }
}
