import CLibMaxMindDB
import Glibc

/// A database in MaxMind's format (MMDB) that tells the autonomous system of an address.
@safe
package final class NetworkDatabase: Sendable {
  /// What the database knows of one address.
  package enum Answer: Equatable, Sendable {
    case unknown
    /// There is an entry, but it has no number: a database of places, say.
    case withoutNumber
    case autonomousSystem(UInt32)
  }

  package let file: String
  // Safe to share: written in init only, and the library's look-ups may run side by side. On the
  // heap, because entries point back to it.
  private nonisolated(unsafe) let database: UnsafeMutablePointer<MMDB_s>

  /// - Throws: `InputError.cannotOpen` or `.brokenDatabase`.
  package init(file: String) throws(InputError) {
    let opened = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
    unsafe opened.initialize(to: MMDB_s())
    let status = unsafe MMDB_open(file, UInt32(MMDB_MODE_MMAP), opened)
    guard status == MMDB_SUCCESS else {
      let code = errno
      unsafe opened.deallocate()
      if status == MMDB_FILE_OPEN_ERROR { throw .cannotOpen(file: file, errno: code) }
      throw .brokenDatabase(file: file, reason: Self.text(status))
    }
    self.file = file
    unsafe database = opened
  }

  deinit {
    unsafe MMDB_close(database)
    unsafe database.deallocate()
  }

  private static func text(_ status: Int32) -> String {
    // Safe: the library gives a C string for every number.
    unsafe String(cString: MMDB_strerror(status))
  }

  /// - Throws: `InputError.brokenDatabase` where the file contradicts itself on the way to the answer.
  package func lookUp(ipv4 bits: UInt32) throws(InputError) -> Answer {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = bits.bigEndian
    return try unsafe withUnsafeBytes(of: address) { bytes throws(InputError) in
      try unsafe lookUp(bytes)
    }
  }

  /// `high` and `low` are the address's upper and lower 64 bits.
  ///
  /// - Throws: `InputError.brokenDatabase` where the file contradicts itself on the way to the answer.
  package func lookUp(ipv6 high: UInt64, _ low: UInt64) throws(InputError) -> Answer {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    unsafe withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
      // Safe: an IPv6 address has 16 bytes.
      unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
      unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
    return try unsafe withUnsafeBytes(of: address) { bytes throws(InputError) in
      try unsafe lookUp(bytes)
    }
  }

  private func lookUp(_ address: UnsafeRawBufferPointer) throws(InputError) -> Answer {
    guard let base = address.baseAddress else { return .unknown }
    var status = MMDB_SUCCESS
    // Safe: the bytes are a whole sockaddr_in or sockaddr_in6, and the family says which.
    let found = unsafe MMDB_lookup_sockaddr(
      database,
      base.assumingMemoryBound(to: sockaddr.self),
      &status
    )
    if status == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR { return .unknown }
    guard status == MMDB_SUCCESS else {
      throw .brokenDatabase(file: file, reason: Self.text(status))
    }
    return unsafe found.found_entry ? try unsafe number(in: found.entry) : .unknown
  }

  private func number(in entry: MMDB_entry_s) throws(InputError) -> Answer {
    var entry = unsafe entry
    var data = unsafe MMDB_entry_data_s()
    // Safe: the path ends with nil, and both texts outlive the call.
    let status = unsafe "autonomous_system_number".withCString { key in
      unsafe withUnsafePointer(to: (Optional(key), nil as UnsafePointer<CChar>?)) { pair in
        unsafe pair.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: 2) { path in
          unsafe MMDB_aget_value(&entry, &data, path)
        }
      }
    }
    switch status {
    case MMDB_SUCCESS: break
    case MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR: return .withoutNumber
    default: throw .brokenDatabase(file: file, reason: Self.text(status))
    }
    guard unsafe data.has_data, unsafe data.type == MMDB_DATA_TYPE_UINT32 else {
      return .withoutNumber
    }
    return unsafe .autonomousSystem(data.uint32)
  }
}
