import FoundationEssentials

/// What a kept result says in a line: of what, how often, when. Read from its JSON, so that a result of
/// another version is shown as far as it is understood.
package struct HuntResultSummary: Sendable {
  package struct Line: Decodable, Sendable {
    /// The finding, where it is none of a record.
    package var finding: String?
    package var file: String
    package var line: Int?
    package var byteOffset: UInt64
    package var byteLength: UInt32
    package var sha256: String
    package var time: String?

    package var place: String {
      finding.map { "finding \($0)" }
        ?? file + (line.map { ":\($0)" } ?? "") + ", byte \(byteOffset)"
    }
  }

  private struct Field: Decodable {
    var name: String
    var value: String
  }

  private struct Group: Decodable {
    var fields: [Field]
    var firstTime: String
    var lastTime: String
    var peak: Int
    var matchCount: Int
    var lines: [Line]
  }

  /// The values that the result is grouped by, or the place of the record.
  package let subject: String
  package let seen: String
  package let lines: [Line]

  package init(_ result: HuntResultRecord) {
    let bytes = Data(result.content.utf8)
    // What cannot be read as the one is the other, or is shown as it is.
    if let group = try? JSONDecoder().decode(Group.self, from: bytes) {
      let values = group.fields.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
      subject = values.isEmpty ? "all" : values
      seen =
        "\(group.peak) in one window, \(group.matchCount) records, \(group.firstTime) to \(group.lastTime)"
      lines = group.lines
    } else if let line = try? JSONDecoder().decode(Line.self, from: bytes) {
      subject = line.place
      seen = line.time ?? "no time"
      lines = [line]
    } else {
      (subject, seen, lines) = (result.content, "", [])
    }
  }
}
