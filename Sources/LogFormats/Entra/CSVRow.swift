import LogBytes

/// Walks the fields of one CSV record (RFC 4180).
package struct CSVRow {
  /// Where the next field begins; past the end after the last one.
  private var index = 0
  private let count: Int

  package init(_ record: Span<UInt8>) {
    count = record.count
    index = record.has("\u{feff}", at: 0) ? 3 : 0
  }

  /// The next field without its quotes; `nil` after the last one, or where a quote does not close.
  package mutating func next(_ record: Span<UInt8>) -> Field? {
    guard index <= count else { return nil }
    if index < count, record[index] == 0x22 { return nextQuoted(record) }
    let start = index
    let end = record.firstIndex(of: 0x2c, from: start) ?? count
    index = end + 1
    return Field(start..<end)
  }

  private mutating func nextQuoted(_ record: Span<UInt8>) -> Field? {
    let start = index + 1
    var (searched, hasDoubledQuote) = (start, false)
    while let quote = record.firstIndex(of: 0x22, from: searched) {
      if quote + 1 < count, record[quote + 1] == 0x22 {
        hasDoubledQuote = true
        searched = quote + 2
        continue
      }
      index = (record.firstIndex(of: 0x2c, from: quote + 1) ?? count) + 1
      return Field(start..<quote, hasDoubledQuote ? .csv : .plain)
    }
    index = count + 1
    return nil
  }
}
