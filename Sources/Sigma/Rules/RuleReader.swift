import Yams

/// Reads Sigma rules and correlation rules from YAML.
///
/// What is not supported is refused with its file and line; nothing of a rule is passed over, since a
/// rule that means less than it says finds what is not there or misses what is.
package struct RuleReader: Sendable {
  /// Values for parameters, by name; they go before the defaults in the files.
  package var parameters: [String: String]

  /// Whether a rule without a value for one of its parameters is read all the same, to be shown.
  private let keepsUnset: Bool

  package init(parameters: [String: String] = [:], keepingUnset keepsUnset: Bool = false) {
    self.parameters = parameters
    self.keepsUnset = keepsUnset
  }

  /// The rules of one file, and why others of it were refused.
  package func read(
    _ text: String,
    file: String
  ) -> (rules: [SigmaRule], errors: [RuleError]) {
    var (rules, errors): ([SigmaRule], [RuleError]) = ([], [])
    do throws(RuleError) {
      let documents = try Self.documents(of: text, file: file)
      let placeholders = try placeholders(in: documents)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for document in documents {
        do throws(RuleError) {
          let source = lines[(document.line - 1)...].prefix { !$0.hasPrefix("---") }
          rules.append(
            try rule(
              document,
              placeholders: placeholders,
              source: source.joined(separator: "\n")
            )
          )
        } catch {
          errors.append(error)
        }
      }
    } catch {
      errors.append(error)
    }
    return (rules, errors)
  }

  private static func documents(of text: String, file: String) throws(RuleError) -> [RuleNode] {
    do {
      let parser = try Parser(yaml: text)
      var documents: [RuleNode] = []
      while let root = try parser.nextRoot() {
        let document = RuleNode(node: root, file: file)
        if !document.isNull { documents.append(document) }
      }
      return documents
    } catch let error as YamlError {
      throw Self.reading(error, file: file)
    } catch {
      throw RuleError("is not YAML", file: file, line: nil)
    }
  }

  private static func reading(_ error: YamlError, file: String) -> RuleError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      RuleError("is not YAML: \(problem)", file: file, line: mark.line)
    case .duplicatedKeysInMapping(let duplicates, let context):
      RuleError(
        "stands twice: \(duplicates.map { "\($0)" }.sorted().joined(separator: ", "))",
        file: file,
        line: context.mark.line
      )
    default:
      RuleError("is not YAML", file: file, line: nil)
    }
  }

  /// What `%name%` stands for: the defaults of the file's hunts, and what was set.
  private func placeholders(in documents: [RuleNode]) throws(RuleError) -> [String: String] {
    var values: [String: String] = [:]
    for document in documents {
      guard let node = document["hunt"] else { continue }
      for parameter in try HuntNotes(node).parameters {
        let unset = keepsUnset ? "%\(parameter.name)%" : nil
        if let value = parameter.standard ?? unset { values[parameter.name] = value }
      }
    }
    return values.merging(parameters) { $1 }
  }

  private func rule(
    _ document: RuleNode,
    placeholders: [String: String],
    source: String
  ) throws(RuleError) -> SigmaRule {
    if let action = document["action"] {
      throw action.error("rule collections with 'action' are not supported")
    }
    guard let title = try document.optionalText("title") else {
      throw document.error("a rule needs a title")
    }
    return SigmaRule(
      file: document.file,
      line: document.line,
      title: title,
      id: try document.optionalText("id"),
      name: try document.optionalText("name"),
      status: try document.optionalText("status"),
      level: try document.optionalText("level"),
      description: try document.optionalText("description"),
      tags: try document.list("tags"),
      falsePositives: try document.list("falsepositives"),
      references: try document.list("references"),
      hunt: try hunt(document),
      body: try body(document, placeholders: placeholders),
      source: source
    )
  }

  private func hunt(_ document: RuleNode) throws(RuleError) -> HuntNotes? {
    guard let node = document["hunt"] else { return nil }
    return try HuntNotes(node)
  }

  private func body(
    _ document: RuleNode,
    placeholders: [String: String]
  ) throws(RuleError) -> SigmaRule.Body {
    if let node = document["correlation"] {
      if let detection = document["detection"] {
        throw detection.error("a rule is a detection or a correlation, not both")
      }
      let own = Set(try hunt(document)?.parameters.map(\.name) ?? [])
      let set = parameters.filter { own.contains($0.key) }
      return .correlation(try CorrelationReader(parameters: set).read(node))
    }
    guard let detection = document["detection"] else {
      throw document.error("a rule needs a detection or a correlation")
    }
    let reader = DetectionReader(placeholders: placeholders)
    return .detection(
      Detection(
        logSource: try logSource(document),
        condition: try reader.read(detection)
      )
    )
  }

  private func logSource(_ document: RuleNode) throws(RuleError) -> LogSource {
    guard let node = document["logsource"] else {
      throw document.error("a detection needs a logsource")
    }
    return LogSource(
      category: try node.optionalText("category"),
      product: try node.optionalText("product"),
      service: try node.optionalText("service")
    )
  }
}
