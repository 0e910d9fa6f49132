package import LogBytes
package import Model

/// The files that a command line means, in the one order that everything follows: by name.
package struct InputList: Sendable {
  package struct File: Sendable, Equatable {
    package var path: String
    package var status: FileStatus
    /// Named itself on the command line, not found in a folder: then it must be a log.
    package var isNamed: Bool
  }

  package private(set) var files: [File] = []
  /// What could not be read. The scan goes on, and ends with status 2.
  package private(set) var failures: [Diagnostic] = []
  /// What was found in folders and is not read: hidden names, pipes, devices.
  private var passedOver: [String] = []
  private var seen: Set<FileStatus.Identity> = []

  /// Folders are searched to any depth; a file that is reached twice is read once. `-` is standard
  /// input. A path that does not exist and looks like a pattern is expanded as the shell would.
  ///
  /// Those of `found` were found in a folder by who gives the paths.
  package init(paths: [String], found: Set<String> = []) {
    for path in Set(paths).sorted(by: Self.precedes) {
      if path == "-" {
        addStandardInput()
      } else {
        addNamed(path, isNamed: !found.contains(path))
      }
    }
    files.sort { Self.precedes($0.path, $1.path) }
    if files.isEmpty, failures.isEmpty, let path = paths.first {
      failures.append(Diagnostic(file: path, message: "holds no file to read"))
    }
  }

  package var byteCount: UInt64 { files.reduce(0) { $0 + $1.status.byteCount } }

  /// Whether the bytes read may be more or fewer than the files hold.
  package var isPacked: Bool {
    files.contains { file in
      file.status.kind != .file
        || [".gz", ".zst", ".bz2", ".xz", ".zip"].contains { file.path.hasSuffix($0) }
    }
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private mutating func addStandardInput() {
    do {
      let status = try FileStatus(descriptor: 0, file: "-")
      files.append(File(path: "-", status: status, isNamed: true))
    } catch {
      fail("-", error)
    }
  }

  /// Says what is not read; `nil` where there is nothing of that kind.
  var note: Diagnostic? {
    guard let first = passedOver.first else { return nil }
    let more = passedOver.count > 1 ? ", and \(passedOver.count - 1) more" : ""
    let message =
      "left out\(more): of folders neither hidden names are read, nor pipes and devices"
    return Diagnostic(file: first, message: message)
  }

  private mutating func addNamed(_ path: String, isNamed: Bool) {
    do {
      add(path, try FileStatus(of: path), isNamed: isNamed, ancestors: [])
    } catch {
      let matches = path.contains { "*?[".contains($0) } ? FilePattern.expand(path) : []
      if matches.isEmpty { fail(path, error) }
      for match in matches { addFound(match, isNamed: true, ancestors: []) }
    }
  }

  private mutating func addFound(
    _ path: String,
    isNamed: Bool,
    ancestors: Set<FileStatus.Identity>
  ) {
    do {
      add(path, try FileStatus(of: path), isNamed: isNamed, ancestors: ancestors)
    } catch {
      fail(path, error)
    }
  }

  private mutating func add(
    _ path: String,
    _ status: FileStatus,
    isNamed: Bool,
    ancestors: Set<FileStatus.Identity>
  ) {
    switch status.kind {
    case .file:
      guard seen.insert(status.identity).inserted else { return }
      files.append(File(path: path, status: status, isNamed: isNamed))
    case .folder:
      addFolder(path, status, ancestors: ancestors)
    case .other:
      // A pipe on the command line (process substitution) is read; one in a folder is not.
      if isNamed {
        files.append(File(path: path, status: status, isNamed: true))
      } else {
        passedOver.append(path)
      }
    }
  }

  private mutating func addFolder(
    _ path: String,
    _ status: FileStatus,
    ancestors: Set<FileStatus.Identity>
  ) {
    if ancestors.contains(status.identity) {
      failures.append(
        Diagnostic(file: path, message: "a symbolic link leads back to a folder above it")
      )
      return
    }
    guard seen.insert(status.identity).inserted else { return }
    do {
      let below = ancestors.union([status.identity])
      let separator = path.hasSuffix("/") ? "" : "/"
      for name in try FilePattern.entries(in: path) {
        let file = path + separator + name
        if name.hasPrefix(".") {
          passedOver.append(file)
        } else {
          addFound(file, isNamed: false, ancestors: below)
        }
      }
    } catch {
      fail(path, error)
    }
  }

  private mutating func fail(_ path: String, _ error: InputError) {
    failures.append(Diagnostic(error, file: path))
  }
}
