/// What makes a rule a hunt: why to look, where, what the logs hide, and what may be set.
///
/// Written under `hunt`, a key of ours; other readers of Sigma pass over it.
package struct HuntNotes: Sendable {
  package struct Parameter: Sendable {
    package var name: String
    /// `nil` where the hunt cannot run without a value.
    package var standard: String?
    package var meaning: String
  }

  package var hypothesis: String
  package var sources: [String]
  package var gaps: [String]
  package var parameters: [Parameter]

  init(_ node: RuleNode) throws(RuleError) {
    guard let hypothesis = try node.optionalText("hypothesis") else {
      throw node.error("a hunt needs a hypothesis")
    }
    self.hypothesis = hypothesis
    sources = try node.list("sources")
    gaps = try node.list("gaps")
    parameters = []
    for (name, value) in try node["parameters"]?.members() ?? [] {
      parameters.append(
        Parameter(
          name: name,
          standard: try value.optionalText("default"),
          meaning: try value.optionalText("meaning") ?? ""
        )
      )
    }
  }
}
