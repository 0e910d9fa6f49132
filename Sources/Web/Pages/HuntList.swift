import Hunting
import Sigma

/// Hunts that are ready to run, with what they would show and what they would not, and the same as
/// queries of other systems.
struct HuntList {
  let hunts: [HuntPage]

  var html: HTML {
    let items: [HTML] = hunts.map { hunt in
      let level: HTML? = hunt.level.map { "<span class=\"tag\">\($0)</span>" }
      let reads: String = hunt.sources == ["findings"] ? "--workspace …" : "LOGS"
      return """
        <li><details><summary><strong>\(hunt.title)</strong> <span class="quiet">\(hunt.key)</span>
        \(level ?? "")</summary>
        <p>\(hunt.hypothesis ?? "")</p>
        \(Self.list("Reads", hunt.sources))\(Self.list("Cannot show", hunt.gaps))
        \(Self.list("Also made by", hunt.benign))
        \(Self.list("May be set", hunt.parameters.map(Self.text)))
        <p><code>rollcall hunt run \(hunt.key) \(reads)</code></p>
        <p><a href="/hunts/\(hunt.key)">The rules, and the same as KQL, SPL, ES|QL and SQL</a></p></details></li>
        """
    }
    return TechniquePageView.list(items, "None of the library's hunts is for this technique.")
  }

  private static func text(_ parameter: HuntPage.Parameter) -> String {
    "\(parameter.name) (\(parameter.standard ?? "must be set")): \(parameter.meaning)"
  }

  private static func list(_ title: String, _ items: [String]) -> HTML {
    if items.isEmpty { return "" }
    let lines: [HTML] = items.map { "<li>\($0)</li>" }
    return "<p>\(title):</p><ul>\(lines)</ul>"
  }
}

/// A hunt of the library on a page of its own: its rules, and what they are elsewhere.
struct HuntPageView {
  static let names: [(QueryDialect, String)] = [
    (.kql, "KQL (Sentinel)"), (.spl, "SPL (Splunk)"), (.esql, "ES|QL (Elastic)"),
    (.clickhouse, "ClickHouse SQL"), (.spark, "Spark SQL"), (.sqlite, "SQLite"),
  ]

  let hunt: HuntPage

  var html: HTML {
    let sections: [HTML] = Self.names.map { dialect, name in
      "<h2>\(name)</h2>\(Self.queries(of: hunt.key, in: dialect))"
    }
    return """
      <nav class="crumbs"><a href="/techniques/\(hunt.techniques.first ?? "T1589.002")#hunting">Hunting</a> ›
      \(hunt.key)</nav><h1>\(hunt.title)</h1>\(HuntList(hunts: [hunt]).html)
      <h2>Sigma</h2><pre class="card wide" tabindex="0">\(HuntLibrary.text(of: hunt.key))</pre>\(sections)
      """
  }

  private static func queries(of key: String, in dialect: QueryDialect) -> HTML {
    let written = written(key, in: dialect)
    let queries: [HTML] = written.queries.map {
      "<pre class=\"card wide\" tabindex=\"0\">\($0.text)</pre>"
    }
    let errors: [HTML] = written.errors.map {
      "<p class=\"problem\">Not written: \($0.text)</p>"
    }
    return "\(queries)\(errors)"
  }

  /// The queries of a hunt of the library, and what could not be written as one.
  static func written(
    _ key: String,
    in dialect: QueryDialect
  ) -> (queries: [(rule: SigmaRule, text: String)], errors: [RuleError]) {
    guard let selection = HuntSelection(library: key, parameters: [:]) else { return ([], []) }
    let (plan, refused) = HuntPlan.make(selection.rules)
    let written = plan.queries(in: dialect, table: "events")
    return (written.queries, selection.errors + refused + written.errors)
  }
}
