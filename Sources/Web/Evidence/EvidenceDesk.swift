import Custody
import Foundation
import Hummingbird
import Intake
import LogBytes
import Model
import Scan
import WorkspaceStore

/// What people do with evidence in the browser; each deed leaves its event in the log, with the name of
/// whoever signed in.
struct EvidenceDesk: Sendable {
  /// Why, under what authority, and by which request.
  struct Reason: Sendable {
    static let longestText = 1000

    var purpose: String
    var authority: String
    /// The request as a person would name it, as in `POST /evidence/E-3`.
    var request: String

    /// - Throws: 400 where no purpose is given, or one of the texts is too long.
    init(purpose: String, authority: String, request: String) throws {
      guard !purpose.isEmpty, max(purpose.utf8.count, authority.utf8.count) <= Self.longestText
      else {
        throw HTTPError(
          .badRequest,
          message: "Say why, in \(Self.longestText) bytes at most: the log of evidence keeps it."
        )
      }
      (self.purpose, self.authority, self.request) = (purpose, authority, request)
    }
  }

  /// What is sent whole; larger exhibits are for 'rollcall evidence show'.
  static let largestShown: Int64 = 64 << 20

  let workspace: Workspace
  let toolVersion: String
  let now: @Sendable () -> Timestamp

  func locker(for reason: Reason, by visitor: Visitor) -> EvidenceLocker<Workspace> {
    EvidenceLocker(
      store: workspace,
      workspace: workspace.directory,
      scene: CustodyEvent.Scene(
        actor: visitor.person.name,
        authority: reason.authority,
        clock: SystemClock.description,
        command: reason.request,
        host: ProcessInfo.processInfo.hostName,
        purpose: reason.purpose,
        tool: "rollcall \(toolVersion)",
        zone: TimeZone.current.identifier
      ),
      clock: now
    )
  }

  /// Takes the lines of a finding in, and the finding itself.
  @concurrent
  func take(
    finding: String,
    for reason: Reason,
    by visitor: Visitor
  ) async throws -> TakenExhibits {
    let locker = locker(for: reason, by: visitor)
    return try FindingIntake(locker, lines: CitedLines()).take(finding: finding)
  }

  /// The bytes, hashed again and found to be those taken in; the event of it is on the disk.
  @concurrent
  func bytes(of id: ExhibitID, for reason: Reason, by visitor: Visitor) async throws -> Data {
    let locker = locker(for: reason, by: visitor)
    guard try locker.find(id).exhibit.digests.byteCount <= Self.largestShown else {
      throw HTTPError(
        .contentTooLarge,
        message: "More than \(Self.largestShown >> 20) MB: use 'rollcall evidence show \(id)'."
      )
    }
    var bytes = Data()
    try locker.view(id) { bytes.append($0) }
    return bytes
  }

  /// Writes an export of everything into a nameless file; the handle stands at its beginning.
  @concurrent
  func export(for reason: Reason, by visitor: Visitor) async throws -> FileHandle {
    let target = FileManager.default.temporaryDirectory.path + "/rollcall-\(UUID()).zip"
    _ = try Exporter(locker(for: reason, by: visitor), selection: ExportSelection())
      .export(to: target, folder: "evidence", as: .export)
    // The open handle keeps the bytes; the name would stay behind if the browser went away. A name
    // that cannot be removed is in a folder that the system clears.
    defer { try? FileManager.default.removeItem(atPath: target) }
    return try FileHandle(forReadingFrom: URL(fileURLWithPath: target))
  }
}
