import LogBytes
import LogFormats
import Model

extension MemberTally {
  /// What is wrong with a log of which nothing was understood: it is not of the format that it was taken for, or that
  /// `isForced` on it. `nil` where something was.
  func failure(of member: LogMember, isForced: Bool) -> Diagnostic? {
    guard let format = member.format else { return nil }
    // The line that names the columns.
    let heading = format.facts.framing == .quotedLines ? 1 : 0
    if notUnderstoodTotal > 0, attempts == 0, notAttempts <= heading {
      let first = examples.first?.place
      return Diagnostic(
        file: member.path,
        line: first?.line,
        message: "nothing of it was understood as \(format.facts.id):"
          + " \(Figure.count(notUnderstoodTotal, "record")), \(first?.message ?? "in another form");"
          + " name another format with --format, or export it anew"
      )
    }
    if isForced, records == 0, member.byteCount > Self.leastOfARecord {
      return Diagnostic(file: member.path, message: "holds no record of \(format.facts.id)")
    }
    return nil
  }

  /// An export without a record has no more bytes than that.
  private static let leastOfARecord: UInt64 = 4096
}
