/// Something about the input that a person should know. The scan goes on.
package struct Diagnostic: Equatable, Sendable, Codable {
  package var file: String
  /// Counted from 1; `nil` where the whole file is meant.
  package var line: Int?
  package var message: String

  package init(file: String, line: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `file:line: message`, the form that editors can jump to.
  package var text: String {
    line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}
