/// The numbers that scripts may rely on.
enum ExitStatus {
  static let done: Int32 = 0
  static let findingMade: Int32 = 1
  static let failed: Int32 = 2
}

/// Ends a command with a message and `ExitStatus.failed`.
struct Failure: Error, Equatable {
  var message: String
}
