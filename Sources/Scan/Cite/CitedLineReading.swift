/// A cited line, read again from where it stands, with what is around it.
package struct CitedLineReading: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable, Encodable {
    case intact
    /// Other bytes stand there now.
    case changed
    /// The log is not there.
    case missing
    /// So deep in a packed log that it was not unpacked for this.
    case tooFar = "too-far"
  }

  package var state: State
  /// Whether the log is packed or not in UTF-8: the place is one in its unpacked text.
  package var isUnpacked = false
  /// Empty where they are not what was cited.
  package var bytes: [UInt8] = []
  /// Bytes before and behind the line, which may begin and end within a line.
  package var before: [UInt8] = []
  package var after: [UInt8] = []

  package init(state: State) { self.state = state }
}
