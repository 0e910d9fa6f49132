/// Why a cited line cannot be shown again.
package struct CitedLineError: Error, Equatable {
  package enum Problem: Equatable, Sendable {
    /// No such file, or no such member of it.
    case gone
    /// The bytes there have another hash.
    case changed
  }

  package var file: String
  /// `nil` where the whole file is gone.
  package var offset: UInt64?
  package var problem: Problem

  package var message: String {
    switch problem {
    case .gone: "\(file): the log is no longer there; name where it lies now"
    case .changed:
      "\(file):\(offset ?? 0): the line changed since the finding was made: its SHA-256 differs"
    }
  }
}
