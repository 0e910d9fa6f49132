package import Model

/// A probe as the tests without a source see it: who asked for which name, and what the log says of it.
package struct Contact: Sendable, Equatable {
  package var seconds: UInt32
  /// The attempt in its table, which also knows the client.
  package var index: UInt32
  package var source: UInt32
  package var name: UInt32
  package var service: Service
  package var answer: ProbeReader.Answer
  /// Whether nobody had signed in from this source by then, nor did within the hour after.
  package var isStranger: Bool
}
