import Foundation
import Model
import Scan
import Testing

@testable import Mitigation

/// Files in a temporary folder, and what a check says of them.
final class CheckFolder {
  let path: String

  init(_ files: [String: String]) throws {
    path = FileManager.default.temporaryDirectory.path + "/rollcall-control-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
  }

  deinit {
    // Left for the system to clear away if it fails.
    try? FileManager.default.removeItem(atPath: path)
  }

  func check(
    since: Timestamp? = nil,
    canaries: CanaryNames? = nil,
    directory: String? = nil
  ) async throws
    -> MitigationCheck.Result
  {
    let options = ScanOptions(paths: [], threads: 2)
    return try await MitigationCheck(
      paths: [path],
      options: options,
      since: since,
      canaries: canaries,
      directory: directory
    ).run()
  }

  static func record(
    _ control: Control,
    of files: [String: String],
    since: Timestamp? = nil
  ) async throws -> ControlRecord {
    let result = try await CheckFolder(files).check(since: since)
    let place = try #require(Control.allCases.firstIndex(of: control))
    return result.records[place]
  }
}
