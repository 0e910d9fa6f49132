import Foundation

/// The rules of axe-core for WCAG 2.2 AA, where `script/setup --tests` could fetch them.
enum AxeCheck {
  private static let source: String? = {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent(".build/axe/axe.min.js")
    // Not there without a network: then our own rules check alone.
    let text = try? String(contentsOf: file, encoding: .utf8)
    if text == nil { print("skipped: axe-core is not there, see script/setup --tests") }
    return text
  }()

  /// Contrast is left to `PageCheck`: axe-core takes half a minute for it on the longest pages.
  ///
  /// Each broken rule with the first element that breaks it; empty without axe-core.
  static func violations(in browser: WebDriver) async throws -> [String] {
    guard let source else { return [] }
    _ = try await browser.script(source + "; return true")
    let found = try await browser.script(
      calling: """
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        axe.run({ rules: { "color-contrast": { enabled: false } }, runOnly: tags })
          .then((result) => done(result.violations.map((violation) =>
            violation.id + ": " + violation.nodes[0].html.slice(0, 120))));
        """
    )
    return found as? [String] ?? ["axe-core gave no answer"]
  }
}
