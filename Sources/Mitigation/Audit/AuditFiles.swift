import LogBytes
import LogFormats
import Model
import Scan

/// The files of an audit: those that are read here, and the logs of the pipeline.
struct AuditFiles {
  private static let sampleBytes = 1 << 16

  private(set) var logPaths: [String] = []
  /// Those of them that were found in a folder.
  private(set) var foundPaths: Set<String> = []
  private var tables: [AuditTable] = []
  var failures: [Diagnostic]
  private(set) var notes: [Diagnostic] = []

  init(paths: [String], found: Set<String>) {
    let inputs = InputList(paths: paths, found: found)
    failures = inputs.failures
    for file in inputs.files {
      do throws(InputError) {
        if try read(file) { continue }
        logPaths.append(file.path)
        if !file.isNamed { foundPaths.insert(file.path) }
      } catch {
        failures.append(Diagnostic(file: file.path, message: error.message))
      }
    }
  }

  mutating func takeTables() -> [AuditTable] {
    defer { tables = [] }
    return tables
  }

  private mutating func read(_ file: InputList.File) throws(InputError) -> Bool {
    guard file.status.kind == .file, file.status.byteCount > 0 else { return false }
    let mapped = try LogFiles().map(file.path)
    return mapped.withBytes(in: 0..<mapped.count) { bytes in
      let sample = bytes.extracting(0..<min(Self.sampleBytes, bytes.count))
      if W3CRequests.recognises(sample) {
        var requests = W3CRequests(file: file.path)
        requests.read(bytes)
        add(requests.table, broken: requests.brokenCount)
      } else if ApplicationRequests.recognises(sample) {
        var requests = ApplicationRequests(file: file.path)
        requests.read(bytes)
        add(requests.table, broken: requests.brokenCount)
      } else {
        return false
      }
      return true
    }
  }

  private mutating func add(_ table: AuditTable, broken: Int) {
    tables.append(table)
    if broken > 0 {
      notes.append(Diagnostic(file: table.files[0], message: "\(broken) lines could not be read"))
    }
  }
}
