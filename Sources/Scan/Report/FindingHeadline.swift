package import Model

/// One sentence that tells a finding: who, how many names, how long, where.
///
/// Its text is not escaped.
package enum FindingHeadline {
  package static func text(_ finding: Finding) -> String {
    let noun = finding.pattern == .canary ? "canary name" : "name"
    var sentence = "\(who(finding)) tried \(Figure.count(finding.accounts.probed, noun))"
    if finding.probes != finding.accounts.probed {
      sentence += " in \(Figure.count(finding.probes, "probe"))"
    }
    let span = spanInMilliseconds(finding)
    if span > 0 { sentence += " within \(Figure.duration(milliseconds: span))" }
    if !finding.services.isEmpty { sentence += " at \(finding.services.joined(separator: ", "))" }
    return sentence
  }

  /// How the pattern is called in running text.
  package static func pattern(_ pattern: Finding.Pattern) -> String {
    switch pattern {
    case .singleSource: "single source"
    case .distributed: "distributed"
    case .sourceFree: "source-free"
    case .followOn: "follow-on"
    case .canary: "canary"
    }
  }

  static func spanInMilliseconds(_ finding: Finding) -> Int64 {
    finding.lastSeen.millisecondsSince1970 - finding.firstSeen.millisecondsSince1970
  }

  private static func who(_ finding: Finding) -> String {
    switch finding.sources.count {
    case 0: "somebody the log does not name"
    case 1: source(finding.sources[0])
    case let count: Figure.count(count, "source")
    }
  }
  private static func source(_ source: Finding.Source) -> String {
    source.asn.map { "\(source.ip) (AS\($0))" } ?? source.ip
  }
}
