package import Model

/// Cited records as texts, as far as they still stand where the scan read them: for what compares them
/// with fingerprints.
package struct CitedRecords: Sendable {
  /// The first so many are read.
  package static let most = 500
  /// In bytes. Longer records are left out.
  private static let longest = 1 << 16

  package let texts: [String]
  /// How many were asked for, at most `most`.
  package let asked: Int

  /// `unpacked` is how many bytes of a packed log somebody waits for.
  package init(_ evidence: [Evidence], in lines: CitedLines = CitedLines(), unpacked: UInt64) {
    let wanted = evidence.prefix(Self.most)
    asked = wanted.count
    texts = lines.readings(
      of: wanted.filter { $0.length <= Self.longest },
      reach: CitedReach(unpacked: unpacked)
    ).filter { $0.state == .intact }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
