import Model

/// The defender's canary names beside the directory's list: a canary that is not in it catches nobody.
package struct CanaryNames: Sendable {
  private let file: String
  private let canaries: [(name: String, line: Int)]
  private let directory: Set<String>

  /// Both are lists with one name a line; `directoryText` is what lists of the directory show.
  package init(file: String, canaryText: String, directoryText: String) {
    self.file = file
    canaries = Self.names(in: canaryText)
    directory = Set(Self.names(in: directoryText).map(\.name))
  }

  private static func names(in text: String) -> [(name: String, line: Int)] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.enumerated()
      .compactMap { index, line in
        let name = line.prefix { $0 != "#" }.trimmed.lowercased()
        return name.isEmpty ? nil : (name, index + 1)
      }
  }

  var observations: [ControlObservation] {
    [observation(.on) { directory.contains($0) }, observation(.off) { !directory.contains($0) }]
      .compactMap { $0 }
  }

  private func observation(
    _ state: ControlState,
    where isWanted: (String) -> Bool
  ) -> ControlObservation? {
    let found = canaries.filter { isWanted($0.name) }
    if found.isEmpty { return nil }
    let words = state == .on ? "are in the directory" : "are not in the directory"
    return ControlObservation(
      state,
      .configuration,
      // Apart, so that a list of which one is missing is off, not conflicting.
      scope: state == .on ? "canaries in place" : "canaries missing",
      "\(found.count) of \(canaries.count) canaries \(words)",
      count: found.count,
      citations: found.prefix(3).map { ControlCitation(file: file, line: $0.line) }
    )
  }
}
