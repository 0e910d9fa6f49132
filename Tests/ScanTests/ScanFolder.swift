import Foundation
import LogBytes
import Model
import Scan

/// A temporary folder of logs, and scans of it.
final class ScanFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/rollcall-scan-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // Left for the system to clear away if it fails.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a log, last changed at `changed`, and gives its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String, changed: Timestamp? = nil) throws -> String {
    let file = path + "/" + name
    let above = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: above, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    if let changed {
      let date = Date(timeIntervalSince1970: Double(changed.millisecondsSince1970) / 1000)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
    }
    return file
  }

  @discardableResult
  func write(_ lines: [String], to name: String, changed: Timestamp? = nil) throws -> String {
    try write(Array((lines.joined(separator: "\n") + "\n").utf8), to: name, changed: changed)
  }

  static func scan(
    _ paths: [String],
    _ change: (inout ScanOptions) -> Void = { _ in }
  ) async throws -> ScanResult {
    var options = ScanOptions(paths: paths)
    change(&options)
    return try await ScanPipeline(options: options).run()
  }

  /// All findings as bytes, keys sorted.
  static func bytes(_ findings: [Finding]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(findings)
  }

  /// Runs a program and gives what it wrote; `nil`, with a line that says so, if it is not there.
  func run(_ arguments: [String]) throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      print("skipped: \(arguments[0]) is not there or failed")
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// SHA-256 of each piece, by the system's own program.
  func sha256(_ pieces: [[UInt8]]) throws -> [String]? {
    var names: [String] = []
    for (number, piece) in pieces.enumerated() {
      names.append(try write(piece, to: "pieces/\(number)"))
    }
    return try run(["sha256sum"] + names)?.split(separator: "\n").map { String($0.prefix(64)) }
  }
}

/// Lines as sshd and Postfix write them.
enum Line {
  static func miss(_ name: String, from source: String, at time: String) -> String {
    "\(time) gate sshd[4711]: Invalid user \(name) from \(source) port 40022"
  }

  static func signIn(_ name: String, from source: String, at time: String) -> String {
    "\(time) gate sshd[4712]: Accepted password for \(name) from \(source) port 40023 ssh2"
  }

  /// Twenty names that are not there, one a minute from `hour`, and a few sign-ins of others.
  static func rollCall(_ source: String, day: String = "2026-03-02", hour: String = "07")
    -> [String]
  {
    (0..<20).flatMap { number in
      let minute = number < 10 ? "0\(number)" : "\(number)"
      return [
        miss("guess\(number)\(source.suffix(1))", from: source, at: "\(day)T\(hour):\(minute):09Z"),
        signIn("anna", from: "198.51.100.\(number)", at: "\(day)T\(hour):\(minute):10Z"),
      ]
    }
  }
}
