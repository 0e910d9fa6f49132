// A page is sent once it is noted who asked for it, and SQLite has one writer: while a scan is written,
// which can take seconds, every page with evidence would wait. So an entry is first appended to a file
// beside the workspace, which takes microseconds, and taken into the workspace when its turn comes.
//
// - A killed process loses nothing: the kernel has the bytes, and whoever writes or reads the log next
//   takes them in. When the machine itself fails, entries of the last moments can be lost.
// - Each is taken in once: how far a file is read is noted in the same transaction.
// - Each process has a file of its own, which it keeps locked; a file that is not locked is left over.

import Dispatch
import Foundation
import GRDB
import Glibc
import Model
import Synchronization

final class AuditSpool: Sendable {
  static let folderName = "audit"

  struct Entry: Codable, Equatable {
    var atMilliseconds: Int64
    var person: String
    var action: String
    var subject: String
  }

  private struct State {
    var file: SpoolFile?
    var isScheduled = false
  }

  /// A file that is all taken in makes way for a new one at this size.
  private static let largestFile: UInt64 = 1 << 20
  private static let delay = DispatchTimeInterval.milliseconds(200)

  private let folder: String
  private let pool: DatabasePool
  private let queue = DispatchQueue(label: "rollcall.audit")
  private let state = Mutex(State())

  init(directory: String, pool: DatabasePool) {
    folder = directory + "/" + Self.folderName
    self.pool = pool
  }

  /// Notes an entry, for good, without waiting for a writer.
  func append(_ entry: Entry) throws {
    let line = try JSONEncoder().encode(entry) + Data("\n".utf8)
    let isDue = try state.withLock { state in
      var file = try state.file ?? SpoolFile(in: folder)
      try file.append(line)
      state.file = file
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if isDue { schedule() }
  }

  /// What this process noted and `database` does not have yet, in order.
  func pending(_ database: Database) throws -> [Entry] {
    // A file that is gone was taken in whole.
    guard let own = state.withLock({ $0.file }), FileManager.default.fileExists(atPath: own.path)
    else { return [] }
    return try SpoolFile.entries(at: own.path, from: Self.taken(own.path, database)).entries
  }

  /// Takes in what there is, also what killed processes left, when the writer is free.
  func takeInSoon() {
    queue.async { self.takeIn() }
  }

  private func schedule() {
    // Until then the spool lives: what it holds must get in.
    queue.asyncAfter(deadline: .now() + Self.delay) {
      self.state.withLock { $0.isScheduled = false }
      self.takeIn()
    }
  }

  /// Takes in what this process noted, before a change whose own entry comes after.
  ///
  /// Where that fails, the file keeps what it has, and the change goes on.
  func takeIn(before change: Database) throws {
    guard let own = state.withLock({ $0.file }) else { return }
    try change.inSavepoint {
      // A file that cannot be read now is read later: that is no reason to refuse the change.
      (try? Self.takeIn(own.path, change)) == nil ? .rollback : .commit
    }
  }

  private func takeIn() {
    do {
      let own = state.withLock { $0.file }
      for path in SpoolFile.leftOver(in: folder) {
        _ = try pool.write { try Self.takeIn(path, $0) }
        try forget(path)
      }
      guard let own else { return }
      let taken = try pool.write { try Self.takeIn(own.path, $0) }
      guard taken >= Self.largestFile else { return }
      let isWhole = state.withLock { state in
        guard state.file?.size == taken else { return false }
        state.file = nil
        return true
      }
      if isWhole { try forget(own.path) }
    } catch {
      // The file keeps what it has; the next entry brings the next try.
    }
  }

  /// Takes in what `path` holds beyond what was taken before; the place up to which it is taken then.
  private static func takeIn(_ path: String, _ database: Database) throws -> UInt64 {
    let (entries, end) = try SpoolFile.entries(at: path, from: taken(path, database))
    if !entries.isEmpty {
      let name = (path as NSString).lastPathComponent
      try write(entries, database, spool: name, taken: Int64(clamping: end))
    }
    return end
  }

  private static func taken(_ path: String, _ database: Database) throws -> UInt64 {
    let taken = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT taken_bytes FROM audit_spool WHERE name = ?"),
      arguments: [(path as NSString).lastPathComponent]
    )
    return UInt64(clamping: taken ?? 0)
  }

  private static func write(
    _ entries: [Entry],
    _ database: Database,
    spool: String,
    taken: Int64
  ) throws {
    let insert = try database.cachedStatement(
      sql: "INSERT INTO audit_entry (at_ms, person, action, subject) VALUES (?, ?, ?, ?)"
    )
    for entry in entries {
      try insert.execute(arguments: [
        entry.atMilliseconds, entry.person, entry.action, entry.subject,
      ])
    }
    try database.execute(
      sql: """
        INSERT INTO audit_spool (name, taken_bytes) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET taken_bytes = excluded.taken_bytes
        """,
      arguments: [spool, taken]
    )
  }

  /// The file goes first: without it, what was noted of it means nothing.
  private func forget(_ path: String) throws {
    try FileManager.default.removeItem(atPath: path)
    try pool.write { database in
      try database.execute(
        sql: "DELETE FROM audit_spool WHERE name = ?",
        arguments: [(path as NSString).lastPathComponent]
      )
    }
  }
}
