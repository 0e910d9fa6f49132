import Foundation

/// The text of a PDF, by poppler's `pdftotext` in a process of its own: readers of PDF are attacked, and
/// a crash or a loop stays there. The process gets the file on standard input and may use 20 seconds of
/// processor, 30 seconds in all, 1 GB of memory and 64 MB of output.
enum PDFReader {
  private static let folders = ["/usr/bin/", "/usr/local/bin/", "/bin/"]

  static var isInstalled: Bool { path(of: "pdftotext") != nil }

  private static func path(of program: String) -> String? {
    folders.map { $0 + program }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static func text(of bytes: [UInt8], file: String) throws(ReportError) -> [UInt8] {
    guard let program = path(of: "pdftotext"), let timeout = path(of: "timeout"),
      let limits = path(of: "prlimit")
    else { throw .noPDFReader }
    do {
      let (input, output) = (try TemporaryCopy(of: bytes), try TemporaryCopy(of: []))
      let process = Process()
      process.executableURL = URL(fileURLWithPath: timeout)
      process.arguments = [
        "--signal=KILL", "30", limits, "--cpu=20", "--as=1073741824", "--fsize=67108864",
        "--core=0",
        program, "-q", "-enc", "UTF-8", "-nopgbrk", "-", "-",
      ]
      process.environment = [:]
      process.standardInput = input.handle
      process.standardOutput = output.handle
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { throw ReportError.brokenPDF(file: file) }
      try output.handle.seek(toOffset: 0)
      return try Array(output.handle.readToEnd() ?? Data())
    } catch let error as ReportError {
      throw error
    } catch {
      throw .unreadable(file: file, reason: error.localizedDescription)
    }
  }
}
