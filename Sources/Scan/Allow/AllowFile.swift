package import Model

/// Reads an allow list from a table with tabs; docs/allow-list.md describes it.
package enum AllowFile {
  static let columns = [
    "source", "client", "name", "service", "from", "expires", "owner", "reason",
  ]

  /// - Throws: `TableError` at the first line that is wrong.
  package static func read(_ bytes: [UInt8], file: String) throws(TableError) -> [AllowRule] {
    let table = try TabTable(
      bytes,
      file: file,
      columns: columns,
      required: ["expires", "owner", "reason"]
    )
    var rules: [AllowRule] = []
    for row in table.rows {
      do throws(AllowError) {
        rules.append(try AllowRule(try entry(row)))
      } catch {
        throw TabTable.error(file, row.line, error.message)
      }
    }
    return rules
  }

  private static func entry(_ row: TabTable.Row) throws(AllowError) -> AllowEntry {
    guard let expires = row["expires"] else { throw AllowError(message: "the expiry is missing") }
    return AllowEntry(
      source: row["source"],
      client: row["client"],
      name: row["name"],
      service: row["service"],
      begins: try row["from"].map { text throws(AllowError) in try time(text) },
      expires: try time(expires),
      owner: row["owner"] ?? "",
      reason: row["reason"] ?? ""
    )
  }

  /// A day, which begins at midnight UTC, or a moment such as `2026-03-02T18:00:00Z`.
  package static func time(_ text: String) throws(AllowError) -> Timestamp {
    let spellings = [text, text + "T00:00:00.000Z", text.dropLast() + ".000Z"]
    for spelling in spellings {
      if let time = Timestamp(rfc3339: spelling) { return time }
    }
    throw AllowError(
      message: "'\(text)' is no day (2026-03-31) or time in UTC (2026-03-31T18:00:00Z)"
    )
  }
}
