import LogBytes
import Model

/// Messages of OpenSSH's server.
///
/// One sign-in writes several lines (`Invalid user`, then `Failed password for invalid user`, then
/// `Connection closed by invalid user`). All are kept: a repeated contact with the same name is no
/// probe. A name may hold spaces and even ` from 192.0.2.1`, so it ends at the *last* ` from `.
enum SSHDMessage {
  static let gaps = [
    VisibilityGap(
      "sshd.answer.uniform",
      "A patched server answers alike for absent and present names, so nothing was disclosed."
    ),
    VisibilityGap(
      "sshd.timing.unlogged",
      "The log holds no response times, so a timing oracle cannot be seen."
    ),
  ]

  static let facts = [ServiceFacts(.sshd, confirmed: .none, gaps: gaps)]

  static let examples: [FormatExample] = [
    FormatExample(
      "Mar  2 07:12:09 gate sshd[4711]: Invalid user oracle from 203.0.113.7 port 40022",
      ExampleAttempt("oracle", from: "203.0.113.7", absent(.none))
    ),
    FormatExample(
      "Mar  2 07:12:11 gate sshd[4711]: Failed password for invalid user oracle from 203.0.113.7 port 40022 ssh2",
      ExampleAttempt("oracle", from: "203.0.113.7", absent(.wrong))
    ),
    FormatExample(
      "2026-03-02T07:13:01.402913+01:00 gate sshd[4712]: Failed password for anna from 2001:db8::5 port 51022 ssh2",
      ExampleAttempt("anna", from: "2001:db8::5", present(.wrong))
    ),
    FormatExample(
      "<86>1 2026-03-02T07:13:05Z gate sshd 4713 - - Accepted publickey for anna from 198.51.100.4 port 51023 ssh2: ED25519 SHA256:kd93",
      ExampleAttempt("anna", from: "198.51.100.4", present(.accepted))
    ),
    FormatExample(
      "Mar  2 07:14:00 gate sshd[4714]: Connection closed by authenticating user root 203.0.113.7 port 40100 [preauth]",
      ExampleAttempt("root", from: "203.0.113.7", present(.none))
    ),
    FormatExample(
      "Mar  2 07:14:04 gate sshd[4715]: User backup from 203.0.113.7 not allowed because not listed in AllowUsers",
      ExampleAttempt("backup", from: "203.0.113.7", present(.blocked))
    ),
    FormatExample(
      "Mar  2 07:14:09 gate sshd-session[4716]: Disconnecting invalid user ftp 203.0.113.7 port 40102: Too many authentication failures [preauth]",
      ExampleAttempt("ftp", from: "203.0.113.7", absent(.none))
    ),
    FormatExample(
      "Mar  2 07:14:10 gate sshd[4717]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.7  user=anna",
      ExampleAttempt("anna", from: "203.0.113.7", Outcome(.sshd, .likely, .hidden, .wrong))
    ),
    FormatExample("Mar  2 07:15:00 gate sshd[4711]: Server listening on 0.0.0.0 port 22.", nil),
  ]

  private static func absent(_ credential: Credential) -> Outcome {
    Outcome(.sshd, .absent, .hidden, credential)
  }

  private static func present(_ credential: Credential) -> Outcome {
    Outcome(.sshd, .present, .hidden, credential)
  }

