package import Model

/// Canary names for people and for programs.
package enum CanaryText {
  /// Two lines: the name and its time, then where it was put and who did.
  package static func lines(of entry: CanaryEntry) -> String {
    let begin = entry.since.map { " from \(TimeText.minute($0)) UTC" } ?? ""
    let end = entry.until.map { " until \(TimeText.minute($0)) UTC" } ?? ""
    return VisibleText.escaped(
      "\(entry.id)  \(entry.name)  class \(entry.kind.rawValue)\(begin)\(end)"
    )
      + "\n" + VisibleText.escaped("  \(entry.kind.text): \(entry.channel) (\(entry.owner))") + "\n"
  }

  /// - Throws: Nothing that an entry can cause: it has no figures.
  package static func json(of entry: CanaryEntry) throws -> String {
    try ReportJSON.line(entry)
  }

  /// What a finding says of the canaries that were touched.
  static func sentence(_ canaries: [Finding.Canary]) -> String {
    let parts = canaries.map { canary in
      "\(canary.name) (class \(canary.kind.rawValue), \(canary.kind.text): \(canary.channel))"
    }
    return (parts.count == 1 ? "Canary name asked for: " : "Canary names asked for: ")
      + parts.joined(separator: "; ")
  }
}
