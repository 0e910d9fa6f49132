import Foundation
import LogBytes

/// The lines of a file whole in memory, unpacked if it was packed.
enum UnpackedLines {
  /// - Throws: `InputError`.
  static func read(_ path: String) throws(InputError) -> [[UInt8]] {
    let archive = try Archive(descriptor: try LogFiles().descriptor(path), file: path)
    var bytes: [UInt8] = []
    guard try archive.nextMember() else { return [] }
    while try archive.read(1 << 18, into: &bytes) > 0 {}
    return bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }
}
