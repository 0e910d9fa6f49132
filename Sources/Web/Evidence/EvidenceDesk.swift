import Custody
import Foundation
import Model
import WorkspaceStore

/// Makes exhibits of cited lines, and hands exhibits out; each deed leaves its event in the log of
/// evidence, in the name of who asked for it.
struct EvidenceDesk {
  let workspace: Workspace
  let toolVersion: String
  let now: @Sendable () -> Timestamp

  static func locker(
    _ workspace: Workspace,
    person: String,
    purpose: String,
    toolVersion: String,
    now: @escaping @Sendable () -> Timestamp
  ) -> EvidenceLocker<Workspace> {
    EvidenceLocker(
      store: workspace,
      workspace: workspace.directory,
      scene: CustodyEvent.Scene(
        actor: person,
        authority: "",
        clock: "system clock of the host, synchronisation not checked",
        command: "rollcall serve",
        host: ProcessInfo.processInfo.hostName,
        purpose: purpose,
        tool: "rollcall \(toolVersion)",
        zone: TimeZone.current.identifier
      ),
      clock: now
    )
  }

  private func locker(_ person: String, _ purpose: String) -> EvidenceLocker<Workspace> {
    Self.locker(
      workspace,
      person: person,
      purpose: purpose,
      toolVersion: toolVersion,
      now: now
    )
  }

  /// Takes in the lines that a finding cites: all of them or, where one is no longer as it was, none.
  /// - Returns: How many exhibits were made.
  /// - Throws: `CustodyError`.
  func takeIn(_ finding: Finding, by person: String, purpose: String) throws -> Int {
    guard try workspace.exhibits(ofFinding: finding.id).isEmpty else {
      throw CustodyError.invalid("the lines of \(finding.id) are exhibits already")
    }
    let lines = try finding.evidence.map { evidence -> (exhibit: NewExhibit, bytes: Data) in
      let line = CitedLine.read(evidence, withContext: false)
      guard line.state == .intact else {
        let place = "\(evidence.file), byte \(evidence.offset)"
        throw CustodyError.invalid("\(place): the line is \(line.state.rawValue) now")
      }
      return (Self.exhibit(evidence, of: finding.id), line.bytes)
    }
    let made = try locker(person, purpose).add(lines, expecting: finding.evidence.map(\.sha256))
    try workspace.audit(person, "took in evidence", finding.id, at: now())
    return made.count
  }

  private static func exhibit(_ line: Evidence, of finding: String) -> NewExhibit {
    let origin = Exhibit.Origin(path: line.file, byteOffset: line.offset, finding: finding)
    return NewExhibit(kind: .logLine, name: "\(line.file):\(line.offset)", origin: origin)
  }

  /// Writes an export of all exhibits, or of those named, to `path`, which ends in `.zip`.
  /// - Throws: `CustodyError`.
  func export(_ only: Set<ExhibitID>?, to path: String, by person: String, purpose: String) throws {
    let exporter = Exporter(locker(person, purpose), selection: ExportSelection(only: only))
    _ = try exporter.export(to: path, as: .export)
    try workspace.audit(
      person,
      "exported evidence",
      (path as NSString).lastPathComponent,
      at: now()
    )
  }

  /// The bytes of an exhibit against its hash; no event, since nobody sees them.
  func state(of exhibit: Exhibit) throws -> EvidenceLocker<Workspace>.ContentState {
    try locker("server", "check").contentState(of: exhibit)
  }
}
