import Foundation
import HTTPTypes
import Hummingbird
import Knowledge
import WorkspaceStore

/// A layer of ATT&CK Navigator as somebody sends it: formats 4.0 to 4.5, of the Enterprise matrix.
struct ImportedLayer {
  private static let byteLimit = 4 << 20
  private static let longestText = 500

  private struct Layer: Decodable {
    struct Versions: Decodable {
      var layer: String?
    }

    struct Technique: Decodable {
      var techniqueID: String
      var score: Double?
      var comment: String?
      var enabled: Bool?
    }

    var name: String?
    var domain: String?
    var versions: Versions?
    var techniques: [Technique]
  }

  let stored: StoredLayer

  /// - Throws: `LogUpload.Refusal` for what is no such layer.
  init(readingFrom body: RequestBody, facts: AttackFacts) async throws {
    var bytes: [UInt8] = []
    for try await buffer in body {
      bytes += buffer.readableBytesView
      guard bytes.count <= Self.byteLimit else {
        throw LogUpload.Refusal(
          status: .contentTooLarge,
          sentence: "A layer of more than 4 MB is none that Navigator writes."
        )
      }
    }
    try self.init(bytes, facts: facts)
  }

  init(_ bytes: [UInt8], facts: AttackFacts) throws {
    // What the decoder has against it names places in the file, not what a person can mend.
    guard let layer = try? JSONDecoder().decode(Layer.self, from: Data(bytes)) else {
      throw Self.refusal("This is no layer of ATT&CK Navigator: JSON with a list 'techniques'.")
    }
    let version = layer.versions?.layer ?? ""
    guard version.hasPrefix("4.") else {
      throw Self.refusal("The layer has the format '\(version)'; 4.0 to 4.5 are read.")
    }
    guard layer.domain == "enterprise-attack" else {
      throw Self.refusal("The layer is of '\(layer.domain ?? "")', not of enterprise-attack.")
    }
    stored = Self.stored(layer, facts)
  }

  private static func stored(_ layer: Layer, _ facts: AttackFacts) -> StoredLayer {
    let known = Set(facts.current(.technique).map { facts.objects[$0].id.rawValue })
    var entries: [String: StoredLayer.Entry] = [:]
    var unknown: Set<String> = []
    for technique in layer.techniques where technique.enabled ?? true {
      guard known.contains(technique.techniqueID) else {
        unknown.insert(String(technique.techniqueID.prefix(20)))
        continue
      }
      // One that stands under several tactics comes several times: the highest score counts.
      let former = entries[technique.techniqueID]?.score ?? -.infinity
      if let score = technique.score, score < former { continue }
      entries[technique.techniqueID] = StoredLayer.Entry(
        score: technique.score,
        comment: String((technique.comment ?? "").prefix(longestText))
      )
    }
    let name = String((layer.name ?? "").prefix(100))
    return StoredLayer(
      name: name.isEmpty ? "Layer" : name,
      entries: entries,
      unknown: unknown.sorted()
    )
  }

  private static func refusal(_ sentence: String) -> LogUpload.Refusal {
    LogUpload.Refusal(status: .unprocessableContent, sentence: sentence)
  }
}
