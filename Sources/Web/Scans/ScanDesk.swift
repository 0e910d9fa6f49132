import Foundation
import Hummingbird
import Model
import Scan
import Synchronization
import WorkspaceStore

/// Takes logs in, one at a time, scans them, and keeps what was found.
///
/// A log is kept in the workspace's folder: findings cite its lines.
final class ScanDesk: Sendable {
  static let byteLimit = 2 << 30
  private static let longestName = 80
  private static let folderName = "uploads"

  /// Why a log was not taken, for people.
  struct Refusal: Error {
    var status: HTTPResponse.Status
    var sentence: String
  }

  private let workspace: Workspace
  private let toolVersion: String
  private let now: @Sendable () -> Timestamp
  private let isBusy = Mutex(false)

  init(workspace: Workspace, toolVersion: String, now: @escaping @Sendable () -> Timestamp) {
    (self.workspace, self.toolVersion, self.now) = (workspace, toolVersion, now)
  }

  /// The id of the scan.
  /// - Throws: `Refusal`, and what the store and the file system throw.
  func scan(_ body: RequestBody, named name: String, by person: String) async throws -> String {
    let isFree = isBusy.withLock { isBusy in
      defer { isBusy = true }
      return !isBusy
    }
    guard isFree else {
      throw Refusal(status: .conflict, sentence: "Another log is being scanned; try again soon.")
    }
    defer { isBusy.withLock { $0 = false } }
    let file = try await receive(body, named: name)
    do {
      let scan = try await record(file)
      try workspace.audit(person, "scanned", scan, at: now())
      return scan
    } catch {
      // Nothing cites it.
      try? FileManager.default.removeItem(atPath: file)
      throw error
    }
  }

  private func receive(_ body: RequestBody, named name: String) async throws -> String {
    let folder = workspace.directory + "/" + Self.folderName
    let access: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
    try FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: access
    )
    let file = "\(folder)/\(now().millisecondsSince1970)-\(Self.plain(name))"
    guard
      FileManager.default.createFile(
        atPath: file,
        contents: nil,
        attributes: [.posixPermissions: 0o600]
      )
    else { throw WorkspaceError.notWritable(path: workspace.directory) }
    do {
      try await write(body, to: file)
    } catch {
      // Half a log is no log.
      try? FileManager.default.removeItem(atPath: file)
      throw error
    }
    return file
  }

  private func write(_ body: RequestBody, to file: String) async throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    var size = 0
    for try await buffer in body {
      size += buffer.readableBytes
      guard size <= Self.byteLimit else {
        throw Refusal(
          status: .contentTooLarge,
          sentence: "A log of more than 2 GB: scan it with 'rollcall scan'."
        )
      }
      try handle.write(contentsOf: Data(buffer.readableBytesView))
    }
    try handle.close()
    guard size > 0 else { throw Refusal(status: .badRequest, sentence: "The log is empty.") }
  }

  @concurrent
  private func record(_ file: String) async throws -> String {
    let started = Date(now())
    let threads = ProcessInfo.processInfo.activeProcessorCount
    var options = ScanOptions(paths: [file], threads: threads)
    options.allow = AllowList(try workspace.allowEntries().map { try AllowRule($0) })
    let pipeline = ScanPipeline(options: options)
    let result = try await pipeline.run()
    let summary = ScanSummary(
      result,
      startedAt: started,
      finishedAt: Date(now()),
      peakMemoryByteCount: nil
    )
    if let failure = result.failures.first {
      throw Refusal(
        status: .unprocessableContent,
        sentence: "The log cannot be read: \(failure.message)"
      )
    }
    guard summary.inputs.contains(where: { $0.format != nil }) else {
      throw Refusal(
        status: .unprocessableContent,
        sentence: "None of the formats of 'rollcall formats' is in it."
      )
    }
    let scan = ScanRecord(
      result,
      summary,
      startedAt: Timestamp(started),
      finishedAt: now(),
      toolVersion: toolVersion,
      options: options.allow.isEmpty ? "" : "allow \(options.allow.digest)"
    )
    try workspace.recordScan(scan, findings: result.findings)
    return scan.id
  }

  /// Letters, digits, dots, dashes: nothing that a path or a pattern could mean something by.
  static func plain(_ name: String) -> String {
    let letters = name.unicodeScalars.suffix(longestName).map { scalar -> Character in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == "." || scalar == "-" ? Character(scalar) : "_"
    }
    return letters.isEmpty ? "log" : String(letters)
  }
}

extension Date {
  fileprivate init(_ time: Timestamp) {
    self.init(timeIntervalSince1970: Double(time.millisecondsSince1970) / 1000)
  }
}

extension Timestamp {
  fileprivate init(_ date: Date) {
    self.init(millisecondsSince1970: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }
}
