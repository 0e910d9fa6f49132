// As much of ASN.1's distinguished encoding as timestamps and certificates need: one-byte tags,
// definite lengths. Nothing is recursive, so nothing can nest too deeply.

/// One value: its tag, its content, and both together as they were encoded.
struct DER: Equatable {
  enum Tag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let null: UInt8 = 0x05
    static let object: UInt8 = 0x06
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31
    /// Constructed and context-specific.
    static func context(_ number: UInt8) -> UInt8 { 0xa0 | number }
  }

  let tag: UInt8
  let content: ArraySlice<UInt8>
  let encoded: ArraySlice<UInt8>

  /// The one value that `bytes` hold.
  init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    self = try Self.take(&rest)
    guard rest.isEmpty else { throw CustodyError.badTimestamp("there are bytes behind its end") }
  }

  private init(tag: UInt8, content: ArraySlice<UInt8>, encoded: ArraySlice<UInt8>) {
    self.tag = tag
    self.content = content
    self.encoded = encoded
  }

  private static func take(_ rest: inout ArraySlice<UInt8>) throws -> DER {
    let whole = rest
    guard let tag = rest.popFirst(), tag & 0x1f != 0x1f, let first = rest.popFirst() else {
      throw CustodyError.badTimestamp("it is cut short")
    }
    var length = Int(first)
    if first >= 0x80 {
      let digits = Int(first & 0x7f)
      guard (1...4).contains(digits), rest.count >= digits else {
        throw CustodyError.badTimestamp("a length in it is malformed")
      }
      length = rest.prefix(digits).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(digits)
    }
    guard length <= rest.count else { throw CustodyError.badTimestamp("it is cut short") }
    let content = rest.prefix(length)
    rest = rest.dropFirst(length)
    return DER(tag: tag, content: content, encoded: whole[..<content.endIndex])
  }

  /// The values within.
  func children() throws -> [DER] {
    var rest = content
    var values: [DER] = []
    while !rest.isEmpty { values.append(try Self.take(&rest)) }
    return values
  }

  /// The values within, if this has the tag of a sequence and at least `count` of them.
  func sequence(atLeast count: Int) throws -> [DER] {
    let values = tag == Tag.sequence ? try children() : []
    guard values.count >= count else { throw CustodyError.badTimestamp("a part of it is missing") }
    return values
  }

  static func encode(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length = [UInt8(truncatingIfNeeded: content.count)]
    if content.count >= 0x80 {
      var digits: [UInt8] = []
      var rest = content.count
      while rest > 0 {
        digits.insert(UInt8(truncatingIfNeeded: rest), at: 0)
        rest >>= 8
      }
      length = [0x80 | UInt8(digits.count)] + digits
    }
    return [tag] + length + content
  }
}

/// Object identifiers, encoded.
enum ObjectID {
  static let sha256: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
  static let sha384: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]
  static let sha512: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03]
  static let signedData: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
  static let contentType: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03]
  static let messageDigest: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04]
  static let timestampInfo: [UInt8] = smime + [0x01, 0x04]
  static let signingCertificate: [UInt8] = smime + [0x02, 0x0c]
  static let signingCertificateV2: [UInt8] = smime + [0x02, 0x2f]
  static let extendedKeyUsage: [UInt8] = [0x55, 0x1d, 0x25]
  static let basicConstraints: [UInt8] = [0x55, 0x1d, 0x13]
  static let timestamping: [UInt8] = [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08]
  /// PKCS #1: 1 is the bare key algorithm, 11 to 13 are with SHA-256, -384 and -512.
  static let rsa: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01]
  /// X9.62 ECDSA with a hash of the SHA-2 family: 2 to 4.
  static let ecdsa: [UInt8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03]
  private static let smime: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10]
}
