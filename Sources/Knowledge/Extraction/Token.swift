import Glibc

/// A run of characters without a blank, and what it can mean.
struct Token {
  typealias Meaning = (kind: IndicatorKind, value: String, part: Range<Int>)

  private let text: RefangedText
  private var range: Range<Int>

  init(_ text: RefangedText, _ range: Range<Int>) {
    self.text = text
    self.range = range
    trim()
    dropLabel()
  }

  private var bytes: ArraySlice<UInt8> { text.bytes[range] }
  private var isDefanged: Bool { text.isChanged[range].contains(true) }

  /// Punctuation of the sentence around it.
  private mutating func trim() {
    while let first = bytes.first, [0x2e, 0x3a, 0x2d, 0x2a, 0x21, 0x3f, 0x23, 0x7e].contains(first)
    {
      range = range.lowerBound + 1..<range.upperBound
    }
    while let last = bytes.last {
      let isClosing = last == 0x29 && !bytes.contains(0x28) || last == 0x5d && !bytes.contains(0x5b)
      let isEnd = [0x2e, 0x3a, 0x2c, 0x3b, 0x21, 0x3f, 0x2a, 0x27, 0x5f].contains(last)
      guard isClosing || isEnd else { return }
      range = range.lowerBound..<range.upperBound - 1
    }
  }

  private static let labels: Set = [
    "md5", "sha1", "sha256", "sha512", "sha-1", "sha-256", "sha-512", "ip", "ipv4", "domain",
    "hash", "url", "email", "mailto", "host", "file", "c2",
  ]

