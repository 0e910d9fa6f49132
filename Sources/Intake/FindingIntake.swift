package import Custody
import Foundation
import Model
package import Scan
package import WorkspaceStore

/// Takes what a finding rests on into the log of evidence: every line that it cites, and the finding
/// itself.
package struct FindingIntake {
  /// A command line that names more logs says how many more there are.
  private static let pathsInQuery = 50

  private let locker: EvidenceLocker<Workspace>
  private let lines: CitedLines
  private let originHost: String?

  /// `originHost` is the machine that the logs come from, where it is another.
  package init(
    _ locker: EvidenceLocker<Workspace>,
    lines: CitedLines,
    originHost: String? = nil
  ) {
    (self.locker, self.lines, self.originHost) = (locker, lines, originHost)
  }

  /// Reads each cited line again, from packed logs too; one that changed since the scan stops
  /// everything. Lines that are exhibits of the finding already are left alone.
  /// - Throws: `CitedLineError`, `CustodyError`, `WorkspaceError`.
  package func take(finding id: String) throws -> TakenExhibits {
    let stored = try locker.store.finding(id: id)
    let finding = stored.finding
    let known = try locker.store.exhibits(ofFinding: finding.id).filter { $0.disposedAt == nil }
    let places = Set(known.map { LinePlace($0.exhibit) })
    let missing = finding.evidence.filter { !places.contains(LinePlace($0)) }
    let circumstances = try circumstances(of: stored)
    var new: [(exhibit: NewExhibit, bytes: Data)] = []
    var hashes: [String] = []
    try lines.forEach(missing) { line, bytes in
      new.append((exhibit(line, of: finding, circumstances), Data(bytes)))
      hashes.append(line.sha256)
    }
    let record = Data(try FindingJSONL.line(for: finding).utf8)
    let last = try locker.latest(.finding, of: finding.id)
    if try last.map({ try locker.store.content($0.digests.sha256) != record }) ?? true {
      new.append((recordExhibit(of: finding, circumstances), record))
      hashes.append(Exhibit.sha256(of: record))
    }
    let alreadyKnown = finding.evidence.count - missing.count
    if new.isEmpty { return TakenExhibits(exhibits: [], alreadyKnown: alreadyKnown) }
    return TakenExhibits(
      exhibits: try locker.add(new, expecting: hashes),
      alreadyKnown: alreadyKnown
    )
  }

  private func exhibit(
    _ line: Evidence,
    of finding: Finding,
    _ circumstances: NewExhibit.Circumstances
  ) -> NewExhibit {
    NewExhibit(
      kind: .logLine,
      name: "\(line.file):\(line.offset)",
      origin: Exhibit.Origin(
        host: originHost,
        path: line.file,
        byteOffset: line.offset,
        finding: finding.id
      ),
      circumstances: circumstances
    )
  }

  private func recordExhibit(
    of finding: Finding,
    _ circumstances: NewExhibit.Circumstances
  ) -> NewExhibit {
    NewExhibit(
      kind: .finding,
      name: "\(finding.id).json",
      origin: Exhibit.Origin(path: Workspace.fileName, finding: finding.id),
      circumstances: circumstances
    )
  }

  /// The scan that first made the finding, as it would be typed.
  private func circumstances(of stored: StoredFinding) throws -> NewExhibit.Circumstances {
    var circumstances = NewExhibit.Circumstances(
      folder: FileManager.default.currentDirectoryPath
    )
    let scans = try locker.store.scans()
    guard let scan = scans.last(where: { stored.scanIDs.contains($0.id) }) else {
      return circumstances
    }
    let paths = scan.inputs.map(\.path)
    let hidden = paths.count - Self.pathsInQuery
    let words =
      ["rollcall scan"] + paths.prefix(Self.pathsInQuery)
      + (hidden > 0 ? ["and \(hidden) more"] : [])
      + (scan.options.isEmpty ? [] : [scan.options])
    circumstances.query = words.joined(separator: " ")
    circumstances.sourceTool = "rollcall \(scan.toolVersion)"
    circumstances.sourceZone = scan.option("--timezone") ?? "UTC"
    return circumstances
  }
}

extension EvidenceLocker<Workspace> {
  /// The last exhibit of a kind that belongs to a finding and is still there.
  package func latest(_ kind: Exhibit.Kind, of finding: String) throws -> Exhibit? {
    try store.exhibits(ofFinding: finding)
      .last { $0.exhibit.kind == kind && $0.disposedAt == nil }?.exhibit
  }
}
