package import Detection
import LogFormats
package import Model

/// The attempts of a scan with their text and places: what detection sees, for whoever wants to look at
/// the same traffic in another way.
package struct DecodedLogs: Sendable {
  let corpus: Corpus
  package let logs: OpenedLogs
  /// What could not be read.
  package let failures: [Diagnostic]

  init(corpus: Corpus, logs: OpenedLogs, failures: [Diagnostic]) {
    self.corpus = corpus
    self.logs = logs
    self.failures = failures
  }

  /// Of the attempts; `nil` without any.
  package var firstTime: Timestamp? { corpus.firstTime }
  package var table: AttemptTable { corpus.table }
  package var nameCount: Int { corpus.tables.nameCount }
  package var sourceCount: Int { corpus.tables.sourceCount }

  /// In lower case. Not masked: for comparison, not for output.
  package func name(_ number: UInt32) -> String {
    String(decoding: corpus.tables.nameBytes(number), as: UTF8.self)
  }

  /// As findings show it.
  package func source(_ number: UInt32) -> String { corpus.tables.source(number).text }

  /// In lower case. Not masked.
  package func nameBytes(_ number: UInt32) -> [UInt8] { corpus.tables.nameBytes(number) }

  /// The accounts that the logs name.
  /// - Complexity: O(names).
  package var accountMarks: AccountMarks {
    AccountMarks(count: corpus.tables.nameCount, name: corpus.tables.nameBytes)
  }

  package func client(_ number: UInt32) -> String { corpus.tables.client(number) }

  package func sourceAddress(_ number: UInt32) -> IPAddress? { corpus.tables.address(number) }

  /// The attempt's log, as an index into `logs.members`.
  package func member(of attempt: Attempt) -> Int { logs.segments[Int(attempt.segment)].member }

  /// From the start of the log's unpacked content, as in evidence.
  package func byteOffset(of attempt: Attempt) -> UInt64 {
    logs.segments[Int(attempt.segment)].byteOffset + UInt64(attempt.offset)
  }

  /// The same logs as if the attempts that `isStruck` names had not been made, and how many they are.
  /// - Complexity: O(attempts).
  func striking(_ isStruck: (Attempt) -> Bool) -> (DecodedLogs, count: Int) {
    var count = 0
    let chunks = table.chunks.map { chunk in
      let rest = chunk.filter { !isStruck($0) }
      count += chunk.count - rest.count
      return rest
    }
    var corpus = corpus
    corpus.table = AttemptTable(
      chunks: chunks,
      sourceCount: table.sourceCount,
      nameTraits: table.nameTraits,
      nameText: table.nameText,
      sourceAddress: table.sourceAddress
    )
    corpus.table.sourceSystem = table.sourceSystem
    corpus.history = NameHistory(of: corpus.table)
    corpus.groups = SourceGroups(corpus.table)
    return (DecodedLogs(corpus: corpus, logs: logs, failures: failures), count)
  }
}
