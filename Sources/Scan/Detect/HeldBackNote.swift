import Detection
import LogFormats
import Model

extension Diagnostic {
  /// What is said of a source that is not judged before the log goes on.
  init(heldBack call: RollCall, in corpus: Corpus, logs: OpenedLogs) {
    let first = corpus.table[call.probes[0].index]
    let source = corpus.tables.source(call.source).text
    let days = AccountsToCome.usedWithin / 86_400
    self.init(
      file: logs.members[logs.segments[Int(first.segment)].member].path,
      message: "\(source) asked for \(call.probes.count) names that nobody has, as a program does "
        + "that makes accounts; it is judged once the log goes on for \(days) days"
    )
  }
}
