import LogBytes

/// The part of Postfix that wrote a message, as far as its messages are read differently.
enum PostfixDaemon {
  case smtpd
  /// Takes mail that a program on the same machine handed in.
  case pickup
  case queueManager
  /// Puts mail into our own mailboxes: `local`, `virtual`, `lmtp`, `pipe`.
  case delivery
  /// `smtp` (mail to others), `cleanup`, `postscreen`, `anvil`, `bounce`…
  case other

  /// Reads the last part of `postfix/smtpd`, `postfix/submission/smtpd`, `postfix-out/smtpd`.
  init(_ line: Span<UInt8>, in program: Range<Int>) {
    var start = program.upperBound
    while start > program.lowerBound, line[start - 1] != 0x2f { start -= 1 }
    let name = start..<program.upperBound
    if line.equals("smtpd", in: name) {
      self = .smtpd
    } else if line.equals("qmgr", in: name) || line.equals("nqmgr", in: name) {
      self = .queueManager
    } else if line.equals("lmtp", in: name) || line.equals("virtual", in: name)
      || line.equals("local", in: name) || line.equals("pipe", in: name)
    {
      self = .delivery
    } else if line.equals("pickup", in: name) {
      self = .pickup
    } else {
      self = .other
    }
  }
}

/// The queue ids of the last messages that a signed-in user handed in.
///
/// The line that tells of the sign-in and the one that names the envelope sender follow each other
/// within a second, so a short memory does; a sender that anybody can forge is not remembered.
struct TrustedQueues {
  private static let capacity = 32
  private var hashes = InlineArray<32, UInt64>(repeating: 0)
  private var next = 0

  mutating func insert(_ line: Span<UInt8>, _ queue: Range<Int>) {
    hashes[next] = Self.hash(line, queue)
    next = (next + 1) % Self.capacity
  }

  func contains(_ line: Span<UInt8>, _ queue: Range<Int>) -> Bool {
    let wanted = Self.hash(line, queue)
    for index in 0..<Self.capacity where hashes[index] == wanted { return true }
    return false
  }

  /// FNV-1a; 0 stands for an empty place, which no queue id hashes to in practice.
  private static func hash(_ line: Span<UInt8>, _ queue: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in queue { hash = (hash ^ UInt64(line[index])) &* 0x100_0000_01b3 }
    return hash
  }
}
