import Foundation

/// `rollcall serve` over a workspace of the folder, until `stop`.
final class ServedWorkspace {
  private let process = Process()
  /// As in `http://127.0.0.1:4711`.
  let base: String
  /// The path that opens the workspace once.
  let welcome: String

  init(_ name: String, in folder: Folder) throws {
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["serve", "--workspace", name, "--port", "0"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    var text = ""
    var link: Substring?
    while link == nil, let data = try errors.fileHandleForReading.read(upToCount: 1), !data.isEmpty
    {
      text += String(decoding: data, as: UTF8.self)
      guard text.hasSuffix("\n") else { continue }
      link = text.split(whereSeparator: \.isWhitespace).first { $0.contains("/welcome/") }
    }
    guard let link, let end = link.range(of: "/welcome/") else {
      throw WebDriver.Failure(description: "the server gave no link: \(text)")
    }
    base = String(link[..<end.lowerBound])
    welcome = String(link[end.lowerBound...])
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
