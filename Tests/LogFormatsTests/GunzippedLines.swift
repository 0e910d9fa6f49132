import Foundation
import LogBytes

/// The JSON objects of a gzipped file with one a line.
func gunzippedLines(of file: URL) throws -> [[String: Any]] {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["gzip", "-dc", file.path]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return try data.split(separator: 0x0a).map { line in
    try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
  }
}
