import Hunting

/// Hunts that are ready to run, with what they would show and what they would not.
struct HuntList {
  let hunts: [HuntPage]

  var html: HTML {
    let items: [HTML] = hunts.map { hunt in
      let level: HTML? = hunt.level.map { "<span class=\"tag\">\($0)</span>" }
      return """
        <li><details><summary><strong>\(hunt.title)</strong> <span class="quiet">\(hunt.key)</span>
        \(level ?? "")</summary>
        <p>\(hunt.hypothesis ?? "")</p>
        \(Self.list("Reads", hunt.sources))\(Self.list("Cannot show", hunt.gaps))
        \(Self.list("Also made by", hunt.benign))
        <p><code>rollcall hunt run \(hunt.key) LOGS</code></p></details></li>
        """
    }
    return TechniquePageView.list(items, "None of the library's hunts is for this technique.")
  }

  private static func list(_ title: String, _ items: [String]) -> HTML {
    if items.isEmpty { return "" }
    let lines: [HTML] = items.map { "<li>\($0)</li>" }
    return "<p>\(title):</p><ul>\(lines)</ul>"
  }
}
