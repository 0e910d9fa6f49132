import Glibc

/// What a path names, as the system sees it.
package struct FileStatus: Sendable, Equatable {
  package enum Kind: Sendable {
    case file
    case folder
    /// A pipe, a socket, a device.
    case other
  }

  /// The same for every name of one file.
  package struct Identity: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
  }

  package var kind: Kind
  package var identity: Identity
  package var byteCount: UInt64
  package var modifiedSecondsSince1970: Int

  /// Follows symbolic links.
  /// - Throws: `InputError.cannotOpen`.
  package init(of path: String) throws(InputError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw .cannotOpen(file: path, errno: errno) }
    self.init(status)
  }

  /// - Throws: `InputError.cannotRead`.
  package init(descriptor: Int32, file: String) throws(InputError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .cannotRead(file: file, errno: errno)
    }
    self.init(status)
  }

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    byteCount = UInt64(max(0, status.st_size))
    modifiedSecondsSince1970 = Int(status.st_mtim.tv_sec)
  }
}

package enum FilePattern {
  /// The paths that match a shell pattern, sorted by bytes; empty if none does.
  package static func expand(_ pattern: String) -> [String] {
    var matches = unsafe glob_t()
    defer { unsafe globfree(&matches) }
    guard unsafe glob(pattern, GLOB_NOSORT, nil, &matches) == 0 else { return [] }
    var paths: [String] = []
    for index in 0..<Int(unsafe matches.gl_pathc) {
      // Safe: glob fills `gl_pathc` entries with C strings.
      if let path = unsafe matches.gl_pathv[index] { paths.append(unsafe String(cString: path)) }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Names in a folder, sorted by bytes, without those that begin with a dot.
  /// - Throws: `InputError.cannotOpen`.
  package static func names(in folder: String) throws(InputError) -> [String] {
    try entries(in: folder).filter { !$0.hasPrefix(".") }
  }

  /// All names in a folder but those of itself and the one above, sorted by bytes.
  /// - Throws: `InputError.cannotOpen`.
  package static func entries(in folder: String) throws(InputError) -> [String] {
    guard let handle = unsafe opendir(folder) else {
      throw .cannotOpen(file: folder, errno: errno)
    }
    defer { _ = unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      // Safe: readdir gives a NUL-terminated name in d_name.
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
