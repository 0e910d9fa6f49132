package import Custody
import Foundation
import Model
package import Scan
package import WorkspaceStore

/// Takes what runs of a saved hunt found into the log of evidence: the results with the rules that made
/// them, and every line that they cite.
package struct HuntIntake {
  /// What the exhibit of the results holds: all that is needed to run the hunt again and compare.
  private struct Record: Encodable {
    var schema = "rollcall.hunt-results/1"
    var hunt: String
    var rules: String
    var parameters: [String: String]
    var savedAt: Timestamp
    var results: [HuntResultRecord]
  }

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

  /// Reads each cited line again; one that changed since the run stops everything. Lines that are
  /// exhibits already are left alone, and so are results that are word for word what was taken in last.
  /// A result keeps at most 1,000 lines; its `matchCount` says how many there were.
  /// - Throws: `CitedLineError`, `CustodyError`, `WorkspaceError`.
  package func take(hunt name: String) throws -> TakenExhibits {
    guard let saved = try locker.store.savedHunts().first(where: { $0.name == name }) else {
      throw CustodyError.invalid("there is no saved hunt '\(name)'")
    }
    let results = try locker.store.huntResults(of: name, limit: .max)
    if results.isEmpty { throw CustodyError.invalid("the hunt '\(name)' has found nothing yet") }
    let known = try locker.store.exhibits(ofFinding: nil).filter { $0.disposedAt == nil }
      .map(\.exhibit)
    let cited = Set(results.flatMap { HuntResultSummary($0).lines.map { Evidence($0) } })
    let places = Set(known.lazy.filter { $0.kind == .logLine }.map { LinePlace($0) })
    let missing = cited.filter { !places.contains(LinePlace($0)) }
    let tool = try locker.store.toolOfLastRun(ofHunt: name).map { "rollcall \($0)" }
    var new: [(exhibit: NewExhibit, bytes: Data)] = []
    var hashes: [String] = []
    let record = try bytes(of: saved, results)
    let digest = Exhibit.sha256(of: record)
    let last = known.last { $0.kind == .huntResult && $0.origin.path == Self.path(of: name) }
    if last?.digests.sha256.hexadecimal != digest {
      new.append((exhibit(of: saved, madeBy: tool), record))
      hashes.append(digest)
    }
    try lines.forEach(Array(missing)) { line, bytes in
      new.append((exhibit(line, ofHunt: name, madeBy: tool), Data(bytes)))
      hashes.append(line.sha256)
    }
    return TakenExhibits(
      exhibits: new.isEmpty ? [] : try locker.add(new, expecting: hashes),
      alreadyKnown: cited.count - missing.count
    )
  }

  private static func path(of hunt: String) -> String { "\(Workspace.fileName) hunt \(hunt)" }

  private func bytes(of saved: SavedHunt, _ results: [HuntResultRecord]) throws -> Data {
    let record = Record(
      hunt: saved.name,
      rules: saved.rules,
      parameters: saved.parameters,
      savedAt: saved.savedAt,
      results: results
    )
    return Data(try ReportJSON.line(record).utf8)
  }

  /// The query is the rules themselves, word for word.
  private func exhibit(of saved: SavedHunt, madeBy tool: String?) -> NewExhibit {
    NewExhibit(
      kind: .huntResult,
      name: "\(saved.name).json",
      origin: Exhibit.Origin(path: Self.path(of: saved.name)),
      circumstances: NewExhibit.Circumstances(query: saved.rules, sourceTool: tool)
    )
  }

  private func exhibit(
    _ line: Evidence,
    ofHunt name: String,
    madeBy tool: String?
  ) -> NewExhibit {
    NewExhibit(
      kind: .logLine,
      name: "\(line.file):\(line.offset)",
      origin: Exhibit.Origin(host: originHost, path: line.file, byteOffset: line.offset),
      circumstances: NewExhibit.Circumstances(
        folder: FileManager.default.currentDirectoryPath,
        query: "rollcall hunt run '\(name)'",
        sourceTool: tool
      )
    )
  }
}

extension Evidence {
  fileprivate init(_ line: HuntResultSummary.Line) {
    self.init(
      file: line.file,
      sha256: line.sha256,
      offset: line.byteOffset,
      length: line.byteLength
    )
  }
}
