import LogBytes
import Model

/// What PAM modules log of a failed sign-in, under the name of the program that asked them:
/// `pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=R  user=U`.
///
/// `pam_unix` leaves `user=` out when it does not know the account, unless its `audit` option is on.
/// The other modules write it for everybody.
enum PAMMessage {
  struct Failure {
    var name: Range<Int>
    var host: Range<Int>
    var existence: Existence
  }

  /// `nil` if the message in `range` is no such line or names nobody.
  static func failure(_ line: Span<UInt8>, in range: Range<Int>) -> Failure? {
    guard let word = line.firstIndex(of: "authentication failure; ", in: range),
      let remoteUser = line.firstIndex(of: " ruser=", in: word..<range.upperBound)
    else { return nil }
    // Old releases put the module's name into the program's, `sshd(pam_unix)`.
    let isUnix =
      word == range.lowerBound
      || line.firstIndex(of: "pam_unix", in: range.lowerBound..<word) != nil
    let start = remoteUser + 7
    if line.has(" rhost=", at: start) {
      let host = hostWord(line, from: start + 7, to: range.upperBound)
      guard let user = line.firstIndex(of: " user=", in: host.upperBound..<range.upperBound),
        user + 6 < range.upperBound
      else { return nil }
      return Failure(
        name: line.trimmed(user + 6..<range.upperBound),
        host: host,
        existence: isUnix ? .likely : .undetermined
      )
    }
    // The name stands as the remote user (Dovecot). It is the client's text and may hold ` rhost=`.
    guard let rhost = line.lastIndex(of: " rhost=", in: start..<range.upperBound) else {
      return nil
    }
    let host = hostWord(line, from: rhost + 7, to: range.upperBound)
    let isKnown = line.firstIndex(of: " user=", in: host.upperBound..<range.upperBound) != nil
    return Failure(
      name: start..<rhost,
      host: host,
      existence: isUnix ? (isKnown ? .likely : .absent) : .undetermined
    )
  }

  private static func hostWord(_ line: Span<UInt8>, from start: Int, to end: Int) -> Range<Int> {
    start..<(line.firstIndex(of: 0x20, in: start..<end) ?? end)
  }
}
