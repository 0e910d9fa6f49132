package import Sigma

/// Rules made ready to run: each detection knows its records, and all that is refused says why.
package struct HuntPlan: Sendable {
  package let rules: RulePlan
  /// By rule: the records that a detection is about; `nil` for a correlation.
  let sources: [EventSource?]

  package static func make(_ rules: [SigmaRule]) -> (plan: HuntPlan, errors: [RuleError]) {
    var (kept, errors): ([SigmaRule], [RuleError]) = ([], [])
    for rule in rules {
      if let error = refusal(of: rule) { errors.append(error) } else { kept.append(rule) }
    }
    var made = RulePlan.make(kept)
    let refused = HuntPlan(made.plan).refusedCorrelations
    if !refused.isEmpty {
      kept.removeAll { rule in
        refused.contains { $0.rule.file == rule.file && $0.rule.line == rule.line }
      }
      errors += refused.map(\.error)
      made = RulePlan.make(kept)
    }
    return (HuntPlan(made.plan), errors + made.errors)
  }

  /// Correlations that ask for a field which the records of one of their rules never have.
  private var refusedCorrelations: [(rule: SigmaRule, error: RuleError)] {
    rules.rules.indices.compactMap { number in
      let rule = rules.rules[number]
      guard case .correlation(let correlation) = rule.body else { return nil }
      for (input, name) in zip(rules.inputs[number], correlation.rules) {
        guard let known = sources[input]?.fields else { continue }
        let asked = (correlation.groupBy + correlation.fields).map {
          correlation.field($0, of: name)
        }
        guard let field = asked.first(where: { !known.contains($0) }) else { continue }
        let list = known.joined(separator: ", ")
        let problem = "the records of '\(name)' have no field '\(field)'; they have \(list)"
        return (rule, rule.error(problem))
      }
      return nil
    }
  }

  private static func refusal(of rule: SigmaRule) -> RuleError? {
    guard case .detection(let detection) = rule.body else { return nil }
    guard let (source, _) = EventSource.of(detection.logSource) else {
      return rule.error("no log that Rollcall reads carries \(detection.logSource.text)")
    }
    if source.hasNoText, detection.condition.hasKeyword {
      return rule.error(
        "records of \(detection.logSource.text) have fields and no text for keywords to stand in"
      )
    }
    guard let known = source.fields else { return nil }
    var asked: Set<String> = []
    detection.condition.forEachField { asked.insert($0) }
    guard let unknown = asked.sorted().first(where: { !known.contains($0) }) else { return nil }
    return rule.error(
      "records of \(detection.logSource.text) have no field '\(unknown)'; they have "
        + known.joined(separator: ", ")
    )
  }

  private init(_ rules: RulePlan) {
    self.rules = rules
    sources = rules.rules.map { rule in
      guard case .detection(let detection) = rule.body else { return nil }
      return EventSource.of(detection.logSource)?.source
    }
  }

  /// Every rule that is shown, as a query of another system. Those that cannot be written are errors.
  package func queries(
    in dialect: QueryDialect,
    table: String
  ) -> (queries: [(rule: SigmaRule, text: String)], errors: [RuleError]) {
    let conditions = rules.rules.indices.map { condition(of: $0) }
    let translator = RuleTranslator(dialect, table: table, plan: rules, conditions: conditions)
    var (queries, errors): ([(rule: SigmaRule, text: String)], [RuleError]) = ([], [])
    for number in rules.rules.indices where rules.reported[number] {
      do throws(RuleError) {
        if sources(behind: number).contains(.findings) {
          throw rules.rules[number].error("no other system holds findings, which it asks")
        }
        queries.append((rules.rules[number], try translator.query(number)))
      } catch {
        errors.append(error)
      }
    }
    return (queries, errors)
  }

  /// Every rule as a Sigma document of its own, with the values of its parameters put in: those that are
  /// shown and those that they correlate. Read again, they match the same records.
  package var sigma: (documents: [(rule: SigmaRule, text: String)], errors: [RuleError]) {
    var (documents, errors): ([(rule: SigmaRule, text: String)], [RuleError]) = ([], [])
    for rule in rules.rules {
      do throws(RuleError) {
        documents.append((rule, try rule.sigma()))
      } catch {
        errors.append(error)
      }
    }
    return (documents, errors)
  }

  package var readsFindings: Bool { !detections(of: .findings).isEmpty }

  /// Whether a rule is about records of logs.
  package var readsLogs: Bool { sources.contains { $0 != nil && $0 != .findings } }

  /// The records behind a rule, through all that it correlates.
  func sources(behind rule: Int) -> Set<EventSource> {
    if let source = sources[rule] { return [source] }
    return rules.inputs[rule].reduce(into: []) { $0.formUnion(sources(behind: $1)) }
  }

  /// The rules about records of `source`.
  func detections(of source: EventSource) -> [Int] {
    sources.indices.filter { sources[$0] == source }
  }

  /// A detection's condition, with what its log source asks in front.
  func condition(of rule: Int) -> Condition? {
    guard case .detection(let detection) = rules.rules[rule].body,
      let (_, gate) = EventSource.of(detection.logSource)
    else { return nil }
    return gate.map { .and([$0, detection.condition]) } ?? detection.condition
  }
}

extension Condition {
  /// Whether a word is wanted anywhere in the record.
  var hasKeyword: Bool {
    switch self {
    case .and(let parts), .or(let parts): parts.contains(where: \.hasKeyword)
    case .not(let part): part.hasKeyword
    case .test(let test): test.field == nil
    }
  }

  func forEachField(_ body: (String) -> Void) {
    switch self {
    case .and(let parts), .or(let parts): for part in parts { part.forEachField(body) }
    case .not(let part): part.forEachField(body)
    case .test(let test):
      if let field = test.field { body(field) }
      if case .field(let other, _) = test.test { body(other) }
    }
  }
}