  /// Decodes the message in `range` of `line`.
  static func decode(
    _ line: Span<UInt8>,
    in range: Range<Int>,
    time: EventTime,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard let found = parse(line, in: range), !found.name.isEmpty else { return .notAttempt }
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: found.outcome,
        name: Field(found.name),
        source: .host(found.host)
      ),
      in: line
    )
  }

  /// What a message tells. Places in the line take 32 bits, as in `Attempt`, so that all of it is returned
  /// in the processor's registers.
  private struct Found {
    private var nameStart, nameEnd, hostStart, hostEnd: UInt32
    var outcome: Outcome

    init(name: Range<Int>, host: Range<Int>, outcome: Outcome) {
      (nameStart, nameEnd) = (UInt32(name.lowerBound), UInt32(name.upperBound))
      (hostStart, hostEnd) = (UInt32(host.lowerBound), UInt32(host.upperBound))
      self.outcome = outcome
    }

    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    var host: Range<Int> { Int(hostStart)..<Int(hostEnd) }
  }

  /// Messages stand inside others (`error: PAM: …`, `message repeated 2 times: [ …]`), two deep at most.
  private static let deepest = 3

  private static func parse(_ line: Span<UInt8>, in range: Range<Int>, depth: Int = 0) -> Found? {
    let start = range.lowerBound
    guard start < range.upperBound, depth <= deepest else { return nil }
    switch line[start] {
    case 0x49:  // I
      if line.has("Invalid user ", at: start) || line.has("Illegal user ", at: start) {
        return nameFromHost(line, start + 13..<range.upperBound, absent(.none))
      }
    case 0x46 where line.has("Failed ", at: start):
      return method(line, start + 7..<range.upperBound, isAccepted: false)
    case 0x41 where line.has("Accepted ", at: start):
      return method(line, start + 9..<range.upperBound, isAccepted: true)
    case 0x43 where line.has("Connection ", at: start):
      if line.has("closed by ", at: start + 11) {
        return userThenAddress(line, start + 21..<range.upperBound)
      }
      guard let word = line.firstIndex(of: " by ", in: range) else { return nil }
      return userThenAddress(line, word + 4..<range.upperBound)
    case 0x44 where line.has("Disconnected from ", at: start):
      return userThenAddress(line, start + 18..<range.upperBound)
    case 0x44 where line.has("Disconnecting ", at: start):
      // The reason comes last, and one of them repeats names that the client chose.
      let reason =
        line.lastIndex(of: ": Too many authentication failures", in: range)
        ?? line.firstIndex(of: ": Change of username", in: range)
      return userThenAddress(line, start + 14..<(reason ?? range.upperBound))
    case 0x55 where line.has("User ", at: start):
      guard let reason = line.lastIndex(of: " not allowed because", in: range) else { return nil }
      return nameFromHost(line, start + 5..<reason, present(.blocked))
    case 0x65 where line.has("error: ", at: start):
      return parse(line, in: start + 7..<range.upperBound, depth: depth + 1)
    case 0x6d:  // m
      if line.has("message repeated ", at: start), let inner = line.firstIndex(of: "[ ", in: range)
      {
        let end = range.upperBound - (line[range.upperBound - 1] == 0x5d ? 1 : 0)
        return parse(line, in: inner + 2..<max(inner + 2, end), depth: depth + 1)
      }
      if line.has("maximum authentication attempts exceeded for ", at: start) {
        return userFromHost(line, start + 45..<range.upperBound, .wrong)
      }
    case 0x50 where line.has("PAM: ", at: start):
      return pam(line, start + 5..<range.upperBound)
    case 0x50 where line.has("Postponed ", at: start):
      guard let word = line.firstIndex(of: " for ", in: range) else { return nil }
      return userFromHost(line, word + 5..<range.upperBound, .none)
    case 0x28 where line.has("(pam_", at: start), 0x61 where line.has("authentication ", at: start),
      0x70 where line.has("pam_", at: start):
      if line.has("pam_unix(sshd:session): session ", at: start) { return nil }
      if line.has("pam_unix(sshd:auth): check pass; ", at: start) { return nil }
      return module(line, range)
    case 0x5b where line.has("[ID ", at: start):  // Solaris: [ID 800047 auth.info]
      guard let close = line.firstIndex(of: "] ", in: range) else { return nil }
      return parse(line, in: close + 2..<range.upperBound, depth: depth + 1)
    case 0x52 where line.has("ROOT LOGIN REFUSED FROM ", at: start):
      let host = start + 24..<endOfWord(line, from: start + 24, to: range.upperBound)
      return Found(name: start..<start + 4, host: host, outcome: present(.blocked))
    default:
      break
    }
    return nil
  }

  /// `password for [invalid user ]NAME from HOST port N ssh2`; for keys and hosts `: TEXT` follows,
  /// which can hold words of the client's choice.
  private static func method(
    _ line: Span<UInt8>,
    _ range: Range<Int>,
    isAccepted: Bool
  ) -> Found? {
    let method = range.lowerBound
    let isPassword = line.has("password for ", at: method)
    let found = isPassword ? method + 8 : line.firstIndex(of: " for ", in: range)
    guard let word = found else { return nil }
    let isSecret = line.has("password", at: method) || line.has("keyboard", at: method)
    var end = range.upperBound
    if line.has("publickey", at: method) || line.has("hostbased", at: method) {
      end = line.firstIndex(of: " ssh2: ", in: word..<end) ?? end
    } else if !line.hasSuffix(" ssh2", in: word..<end) {
      end = line.firstIndex(of: " ssh1: ", in: word..<end) ?? end
    }
    // What some old servers wrote in place of an unknown name.
    if line.has("<invalid username>", at: word + 5) { return nil }
    if isAccepted { return nameFromHost(line, word + 5..<end, present(.accepted)) }
    return userFromHost(line, word + 5..<end, isSecret ? .wrong : .none)
  }

  /// `[invalid user |illegal user ]NAME from HOST…`.
  private static func userFromHost(
    _ line: Span<UInt8>,
    _ range: Range<Int>,
    _ credential: Credential
  ) -> Found? {
    let start = range.lowerBound
    let isUnknown = line.has("invalid user ", at: start) || line.has("illegal user ", at: start)
    return isUnknown
      ? nameFromHost(line, start + 13..<range.upperBound, absent(credential))
      : nameFromHost(line, range, present(credential))
  }

  private static func pam(_ line: Span<UInt8>, _ range: Range<Int>) -> Found? {
    guard let word = line.firstIndex(of: " for ", in: range) else { return nil }
    var found = userFromHost(line, word + 5..<range.upperBound, .wrong)
    if line.has("User not known", at: range.lowerBound) { found?.outcome = absent(.wrong) }
    return found
  }

  /// `pam_unix(sshd:auth): authentication failure; … rhost=HOST  user=NAME`.
  private static func module(_ line: Span<UInt8>, _ range: Range<Int>) -> Found? {
    guard let failure = PAMMessage.failure(line, in: range), !failure.host.isEmpty else {
      return nil
    }
    return Found(
      name: failure.name,
      host: failure.host,
      outcome: Outcome(.sshd, failure.existence, .hidden, .wrong)
    )
  }

  private static func nameFromHost(
    _ line: Span<UInt8>,
    _ range: Range<Int>,
    _ outcome: Outcome
  ) -> Found? {
    guard range.lowerBound <= range.upperBound else { return nil }
    let isSSH2 = line.hasSuffix(" ssh2", in: range)
    let rest = range.lowerBound..<(isSSH2 ? range.upperBound - 5 : range.upperBound)
    // Before an empty name two spaces meet: " from" may begin one byte early.
    let search = max(range.lowerBound - 1, 0)..<range.upperBound
    if let host = line.hostBeforePort(in: rest), host.lowerBound - 6 >= search.lowerBound,
      line.has(" from", at: host.lowerBound - 6)
    {
      let name = range.lowerBound..<max(range.lowerBound, host.lowerBound - 6)
      return Found(name: name, host: host, outcome: outcome)
    }
    guard let word = line.lastIndex(of: " from ", in: search) else { return nil }
    let host = word + 6..<endOfWord(line, from: word + 6, to: range.upperBound)
    let name = range.lowerBound..<max(range.lowerBound, word)
    return host.isEmpty ? nil : Found(name: name, host: host, outcome: outcome)
  }

  /// `invalid user NAME ADDRESS port N [preauth]`, or with `authenticating user`.
  private static func userThenAddress(_ line: Span<UInt8>, _ range: Range<Int>) -> Found? {
    let outcome: Outcome
    let start: Int
    if line.has("invalid user ", at: range.lowerBound) {
      (outcome, start) = (absent(.none), range.lowerBound + 13)
    } else if line.has("authenticating user ", at: range.lowerBound) {
      (outcome, start) = (present(.none), range.lowerBound + 20)
    } else {
      return nil
    }
    guard start <= range.upperBound else { return nil }
    let isPreauth = line.hasSuffix(" [preauth]", in: start..<range.upperBound)
    let rest = start..<(isPreauth ? range.upperBound - 10 : range.upperBound)
    if let host = line.hostBeforePort(in: rest) {
      return Found(name: start..<max(start, host.lowerBound - 1), host: host, outcome: outcome)
    }
    guard let port = line.lastIndex(of: " port ", in: start..<range.upperBound)
    else { return nil }
    var space = port - 1
    while space >= start, line[space] != 0x20 { space -= 1 }
    return Found(
      name: start..<max(start, space),
      host: space + 1..<port,
      outcome: outcome
    )
  }

  private static func endOfWord(_ line: Span<UInt8>, from start: Int, to end: Int) -> Int {
    start < end ? line.firstIndex(of: 0x20, in: start..<end) ?? end : start
  }
}
