import Knowledge

/// Published fingerprints that fit a finding: what each is consistent with, how common that is, whose word
/// it is, and what ATT&CK relates the tool to.
struct FingerprintList {
  let known: FindingKnowledge
  let evidenceCount: Int

  var html: HTML {
    let fits: [HTML] = known.fingerprints.map { match in
      """
      <li data-row>\(match.sentence). <span class="quiet">Fits on
      \(match.fitting.prefix(Self.shown).joined(separator: ", "))\(more(match)); \(tool(match))fingerprint
      \(match.fingerprint.id), terms of its source: \(match.fingerprint.licence).</span></li>
      """
    }
    return """
      \(HTML.when(!fits.isEmpty, "<ul>\(fits)</ul>"))
      <p class="quiet">\(known.reach(evidenceCount: evidenceCount))</p>
      """
  }

  private static let shown = 3

  private func more(_ match: FingerprintMatch) -> String {
    let hidden = match.fitting.count - Self.shown
    return hidden > 0 ? " and \(hidden) more" : ""
  }

  private func tool(_ match: FingerprintMatch) -> HTML {
    guard let id = match.fingerprint.attackID else { return "" }
    let folder = id.hasPrefix("S") ? "software" : "actors"
    return "<a href=\"/\(folder)/\(id)\">\(id) in ATT&amp;CK</a>; "
  }
}
