package import Model

/// Reads canary names from a table with tabs; docs/canaries.md describes it.
package enum CanaryFile {
  static let columns = ["name", "class", "channel", "owner", "since", "until"]

  /// - Throws: `TableError` at the first line that is wrong.
  package static func read(_ bytes: [UInt8], file: String) throws(TableError) -> [CanaryEntry] {
    let table = try TabTable(
      bytes,
      file: file,
      columns: columns,
      required: ["name", "class", "channel", "owner"]
    )
    var entries: [CanaryEntry] = []
    for row in table.rows {
      do throws(AllowError) {
        entries.append(
          try CanaryEntry(
            name: row["name"] ?? "",
            kind: row["class"] ?? "",
            channel: row["channel"] ?? "",
            owner: row["owner"] ?? "",
            since: try row["since"].map { text throws(AllowError) in try AllowFile.time(text) },
            until: try row["until"].map { text throws(AllowError) in try AllowFile.time(text) }
          )
        )
      } catch {
        throw TabTable.error(file, row.line, error.message)
      }
    }
    return entries
  }

  /// The entries as a table that `read` takes.
  package static func table(_ entries: [CanaryEntry]) -> String {
    let rows = entries.map { entry in
      [
        entry.name, entry.kind.rawValue, entry.channel, entry.owner, entry.since?.rfc3339 ?? "-",
        entry.until?.rfc3339 ?? "-",
      ].joined(separator: "\t")
    }
    return ([columns.joined(separator: "\t")] + rows).joined(separator: "\n") + "\n"
  }
}
