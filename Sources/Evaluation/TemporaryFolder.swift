import Foundation

/// A folder that is gone when the work in it is done, also when it failed.
enum TemporaryFolder {
  static func with<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let path =
      FileManager.default.temporaryDirectory.path + "/rollcall-evaluate-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    // The system clears it away later if this fails.
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
  }
}
