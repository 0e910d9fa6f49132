import Crypto
import LogFormats
package import Model

/// What is wrong with an entry of an allow list.
package struct AllowError: Error, Equatable {
  package var message: String

  package init(message: String) {
    self.message = message
  }
}

/// An entry of an allow list, ready to be compared with attempts.
package struct AllowRule: Sendable {
  /// Whose attempts are covered.
  private enum Source: Sendable {
    case range(AddressRange)
    case label(String)
  }

  package let entry: AllowEntry
  private let source: Source?
  private let client: WildcardPattern?
  private let name: WildcardPattern?
  private let service: Service?

  /// - Throws: `AllowError` for a criterion that cannot be read, an entry that would cover
  ///   everything, an empty owner or reason, or an end that is not behind its begin.
  package init(_ entry: AllowEntry) throws(AllowError) {
    self.entry = entry
    source = try entry.source.map { text throws(AllowError) in try Self.source(text) }
    client = entry.client.map(WildcardPattern.init)
    name = entry.name.map(WildcardPattern.init)
    service = try entry.service.map { text throws(AllowError) in try Self.service(text) }
    try check()
  }

  private static func source(_ text: String) throws(AllowError) -> Source {
    if let range = AddressRange(text) { return .range(range) }
    let looksLikeAddress =
      text.contains("/") || text.contains(":") || text.allSatisfy { $0 == "." || $0.isNumber }
    if looksLikeAddress {
      throw AllowError(
        message:
          "source '\(text)' is neither an address nor a block such as 192.0.2.0/24 (no bits may be set behind the prefix)"
      )
    }
    return .label(text.lowercased())
  }

  private static func service(_ text: String) throws(AllowError) -> Service {
    guard let service = Service.allCases.first(where: { $0.name == text }) else {
      throw AllowError(message: "service '\(text)' is unknown; 'rollcall formats' lists them")
    }
    return service
  }

  private func check() throws(AllowError) {
    if source == nil, client == nil, name == nil {
      throw AllowError(message: "one of source, client and name is needed")
    }
    if case .range(let range)? = source, range.prefixBits == 0 || range.coversIPv4 {
      throw AllowError(message: "source '\(range)' covers everybody")
    }
    for pattern in [client, name] where pattern?.fitsEverything == true {
      throw AllowError(message: "a pattern of stars covers everything; leave it out instead")
    }
    if entry.owner.isEmpty { throw AllowError(message: "the owner is missing") }
    if entry.reason.isEmpty { throw AllowError(message: "the reason is missing") }
    if let begins = entry.begins, begins >= entry.expires {
      throw AllowError(message: "it expires before it begins")
    }
  }

  /// Whether the attempt is of the declared kind and its time, as the log has it, lies within the
  /// entry's.
  func covers(_ attempt: Attempt, in tables: TextTables) -> Bool {
    let time = attempt.time
    if time >= entry.expires { return false }
    if let begins = entry.begins, time < begins { return false }
    if let service, attempt.outcome.service != service { return false }
    if let source, !Self.fits(attempt.source, source, in: tables) { return false }
    if let client {
      guard attempt.client != Attempt.none,
        client.matches(Array(tables.client(attempt.client).utf8))
      else { return false }
    }
    return name?.matches(tables.nameBytes(attempt.name)) ?? true
  }

  private static func fits(_ number: UInt32, _ source: Source, in tables: TextTables) -> Bool {
    guard number != Attempt.none else { return false }
    switch (source, tables.source(number)) {
    case (.range(let range), .address(let address)): return range.contains(address)
    case (.label(let wanted), .label(let label)): return wanted == label
    case (.range, .label), (.range, .queue), (.label, .address), (.label, .queue): return false
    }
  }
}

extension AllowEntry {
  /// An entry whose id is a hash of what it says, so that the same words have the same id anywhere.
  package init(
    source: String?,
    client: String?,
    name: String?,
    service: String?,
    begins: Timestamp?,
    expires: Timestamp,
    owner: String,
    reason: String
  ) {
    let words = [source, client, name, service, begins?.rfc3339, expires.rfc3339, owner, reason]
    var hash = SHA256()
    // A length in front of each word: no two lists of words make the same bytes.
    for word in words {
      hash.update(data: Array((word.map { "\($0.utf8.count) \($0)" } ?? "-").utf8))
    }
    self.init(
      id: "allow-" + hash.finalize().hexadecimal.prefix(12),
      source: source,
      client: client,
      name: name,
      service: service,
      begins: begins,
      expires: expires,
      owner: owner,
      reason: reason
    )
  }
}
