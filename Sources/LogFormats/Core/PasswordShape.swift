/// Whether a typed name has the make-up of a password rather than of an account.
///
/// A password in the name box is the user's worst secret in our logs, and counts as no probe. The
/// test is of shape only: long enough, no template of a name (`first.last`, `user@host`,
/// `DOMAIN\user`, `jsmith01`), and three of the four classes of letters, or a mark that names do
/// not carry. A name of letters and trailing digits is never one.
enum PasswordShape {
  static let shortest = 8
  static let longest = 64

  static func matches(_ name: Span<UInt8>) -> Bool {
    guard name.count >= shortest, name.count <= longest else { return false }
    var (upper, lower, digits, marks, digitRuns) = (0, 0, 0, 0, 0)
    var endsInDigit = false
    for index in name.indices {
      let byte = name[index]
      let isDigit = byte &- 0x30 <= 9
      switch byte {
      case 0x41...0x5a: upper += 1
      case 0x61...0x7a: lower += 1
      case 0x30...0x39:
        digits += 1
        if !endsInDigit { digitRuns += 1 }
      // A name's own marks: @ \ / . - _ + space, and bytes of other scripts.
      case 0x40, 0x5c, 0x2f, 0x20, 0x80...0xff: return false
      case 0x2e, 0x2d, 0x5f, 0x2b: break
      case 0x21...0x7e: marks += 1
      default: return false
      }
      endsInDigit = isDigit
    }
    let classes = (upper > 0 ? 1 : 0) + (lower > 0 ? 1 : 0) + (digits > 0 ? 1 : 0)
    if marks > 0 { return classes >= 2 && name[name.count - 1] != 0x24 || marks > 1 }
    let hasInnerDigits = digitRuns > 1 || (digits > 0 && !endsInDigit)
    return classes == 3 && hasInnerDigits
  }
}
