package import Model

/// Why a rule was refused, with the file and line to look at.
package struct RuleError: Error, Equatable, Sendable {
  package var place: Diagnostic

  package init(_ message: String, file: String, line: Int?) {
    place = Diagnostic(file: file, line: line, message: message)
  }

  /// `file:line: message`.
  package var text: String { place.text }
}
