import Foundation

/// The built program, and one run of it.
struct Program {
  var status: Int32
  var output: [UInt8]
  var errors: String

  var text: String { String(decoding: output, as: UTF8.self) }
  var lines: [Substring] { text.split(separator: "\n") }

  /// Beside the test bundle, in the build folder.
  static let path: String = {
    let beside = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("rollcall").path
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let built = root.appendingPathComponent(".build/debug/rollcall").path
    return [beside, built].first { FileManager.default.isExecutableFile(atPath: $0) } ?? built
  }()

  /// Where the sources lie.
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Runs the program to its end. `input` is put on a pipe to it.
  static func run(
    _ arguments: [String],
    in folder: Folder,
    input: [UInt8]? = nil
  ) throws -> Program {
    try launch(path, arguments, in: folder, input: input)
  }

  /// Runs a line of shell in which `$R` is the program.
  static func shell(_ line: String, in folder: Folder) throws -> Program {
    try launch("/bin/bash", ["-c", line], in: folder, input: nil)
  }

  private static func launch(
    _ program: String,
    _ arguments: [String],
    in folder: Folder,
    input: [UInt8]?
  ) throws -> Program {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(["R": path]) { $1 }
    // Files, because two pipes can stand still waiting for one another.
    let names = ("\(folder.path)/.out-\(UUID())", "\(folder.path)/.err-\(UUID())")
    for name in [names.0, names.1] {
      _ = FileManager.default.createFile(atPath: name, contents: nil)
    }
    process.standardOutput = FileHandle(forWritingAtPath: names.0)
    process.standardError = FileHandle(forWritingAtPath: names.1)
    if let input {
      let pipe = Pipe()
      process.standardInput = pipe
      try process.run()
      try pipe.fileHandleForWriting.write(contentsOf: Data(input))
      try pipe.fileHandleForWriting.close()
    } else {
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }
    process.waitUntilExit()
    return Program(
      status: process.terminationStatus,
      output: Array(try Data(contentsOf: URL(fileURLWithPath: names.0))),
      errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: names.1)), as: UTF8.self)
    )
  }
}

/// A temporary folder of logs that goes with the value's last use.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/rollcall-e2e-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // Left for the system to clear away if it fails.
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  /// Twenty names that are not there, from each of `sources` addresses.
  static func rollCalls(_ sources: Int, honestLines: Int = 0) -> String {
    var text = ""
    for source in 1...sources {
      // One list an hour, each from a network of its own: lists of one make at one time, or of one
      // network, would be parts of one campaign.
      let hour = "2026-03-\(twoDigits(2 + (source + 6) / 24))T\(twoDigits((source + 6) % 24))"
      for number in 0..<20 {
        let time = "\(hour):\(10 + number):09Z"
        let client = "203.0.\(source % 250).\(1 + source / 250)"
        text +=
          "\(time) gate sshd[4711]: Invalid user guess\(number)x\(source) from \(client) port 40022\n"
      }
    }
    for number in 0..<honestLines {
      let client = "198.51.\(number / 200 % 200).\(number % 200)"
      text +=
        "2026-03-02T08:00:00Z gate sshd[1]: Accepted password for p\(number) from \(client) port 1 ssh2\n"
    }
    return text
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  static let honest =
    "2026-03-02T08:00:00Z gate sshd[1]: Accepted password for p from 192.0.2.1 port 1 ssh2\n"
}
