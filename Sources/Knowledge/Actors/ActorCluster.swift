import LogBytes

/// An actor as a source besides ATT&CK knows it: its names, and what ATT&CK's ids it is said to have.
package struct ActorCluster: Sendable, Equatable, Codable {
  package var name: String
  /// Other names, without `name`; sorted.
  package var aliases: [String]
  /// Ids of groups and campaigns of ATT&CK that the source states; sorted.
  package var attackIDs: [String]

  package init(name: String, aliases: [String], attackIDs: [String]) {
    self.name = name
    self.aliases = aliases
    self.attackIDs = attackIDs
  }
}

/// A galaxy of MISP: a list of clusters, here of threat actors.
package struct MISPGalaxy: Sendable, Equatable {
  package var name: String
  package var version: String
  package var clusters: [ActorCluster]
  /// Values without a name.
  package var notUnderstood: Int

  private static let fields = JSONFields(["type", "name", "version", "values"])
  private static let clusterFields = JSONFields(["value", "meta.synonyms", "meta.refs"])

  /// `nil` where the bytes are no galaxy of threat actors.
  package init?(_ bytes: Span<UInt8>) {
    var values = JSONValues()
    guard Self.fields.read(bytes, into: &values), values[3].kind == .array,
      bytes.jsonText(of: values[0]) == "threat-actor"
    else { return nil }
    name = "MISP " + (bytes.jsonText(of: values[1]) ?? "Threat Actor")
    version = bytes.text(in: values[2].range)
    (clusters, notUnderstood) = ([], 0)
    var cluster = JSONValues()
    for element in bytes.jsonElements(in: values[3].range) {
      let object = bytes.extracting(element.range)
      guard element.kind == .object, Self.clusterFields.read(object, into: &cluster),
        let name = object.jsonText(of: cluster[0]), !name.isEmpty
      else {
        notUnderstood += 1
        continue
      }
      clusters.append(
        ActorCluster(
          name,
          synonyms: Self.texts(cluster[1], in: object),
          addresses: Self.texts(cluster[2], in: object)
        )
      )
    }
  }

  private static func texts(_ list: JSONValues.Value, in bytes: Span<UInt8>) -> [String] {
    bytes.jsonElements(in: list.range).compactMap { bytes.jsonText(of: $0) }
  }
}

extension ActorCluster {
  /// Synonyms hold ids of ATT&CK among the names, and references lead to pages of ATT&CK.
  fileprivate init(_ name: String, synonyms: [String], addresses: [String]) {
    let ids = synonyms.filter(Self.isID)
    let linked = addresses.filter { $0.contains("attack.mitre.org/") }.compactMap { address in
      address.split(separator: "/").map(String.init).last(where: Self.isID)
    }
    let names = Set(synonyms).subtracting(ids).subtracting([name, ""])
    self.init(name: name, aliases: names.sorted(), attackIDs: Set(ids + linked).sorted())
  }

  private static func isID(_ text: String) -> Bool {
    guard text.utf8.count == 5, let first = text.utf8.first else { return false }
    return "GC".utf8.contains(first) && text.utf8.dropFirst().allSatisfy { (48...57).contains($0) }
  }
}
