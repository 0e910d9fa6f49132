import Foundation

/// A word of a command line that people copy.
package enum ShellWord {
  /// As a shell would take it for the same word again.
  package static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || "+,-./:=@_%".utf8.contains(byte) || byte >= 0x80
    }
    if plain, !word.isEmpty { return word }
    return "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
