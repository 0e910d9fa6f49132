// The export as a graph in the terms of CASE 1.4 and UCO 1.4 (JSON-LD), for tools that read those.
// It says nothing that the events do not say. Identifiers end in a UUID that follows from the log's
// name and the position, so the same export gives the same graph.

import Crypto
import Foundation
import Model

/// Exhibits as observable objects, events as investigative actions.
struct CaseGraph {
  private let outline: ExportOutline
  private let shown: Set<ExhibitID>

  init(_ outline: ExportOutline) {
    self.outline = outline
    shown = Set(outline.exhibits.map(\.id))
  }

  var text: String {
    let graph: [String: Any] = ["@context": Self.context, "@graph": nodes]
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    // Only texts, lists and dictionaries are in it.
    let data = (try? JSONSerialization.data(withJSONObject: graph, options: options)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static let context: [String: String] = [
    "kb": "urn:rollcall:",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
  ]

  private var nodes: [[String: Any]] {
    var nodes = [investigation]
    nodes += Set(outline.events.map(\.scene.actor)).sorted().map(person)
    nodes += Set(outline.events.map(\.scene.tool)).sorted().map(tool)
    nodes += outline.exhibits.flatMap { [object($0), provenance($0)] }
    nodes += outline.exhibits.compactMap(relationship)
    nodes += outline.events.map(action)
    return nodes
  }

  private func id(_ kind: String, _ name: String) -> String {
    let seed = "\(outline.head.head.origin)\n\(kind)\n\(name)"
    // Version 5 of RFC 9562, in its namespace for URLs.
    let namespace: [UInt8] = [
      0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30,
      0xc8,
    ]
    var bytes = Array(Insecure.SHA1.hash(data: namespace + Array(seed.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0f | 0x50
    bytes[8] = bytes[8] & 0x3f | 0x80
    let digits = Array(bytes.hexadecimal)
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return "kb:\(kind)-\(parts.joined(separator: "-"))"
  }

  private func link(_ id: String) -> [String: String] { ["@id": id] }

  private func typed(_ type: String, _ value: String) -> [String: String] {
    ["@type": type, "@value": value]
  }

  private var investigation: [String: Any] {
    [
      "@id": id("investigation", ""),
      "@type": "case-investigation:Investigation",
      "uco-core:name": "Evidence log \(outline.head.head.origin)",
      "uco-core:object": outline.exhibits.map { link(id("exhibit", $0.id.description)) }
        + outline.events.map { link(id("action", String($0.position))) },
    ]
  }

  private func person(_ name: String) -> [String: Any] {
    ["@id": id("actor", name), "@type": "uco-identity:Identity", "uco-core:name": name]
  }

  private func tool(_ name: String) -> [String: Any] {
    let parts = name.split(separator: " ", maxSplits: 1).map(String.init)
    var node: [String: Any] = [
      "@id": id("tool", name), "@type": "uco-tool:Tool", "uco-core:name": parts.first ?? name,
    ]
    if parts.count > 1 { node["uco-tool:version"] = parts[1] }
    return node
  }

  private func object(_ exhibit: Exhibit) -> [String: Any] {
    let name = exhibit.id.description
    return [
      "@id": id("exhibit", name),
      "@type": "uco-observable:File",
      "uco-core:name": exhibit.name,
      "uco-core:tag": [exhibit.kind.rawValue, exhibit.form.rawValue],
      "uco-core:hasFacet": [
        [
          "@id": id("file-facet", name), "@type": "uco-observable:FileFacet",
          "uco-observable:fileName": exhibit.name,
          "uco-observable:filePath": exhibit.origin.path,
          "uco-observable:sizeInBytes": typed(
            "xsd:integer",
            String(exhibit.digests.byteCount)
          ),
        ],
        [
          "@id": id("content-facet", name), "@type": "uco-observable:ContentDataFacet",
          "uco-observable:hash": [
            hash("MD5", exhibit.digests.md5, name), hash("SHA1", exhibit.digests.sha1, name),
            hash("SHA256", exhibit.digests.sha256.hexadecimal, name),
          ],
        ],
      ] as [[String: Any]],
    ]
  }

  private func hash(_ method: String, _ value: String, _ name: String) -> [String: Any] {
    [
      "@id": id("hash", "\(name) \(method)"),
      "@type": "uco-types:Hash",
      "uco-types:hashMethod": method,
      "uco-types:hashValue": typed("xsd:hexBinary", value.uppercased()),
    ]
  }

  private func provenance(_ exhibit: Exhibit) -> [String: Any] {
    [
      "@id": id("provenance", exhibit.id.description),
      "@type": "case-investigation:ProvenanceRecord",
      "case-investigation:exhibitNumber": exhibit.id.description,
      "uco-core:object": [link(id("exhibit", exhibit.id.description))],
    ]
  }

  private func relationship(_ exhibit: Exhibit) -> [String: Any]? {
    exhibit.parent.map { parent in
      [
        "@id": id("relationship", exhibit.id.description),
        "@type": "uco-core:Relationship",
        "uco-core:source": link(id("exhibit", exhibit.id.description)),
        "uco-core:target": link(id("exhibit", parent.description)),
        "uco-core:kindOfRelationship": exhibit.form == .workingCopy ? "Copy_Of" : "Derived_From",
        "uco-core:isDirectional": typed("xsd:boolean", "true"),
      ]
    }
  }

  private func action(_ event: CustodyEvent) -> [String: Any] {
    var node: [String: Any] = [
      "@id": id("action", String(event.position)),
      "@type": "case-investigation:InvestigativeAction",
      "uco-core:name": event.action.rawValue,
      "uco-core:description": event.scene.purpose,
      "uco-action:startTime": typed("xsd:dateTime", event.time.rfc3339),
      "uco-action:endTime": typed("xsd:dateTime", event.time.rfc3339),
      "uco-action:performer": link(id("actor", event.scene.actor)),
      "uco-action:instrument": [link(id("tool", event.scene.tool))],
    ]
    if let exhibit = event.exhibit, shown.contains(exhibit) {
      let number = exhibit.description
      if event.action.makesExhibit {
        node["uco-action:result"] = [
          link(id("exhibit", number)), link(id("provenance", number)),
        ]
      } else {
        node["uco-action:object"] = [link(id("provenance", number))]
      }
    }
    return node
  }
}
