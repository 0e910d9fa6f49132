package import Model

/// The label of the Traffic Light Protocol that a report gives itself, as in `TLP:AMBER+STRICT`.
package enum ReportMarking {
  /// Pages are marked at the top; what stands further down in prose speaks of others.
  private static let topOfProse = 4_096

  /// Of STIX and MISP, which may mark each object, the strictest; of prose the first at its top. `nil`
  /// where there is none.
  package static func label(of text: ReportText, format: ReportFormat) -> TrafficLight? {
    switch format {
    case .stix, .misp: labels(in: text.bytes[...]).max { strictness($0) < strictness($1) }
    case .text, .markdown, .html, .pdf, .docx: labels(in: text.bytes.prefix(topOfProse)).first
    }
  }

  private static func strictness(_ label: TrafficLight) -> Int {
    TrafficLight.allCases.firstIndex(of: label) ?? 0
  }

  private static func labels(in bytes: ArraySlice<UInt8>) -> [TrafficLight] {
    var labels: [TrafficLight] = []
    var rest = bytes
    while let start = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "t") }) {
      let mark = rest[start...].prefix(24)
      rest = rest[(start + 1)...]
      guard mark.prefix(3).elementsEqual("tlp".utf8, by: { $0 | 0x20 == $1 }) else { continue }
      let words = String(decoding: mark, as: UTF8.self).lowercased()
      let name = words.dropFirst(3).drop { $0 == ":" || $0 == " " || $0 == "\"" || $0 == "=" }
      // The longer name first: the shorter one is its beginning.
      let label = TrafficLight.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        .first { name.hasPrefix($0.rawValue) }
      // WHITE is what version 1 called CLEAR.
      if let label = label ?? (name.hasPrefix("white") ? .clear : nil) { labels.append(label) }
    }
    return labels
  }

  /// The label that a marking definition of STIX stands for, of either version of the protocol.
  static func label(ofDefinition id: String) -> TrafficLight? {
    definitions.first { id.contains($0.id) }?.label
  }

  private static let definitions: [(id: String, label: TrafficLight)] = [
    ("613f2e26-407d-48c7-9eca-b8e91df99dc9", .clear),
    ("34098fce-860f-48ae-8e50-ebd3cc5e41da", .green),
    ("f88d31f6-486f-44da-b317-01333bde0b82", .amber),
    ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", .red),
    ("94868c89-83c2-464b-929b-a1a8aa3c8487", .clear),
    ("bab4a63c-aed9-4cf5-a766-dfca5abac2bb", .green),
    ("55d920b0-5e8b-4f79-9ee9-91f868d9b421", .amber),
    ("939a9414-2ddd-4d32-a0cd-375ea402b003", .amberStrict),
    ("e828b379-4e03-4974-9ac4-e53a884c97c1", .red),
  ]
}
