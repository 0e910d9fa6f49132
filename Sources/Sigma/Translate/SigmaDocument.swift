import Yams

extension SigmaRule {
  /// The rule as a document that other readers of Sigma take, with the values of its parameters put in.
  /// - Throws: where such a value is no text.
  package func sigma() throws(RuleError) -> String { try SigmaDocument(rule: self).text() }
}

/// Writes a rule as a Sigma document of its own, with the values of its parameters put in.
///
/// Everything else stays as it was written, author and licence included. Only a detection that takes
/// values of parameters is written anew.
struct SigmaDocument {
  let rule: SigmaRule

  /// - Throws: where a value that was put in is no text.
  func text() throws(RuleError) -> String {
    var document = try Self.node(of: rule)
    switch rule.body {
    case .detection(let detection): try put(detection, into: &document)
    case .correlation(let correlation): put(correlation, into: &document)
    }
    if let hunt = document["hunt"]?.mapping {
      document["hunt"] = Node(hunt.filter { $0.key.string != "parameters" }.map { ($0, $1) })
    }
    do {
      return try Yams.serialize(node: document, width: -1, allowUnicode: true)
    } catch {
      throw rule.error("cannot be written as YAML: \(error)")
    }
  }

  private static func node(of rule: SigmaRule) throws(RuleError) -> Node {
    do {
      if let node = try Yams.compose(yaml: rule.source), node.mapping != nil { return node }
    } catch {
      throw rule.error("cannot be written as YAML: \(error)")
    }
    throw rule.error("is no document of its own")
  }

  private func put(_ detection: Detection, into document: inout Node) throws(RuleError) {
    guard let written = document["detection"], Self.hasPlaceholders(written) else { return }
    var writer = DetectionWriter(rule: rule)
    document["detection"] = try writer.node(of: detection.condition)
  }

  /// Whether a key of a selection has the modifier `expand`.
  private static func hasPlaceholders(_ node: Node) -> Bool {
    switch node {
    case .mapping(let mapping):
      mapping.contains { key, value in
        key.string?.lowercased().split(separator: "|").dropFirst().contains("expand") ?? false
          || hasPlaceholders(value)
      }
    case .sequence(let sequence): sequence.contains(where: hasPlaceholders)
    case .scalar, .alias: false
    }
  }

  /// Timespan and counts, where the hunt lets them be set.
  private func put(_ correlation: Correlation, into document: inout Node) {
    let names = Set(rule.hunt?.parameters.map(\.name) ?? [])
    if names.contains("timespan") {
      document["correlation"]?["timespan"] = Node(Self.timespan(correlation.timespanMilliseconds))
    }
    if names.contains("threshold") {
      for condition in correlation.conditions {
        document["correlation"]?["condition"]?[condition.comparison.rawValue] =
          Node("\(condition.count)")
      }
    }
  }

  /// In the longest unit that leaves nothing over.
  private static func timespan(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    for (unit, length) in [("d", 86400), ("h", 3600), ("m", 60)] as [(String, Int64)]
    where seconds % length == 0 {
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }
}
