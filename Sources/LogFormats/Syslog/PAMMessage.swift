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

  /// What nearly all of sshd's lines begin with.
  private static let usual: StaticString =
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost="

  /// `nil` if the message in `range` is no such line or names nobody.
  static func failure(_ line: Span<UInt8>, in range: Range<Int>) -> Failure? {
    if line.has(usual, at: range.lowerBound) {
      let host = range.lowerBound + usual.utf8CodeUnitCount
      return failure(line, hostAt: host, to: range.upperBound, isUnix: true)
    }
    guard let word = line.firstIndex(of: "authentication failure; ", in: range),
      let remoteUser = line.firstIndex(of: " ruser=", in: word..<range.upperBound)
    else { return nil }
    // Old releases put the module's name into the program's, `sshd(pam_unix)`.
    let isUnix =
      word == range.lowerBound
      || line.firstIndex(of: "pam_unix", in: range.lowerBound..<word) != nil
    let start = remoteUser + 7
    if line.has(" rhost=", at: start) {
      return failure(line, hostAt: start + 7, to: range.upperBound, isUnix: isUnix)
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

  /// `HOST  user=NAME`, from `start` to `end`.
  private static func failure(
    _ line: Span<UInt8>,
    hostAt start: Int,
    to end: Int,
    isUnix: Bool
  ) -> Failure? {
    guard start <= end else { return nil }
    let host = hostWord(line, from: start, to: end)
    guard let user = line.firstIndex(of: " user=", in: host.upperBound..<end), user + 6 < end else {
      return nil
    }
    return Failure(
      name: line.trimmed(user + 6..<end),
      host: host,
      existence: isUnix ? .likely : .undetermined
    )
  }

  private static func hostWord(_ line: Span<UInt8>, from start: Int, to end: Int) -> Range<Int> {
    start..<(line.firstIndex(of: 0x20, in: start..<end) ?? end)
  }
}
