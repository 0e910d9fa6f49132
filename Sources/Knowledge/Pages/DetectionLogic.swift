import Model

/// How ATT&CK says a technique can be seen: strategies with analytics since v18, data components and a
/// text before.
package struct DetectionLogic: Sendable, Codable, Equatable {
  package struct Strategy: Sendable, Codable, Equatable {
    package var strategy: ObjectLink
    package var analytics: [Analytic]
  }

  package struct Analytic: Sendable, Codable, Equatable {
    package var id: String
    package var platforms: [String]
    /// What it looks for; absent where no text was imported.
    package var description: String?
    package var logSources: [LogSource]
    package var mutableFields: [MutableField]
  }

  package struct LogSource: Sendable, Codable, Equatable {
    package var component: ObjectLink?
    /// As in `WinEventLog:Security`.
    package var name: String
    package var channel: String?
  }

  /// What each organisation has to set for itself.
  package struct MutableField: Sendable, Codable, Equatable {
    package var name: String
    package var description: String?
  }

  /// A data component that detects the technique directly, as it was before v18.
  package struct Component: Sendable, Codable, Equatable {
    package var component: ObjectLink
    package var source: ObjectLink?
    package var application: String?
  }

  package var strategies: [Strategy]
  package var components: [Component]
  /// Before v18.
  package var text: String?

  package var isEmpty: Bool { strategies.isEmpty && components.isEmpty && text == nil }

  init(of technique: Int, in facts: AttackFacts, texts: AttackTexts) {
    strategies = []
    components = []
    let id = facts.objects[technique].id
    text = texts.first(.detection, of: id)
    for relation in facts.relations(to: technique) where relation.kind == .detects {
      let object = facts.objects[relation.source]
      guard object.isCurrent || object.kind == .component else { continue }
      if object.kind == .strategy {
        strategies.append(Self.strategy(relation.source, in: facts, texts: texts))
      } else {
        components.append(
          Component(
            component: ObjectLink(object),
            source: Self.source(of: relation.source, in: facts),
            application: texts.first(.application, of: object.id, on: id.rawValue)
          )
        )
      }
    }
  }

  private static func strategy(
    _ index: Int,
    in facts: AttackFacts,
    texts: AttackTexts
  ) -> Strategy {
    let analytics = facts.relations(from: index).filter { $0.kind == .contains }.map {
      analytic(facts.objects[$0.target], in: facts, texts: texts)
    }
    return Strategy(strategy: ObjectLink(facts.objects[index]), analytics: analytics)
  }

  private static func analytic(
    _ object: AttackObject,
    in facts: AttackFacts,
    texts: AttackTexts
  ) -> Analytic {
    Analytic(
      id: object.id.rawValue,
      platforms: object.platforms,
      description: texts.first(.description, of: object.id),
      logSources: object.logSources.enumerated().map { number, source in
        LogSource(
          component: source.component.map { ObjectLink(facts.objects[$0]) },
          name: source.name,
          channel: texts.first(.channel, of: object.id, on: String(number))
        )
      },
      mutableFields: object.mutableFields.map {
        MutableField(name: $0, description: texts.first(.field, of: object.id, on: $0))
      }
    )
  }

  private static func source(of component: Int, in facts: AttackFacts) -> ObjectLink? {
    facts.relations(from: component).first { $0.kind == .partOf }
      .map { ObjectLink(facts.objects[$0.target]) }
  }

  /// Ids of all that the logic is made of, for fetching their texts.
  package static func ids(of technique: Int, in facts: AttackFacts) -> [AttackID] {
    let sources = facts.relations(to: technique).filter { $0.kind == .detects }.map(\.source)
    let analytics = sources.flatMap { facts.relations(from: $0) }.filter { $0.kind == .contains }
    return (sources + analytics.map(\.target)).map { facts.objects[$0].id }
  }
}
