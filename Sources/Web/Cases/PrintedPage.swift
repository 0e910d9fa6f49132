import Foundation
import Synchronization

/// Pages as PDF, made by a Chromium of this machine without a window.
///
/// Its input is a page of ours without scripts, and it may reach no network. One at a time: it takes
/// some seconds and 200 MB.
final class PrintedPage: Sendable {
  struct Failure: Error {
    var sentence: String
  }

  private static let programs = ["chromium", "chromium-browser", "google-chrome"]
  private static let patience = Duration.seconds(60)
  private let isBusy = Mutex(false)

  /// Where the browser is; `nil` where there is none.
  static var program: String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return programs.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// - Throws: `Failure` where there is no browser, it is at work, or it fails.
  func pdf(of html: String) async throws -> Data {
    guard let program = Self.program else {
      throw Failure(sentence: "There is no Chromium on the server: print the report page instead.")
    }
    let isFree = isBusy.withLock { isBusy in
      defer { isBusy = true }
      return !isBusy
    }
    guard isFree else { throw Failure(sentence: "Another report is being printed; try again.") }
    defer { isBusy.withLock { $0 = false } }
    let folder = NSTemporaryDirectory() + "/rollcall-print-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    // A name of our own; what is left behind holds nothing that the workspace does not.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try html.write(toFile: folder + "/report.html", atomically: true, encoding: .utf8)
    try await Self.run(program, in: folder)
    guard let pdf = FileManager.default.contents(atPath: folder + "/report.pdf") else {
      throw Failure(sentence: "Chromium made no PDF: print the report page instead.")
    }
    return pdf
  }

  private static func run(_ program: String, in folder: String) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments =
      [
        "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-extensions", "--no-pdf-header-footer",
        "--proxy-server=127.0.0.1:9", "--user-data-dir=\(folder)/profile",
        "--print-to-pdf=\(folder)/report.pdf", "file://\(folder)/report.html",
      ]
      // Chromium's own sandbox does not run as root.
      + (getuid() == 0 ? ["--no-sandbox"] : [])
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let end = ContinuousClock.now + patience
    while process.isRunning {
      if ContinuousClock.now > end || Task.isCancelled {
        process.terminate()
        throw Failure(sentence: "Chromium took too long: print the report page instead.")
      }
      // Asked for again rather than waited for, so that no thread is held; a cancelled wait ends above.
      try? await Task.sleep(for: .milliseconds(50))
    }
  }
}
