/// The name of a log whatever its rotation: `auth.log`, `auth.log.3.gz` and `auth.log-20260302` are one, and so are
/// those of one name that were sent to a workspace.
enum LogStreamName {
  private static let packings = [".gz", ".bz2", ".xz", ".zst"]

  static func of(_ path: String) -> String {
    var name = SentLogName.withoutMark(path) ?? path
    if let packing = packings.first(where: { name.hasSuffix($0) }) {
      name.removeLast(packing.count)
    }
    let bare = name[...]
    let end = bare.reversed().prefix { $0.isASCII && $0.isNumber }.count
    if end > 0, let mark = bare.dropLast(end).last, mark == "." || mark == "-" {
      let rest = bare.dropLast(end + 1)
      if let last = rest.last, last != "/" { return String(rest) }
    }
    return name
  }
}
