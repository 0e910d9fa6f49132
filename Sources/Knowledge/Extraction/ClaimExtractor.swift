package import Model

/// All claims that a text gives rise to, and how many were left out and why.
package struct ExtractedClaims: Sendable, Equatable {
  package var claims: [Claim]
  /// How many indicators were on a warning list, by its name, and claims above the limits.
  package var leftOut: [String: Int]

  /// More than any honest report holds.
  package static let most = 20_000
  /// Places of one subject; the first count most.
  package static let mostOfOne = 50

  package init(of text: ReportText, names: NameMatcher) {
    var claims: [Claim] = []
    var leftOut: [String: Int] = [:]
    for indicator in IndicatorScanner.indicators(in: text.bytes) {
      if let list = WarningList(indicator) {
        leftOut[list.rawValue, default: 0] += 1
        continue
      }
      claims.append(
        Claim(
          kind: .indicator,
          subject: indicator.value,
          detail: indicator.kind.rawValue,
          method: .pattern,
          score: Self.score(indicator, in: text),
          span: indicator.span
        )
      )
    }
    claims += names.claims(in: text.bytes)
    claims.sort { ($0.span.lowerBound, $0.subject) < ($1.span.lowerBound, $1.subject) }
    var counts: [String: Int] = [:]
    self.claims = claims.filter { claim in
      counts[claim.subject, default: 0] += 1
      return counts[claim.subject, default: 0] <= Self.mostOfOne
    }
    if self.claims.count < claims.count {
      leftOut["repeated more than \(Self.mostOfOne) times"] = claims.count - self.claims.count
    }
    if self.claims.count > Self.most {
      leftOut["above \(Self.most) claims"] = self.claims.count - Self.most
      self.claims.removeLast(self.claims.count - Self.most)
    }
    self.leftOut = leftOut
  }

  /// A list of indicators is meant as one; elsewhere a name of a file or a domain can be anything.
  private static func score(_ indicator: Indicator, in text: ReportText) -> Double {
    let section = text.section(at: indicator.span.lowerBound)
    if section?.kind == .indicators { return 0.95 }
    return indicator.kind == .file || indicator.kind == .domain ? 0.5 : 0.8
  }
}
