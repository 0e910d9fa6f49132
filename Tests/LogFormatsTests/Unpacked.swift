import Foundation
import Glibc
import LogBytes

/// Reads a compressed file whole, through the reader of the program.
enum Unpacked {
  static func bytes(of url: URL) throws -> [UInt8] {
    let archive = try Archive(descriptor: open(url.path, O_RDONLY), file: url.lastPathComponent)
    var bytes: [UInt8] = []
    guard try archive.nextMember() else { return bytes }
    while try archive.read(1 << 18, into: &bytes) > 0 {}
    return bytes
  }
}
