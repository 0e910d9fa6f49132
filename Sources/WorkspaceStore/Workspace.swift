import FoundationEssentials
import GRDB

/// The findings of an investigation and the scans that made them, in one SQLite file in a directory.
///
/// Many may read while one writes, in this process and in others. A write waits for another writer as
/// long as `patience` and then fails with `WorkspaceError.locked`.
///
/// Durability: a scan is one transaction in write-ahead mode with `synchronous=FULL`. For a killed
/// process `NORMAL` would do, since the kernel has the bytes; `FULL` also keeps what was committed
/// when the machine loses power, for one `fsync` a scan.
package final class Workspace: Sendable {
  package static let fileName = "rollcall.sqlite"

  /// What to do where there is no workspace yet.
  package enum Absence: Sendable {
    case create
    case fail
  }

  /// The directory as it was given.
  package let directory: String
  let pool: DatabasePool
  let spool: AuditSpool

  /// Opens the workspace in `directory`, and brings one of an older version up to date.
  ///
  /// A file that is not a workspace is left as it was.
  package init(
    directory: String,
    ifAbsent absence: Absence = .create,
    patience: Duration = .seconds(10)
  ) throws(WorkspaceError) {
    self.directory = directory
    do {
      let configuration = Self.configuration(patience: patience)
      pool = try Self.openPool(in: directory, ifAbsent: absence, configuration: configuration)
      spool = AuditSpool(directory: directory, pool: pool)
    } catch {
      throw WorkspaceError(error, path: directory)
    }
  }

  private static func openPool(
    in directory: String,
    ifAbsent absence: Absence,
    configuration: Configuration
  ) throws -> DatabasePool {
    let file = directory + "/" + fileName
    if FileManager.default.fileExists(atPath: file) {
      try refuseForeignFile(file, directory: directory, configuration: configuration)
    } else {
      try makeDirectory(directory, ifAbsent: absence)
    }
    let pool = try DatabasePool(path: file, configuration: configuration)
    // The pool sets NORMAL when it turns on write-ahead mode, so this comes after it.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    // Looked at first, because migrating takes the write lock even where nothing is to be done.
    if try !pool.read(Schema.migrator.hasCompletedMigrations) {
      try Schema.migrator.migrate(pool)
    }
    return pool
  }

  /// Of each connection that reads; who writes has SQLite's 2 MB. The inner pages of the indexes of a million findings fit.
  static let cacheInKibibytes = 12 * 1024

  private static func configuration(patience: Duration) -> Configuration {
    var configuration = Configuration()
    configuration.label = "workspace"
    configuration.busyMode = .timeout(patience / .seconds(1))
    configuration.prepareDatabase { database in
      if database.configuration.readonly {
        try database.execute(sql: "PRAGMA cache_size = -\(cacheInKibibytes)")
      }
    }
    return configuration
  }

  /// Looks at an existing file without changing a byte of it: opening a pool would already write.
  ///
  /// A file with no tables is taken: it is what a process leaves that was killed while it began. The
  /// migrator writes its own table before the first of ours, in a transaction of its own.
  private static func refuseForeignFile(
    _ file: String,
    directory: String,
    configuration: Configuration
  ) throws {
    var reading = configuration
    reading.readonly = true
    do {
      try refuseForeignDatabase(file, directory: directory, configuration: reading)
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
      // A process was killed amid a change. Only who may write can undo it, as SQLite itself does
      // for anyone who opens the file.
      try refuseForeignDatabase(file, directory: directory, configuration: configuration)
    }
  }

  private static func refuseForeignDatabase(
    _ file: String,
    directory: String,
    configuration: Configuration
  ) throws {
    let queue = try DatabaseQueue(path: file, configuration: configuration)
    try queue.read { database in
      let applicationID = try Int32.fetchOne(database, sql: "PRAGMA application_id")
      if applicationID != Schema.applicationID {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'"
        let tables = try Int.fetchOne(database, sql: sql) ?? 0
        guard tables == 0, applicationID == 0 else {
          throw WorkspaceError.notAWorkspace(path: directory)
        }
      } else if try Schema.migrator.hasBeenSuperseded(database) {
        throw WorkspaceError.newerSchema(path: directory)
      }
    }
  }

  private static func makeDirectory(_ directory: String, ifAbsent absence: Absence) throws {
    guard absence == .create else { throw WorkspaceError.missing(path: directory) }
    var isDirectory = false
    if FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) {
      guard isDirectory else { throw WorkspaceError.notAWorkspace(path: directory) }
      return
    }
    // A workspace holds account names: nobody else needs to read it.
    try FileManager.default.createDirectory(
      atPath: directory,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
  }

  /// Reads every page and every reference of the file.
  ///
  /// - Throws: `WorkspaceError.corrupt` where anything is amiss.
  /// - Complexity: Reads the whole file, a second or so for each gigabyte.
  package func verify() throws(WorkspaceError) {
    try reading { database in
      let report = try String.fetchAll(database, sql: "PRAGMA integrity_check")
      let orphans = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check")
      guard report == ["ok"], orphans == nil else {
        throw WorkspaceError.corrupt(path: directory)
      }
    }
  }

  func reading<Result>(
    _ body: (Database) throws -> Result
  ) throws(WorkspaceError) -> Result {
    do {
      return try pool.read(body)
    } catch {
      throw WorkspaceError(error, path: directory)
    }
  }

  func writing<Result>(
    _ body: (Database) throws -> Result
  ) throws(WorkspaceError) -> Result {
    do {
      return try pool.write { database in
        try spool.takeIn(before: database)
        return try body(database)
      }
    } catch {
      throw WorkspaceError(error, path: directory)
    }
  }
}
