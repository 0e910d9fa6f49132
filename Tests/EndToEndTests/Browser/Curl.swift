import Foundation

/// One request through the curl program: Foundation's own client on Linux cannot talk to
/// chromedriver, which ends its writing early.
enum Curl {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  static func run(_ method: String, _ address: String, body: Data?) throws -> Data {
    let curl = Process()
    curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    curl.arguments =
      ["curl", "--silent", "--show-error", "--max-time", "200", "--request", method]
      + (body == nil ? [] : ["--header", "Content-Type: application/json", "--data-binary", "@-"])
      + [address]
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    curl.standardInput = input
    curl.standardOutput = output
    curl.standardError = errors
    try curl.run()
    try input.fileHandleForWriting.write(contentsOf: body ?? Data())
    try input.fileHandleForWriting.close()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    curl.waitUntilExit()
    guard curl.terminationStatus == 0 else {
      throw Failure(description: "\(method) \(address): \(String(decoding: said, as: UTF8.self))")
    }
    return answer
  }
}
