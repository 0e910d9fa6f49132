package import Model

/// Entries of an allow list for people and for programs.
package enum AllowText {
  /// Two lines: what is covered and until when, then who answers for it.
  package static func lines(of entry: AllowEntry) -> String {
    let criteria = [
      entry.source.map { "source \($0)" }, entry.client.map { "client \($0)" },
      entry.name.map { "name \($0)" }, entry.service.map { "service \($0)" },
    ].compactMap { $0 }.joined(separator: ", ")
    let begin = entry.begins.map { "from \(TimeText.minute($0)) " } ?? ""
    let window = "\(begin)until \(TimeText.minute(entry.expires)) UTC"
    return VisibleText.escaped("\(entry.id)  \(criteria)  \(window)") + "\n"
      + VisibleText.escaped("  \(entry.owner): \(entry.reason)") + "\n"
  }

  /// - Throws: Nothing that an entry can cause: it has no figures.
  package static func json(of entry: AllowEntry) throws -> String {
    try ReportJSON.line(entry)
  }
}