  /// `sha256:…` and `mailto:…`
  private mutating func dropLabel() {
    guard let colon = bytes.prefix(8).firstIndex(of: 0x3a),
      Self.labels.contains(string(range.lowerBound..<colon).lowercased())
    else { return }
    if text.bytes[colon...].starts(with: "://".utf8) { return }
    range = colon + 1..<range.upperBound
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text.bytes[range], as: UTF8.self)
  }

  var meaning: Meaning? {
    if range.isEmpty { return nil }
    return url ?? email ?? hash ?? cve ?? asn ?? ipv4 ?? ipv6 ?? file ?? domain
  }

  /// What the token means, or its parts where it is a row such as `CVE-2021-26855/CVE-2021-27065`.
  var meanings: [Meaning] {
    if let meaning { return [meaning] }
    let rows = bytes.indices.filter { bytes[$0] == 0x2f }
    guard (1...16).contains(rows.count) else { return [] }
    let bounds = [range.lowerBound - 1] + rows + [range.upperBound]
    return zip(bounds, bounds.dropFirst()).compactMap { before, end in
      let part = Token(text, before + 1..<end)
      return part.range.isEmpty ? nil : part.cve ?? part.asn
    }
  }

  private var url: Meaning? {
    guard let colon = bytes.firstIndex(of: 0x3a),
      text.bytes[colon..<range.upperBound].starts(with: "://".utf8)
    else { return nil }
    let scheme = string(range.lowerBound..<colon).lowercased()
    guard ["http", "https", "ftp"].contains(scheme) else { return nil }
    let rest = colon + 3..<range.upperBound
    let hostEnd =
      text.bytes[rest].firstIndex { [0x2f, 0x3f, 0x23].contains($0) } ?? rest.upperBound
    let host = string(rest.lowerBound..<hostEnd)
    guard Self.isURLHost(host) else { return nil }
    return (.url, scheme + "://" + host.lowercased() + string(hostEnd..<range.upperBound), range)
  }

  private static func isURLHost(_ host: String) -> Bool {
    let host = host.split(separator: "@").last.map(String.init) ?? ""
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return NetworkAddress.isIPv6(String(host[host.index(after: host.startIndex)..<end]))
    }
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    guard let name = parts.first, parts.count <= 2, parts.count == 1 || UInt16(parts[1]) != nil
    else { return false }
    return NetworkAddress.isIPv4(String(name)) || DomainName(String(name)) != nil
  }

  private var email: Meaning? {
    guard let at = bytes.firstIndex(of: 0x40), at > range.lowerBound else { return nil }
    let local = text.bytes[range.lowerBound..<at]
    // What follows is a password, a path or the subject of a mail.
    let end = bytes[at...].firstIndex { [0x3a, 0x2f, 0x3f].contains($0) } ?? range.upperBound
    let isLocal = local.allSatisfy { RefangedText.isWord($0) || "._%+-".utf8.contains($0) }
    let domain = string(at + 1..<end)
    guard isLocal, local.count <= 64, DomainName(domain) != nil else { return nil }
    let part = range.lowerBound..<end
    return (.email, string(part).lowercased(), part)
  }

  private var hash: Meaning? {
    let kinds: [Int: IndicatorKind] = [32: .md5, 40: .sha1, 64: .sha256, 128: .sha512]
    guard let kind = kinds[range.count] else { return nil }
    let isHex = bytes.allSatisfy {
      (48...57).contains($0) || (97...102).contains(RefangedText.lowered($0))
    }
    // A run of digits is a number; a run of one digit is a filler.
    guard isHex, bytes.contains(where: { $0 > 57 }), bytes.contains(where: { $0 != bytes.first })
    else { return nil }
    return (kind, string(range).lowercased(), range)
  }

  private var cve: Meaning? {
    let parts = string(range).uppercased().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "CVE", parts[1].count == 4, let year = Int(parts[1]),
      (1999...2099).contains(year), (4...7).contains(parts[2].count),
      parts[2].utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return (.cve, parts.joined(separator: "-"), range)
  }

  private var asn: Meaning? {
    let word = string(range)
    let digits = word.hasPrefix("ASN") ? word.dropFirst(3) : word.dropFirst(2)
    // AS400 is a machine and AS2 a protocol.
    guard word.hasPrefix("AS"), digits.count >= 3, digits.first != "0",
      digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt32(digits), number != 400
    else { return nil }
    return (.asn, "AS\(number)", range)
  }

  /// With a port or a path behind it, which are left off, or the length of a network, which is not.
  private var ipv4: Meaning? {
    let head = bytes.prefix { (48...57).contains($0) || $0 == 0x2e }
    guard NetworkAddress.isIPv4(string(head.startIndex..<head.endIndex)), !isAfterVersion else {
      return nil
    }
    let part = range.lowerBound..<head.endIndex
    let rest = string(head.endIndex..<range.upperBound)
    if let first = rest.first, first != ":", first != "/" { return nil }
    if rest.first == "/", let length = Int(rest.dropFirst()), (1...32).contains(length) {
      return (.ipv4, string(range), range)
    }
    return (.ipv4, string(part), part)
  }

  /// "version 1.2.3.4" is none.
  private var isAfterVersion: Bool {
    let before = text.bytes[max(0, range.lowerBound - 12)..<range.lowerBound]
    let words = String(decoding: before, as: UTF8.self).lowercased().split { !$0.isLetter }
    guard before.last.map({ $0 <= 32 }) ?? false, let word = words.last else { return false }
    return ["version", "versions", "ver", "v", "build", "release", "firmware"].contains(word)
  }

  private var ipv6: Meaning? {
    guard bytes.count(where: { $0 == 0x3a }) >= 2 else { return nil }
    let word = string(range).lowercased()
    let address = word.split(separator: "/").first.map(String.init) ?? word
    guard address.utf8.count >= 4, address.contains(where: \.isNumber),
      NetworkAddress.isIPv6(address)
    else { return nil }
    return (.ipv6, word, range)
  }

  private var file: Meaning? {
    let start = bytes.lastIndex { $0 == 0x5c || $0 == 0x2f }.map { $0 + 1 } ?? range.lowerBound
    // `name.dll!Function` is how a function of a library is written.
    let end = bytes[start...].firstIndex(of: 0x21) ?? range.upperBound
    let part = start..<end
    // A path of the web, after a host, is no file here.
    if start > range.lowerBound, bytes.first != 0x2f, !bytes.contains(0x5c) { return nil }
    let name = string(part)
    guard FileName.isOne(name), !isDefanged else { return nil }
    return (.file, name, part)
  }

  private var domain: Meaning? {
    let end = bytes.firstIndex { $0 == 0x2f || $0 == 0x3a || $0 == 0x5c } ?? range.upperBound
    if end < range.upperBound, text.bytes[end] == 0x5c { return nil }
    let part = range.lowerBound..<end
    guard let name = DomainName(string(part)), isDefanged || name.isLikelyInProse else {
      return nil
    }
    return (.domain, name.value, part)
  }
}

/// Numeric addresses, as the C library reads them.
enum NetworkAddress {
  static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { UInt8($0) != nil && ($0.count == 1 || $0.first != "0") }
  }

  static func isIPv6(_ text: String) -> Bool {
    var address = in6_addr()
    return inet_pton(AF_INET6, text, &address) == 1
  }
}
