package import Sigma

/// A hunt as a person or a program reads it.
package struct HuntPage: Encodable, Sendable {
  package struct Parameter: Encodable, Sendable {
    package var name: String
    package var standard: String?
    package var meaning: String
  }

  /// All hunts that are shipped, in their order. Read once: the library is YAML.
  package static let library = HuntLibrary.hunts.map(HuntPage.init)

  package var key: String
  package var title: String
  package var level: String?
  package var techniques: [String]
  package var hypothesis: String?
  package var sources: [String]
  package var gaps: [String]
  package var benign: [String]
  package var parameters: [Parameter]

  package init(_ rule: SigmaRule) {
    key = rule.key
    title = rule.title
    level = rule.level
    techniques = rule.techniques
    hypothesis = rule.hunt?.hypothesis
    sources = rule.hunt?.sources ?? []
    gaps = rule.hunt?.gaps ?? []
    benign = rule.falsePositives
    parameters = (rule.hunt?.parameters ?? []).map {
      Parameter(name: $0.name, standard: $0.standard, meaning: $0.meaning)
    }
  }
}
