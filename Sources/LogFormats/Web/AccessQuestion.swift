import LogBytes
package import Model

/// The account that a request to a web server asks for, for whoever reads such lines in another way.
package struct AccessQuestion: Sendable {
  package let service: Service
  /// The name's place and how it is written there.
  package let name: Field

  /// Reads the path and query in `target` of `line`. `nil` if it asks for no account.
  package init?(_ line: Span<UInt8>, in target: Range<Int>) {
    guard let question = WebQuestion(line, in: target) else { return nil }
    (service, name) = (question.oracle.service, question.name)
  }

  /// Puts the name into `buffer`, which is emptied first, without the escapes of the URL.
  package func setName(from line: Span<UInt8>, in buffer: inout [UInt8]) {
    name.append(from: line, to: &buffer)
  }
}
