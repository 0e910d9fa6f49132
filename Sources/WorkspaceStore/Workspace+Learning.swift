import FoundationEssentials
import GRDB
package import Model

/// A sentence of a report on which somebody decided, to learn from.
package struct JudgedSpan: Sendable, Equatable {
  package var report: String
  package var technique: String
  /// UTF-8, cut out of the report around the span; a character at either end may be cut.
  package var text: [UInt8]
  /// Where the claim's span lies in `text`.
  package var span: Range<Int>
  package var isAccepted: Bool
}

/// A kept model, without its bytes.
package struct RankerModelRecord: Sendable, Equatable, Codable {
  /// 1, 2, 3 …: a new model never takes the place of an old one.
  package var version: Int64
  package var trainedAt: Timestamp
  package var toolVersion: String
  /// JSON, as the trainer wrote it.
  package var card: String

  package init(version: Int64, trainedAt: Timestamp, toolVersion: String, card: String) {
    self.version = version
    self.trainedAt = trainedAt
    self.toolVersion = toolVersion
    self.card = card
  }
}

extension Workspace {
  /// Keeps a model under the next version, which it gives.
  @discardableResult
  package func addModel(
    _ bytes: [UInt8],
    card: String,
    trainedAt: Timestamp,
    toolVersion: String
  ) throws(WorkspaceError) -> Int64 {
    try writing { database in
      try database.execute(
        sql: """
          INSERT INTO ranker_model (trained_at_ms, tool_version, card, model) VALUES (?, ?, ?, ?)
          """,
        arguments: [trainedAt.millisecondsSince1970, toolVersion, card, Data(bytes)]
      )
      return database.lastInsertedRowID
    }
  }

  /// All models, newest first.
  package func models() throws(WorkspaceError) -> [RankerModelRecord] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT version, trained_at_ms, tool_version, card FROM ranker_model ORDER BY version DESC
          """
      ).map {
        RankerModelRecord(
          version: $0[0],
          trainedAt: Timestamp(millisecondsSince1970: $0[1]),
          toolVersion: $0[2],
          card: $0[3]
        )
      }
    }
  }

  /// The bytes of a model; `nil` where there is no such version.
  package func modelBytes(version: Int64) throws(WorkspaceError) -> [UInt8]? {
    try reading { database in
      try Data.fetchOne(
        database,
        sql: "SELECT model FROM ranker_model WHERE version = ?",
        arguments: [version]
      ).map { Array($0) }
    }
  }

  /// Bytes on each side of a judged span: no sentence is longer.
  private static let judgedContext = 600

  /// Claims of techniques that were accepted or rejected, with the text around what they cite; in order
  /// of their numbers.
  package func judgedSpans() throws(WorkspaceError) -> [JudgedSpan] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT report.id, claim.subject, \(Self.lastVerdict) AS last,
            span_start, span_end, max(span_start - \(Self.judgedContext), 0) AS first,
            CAST(substr(CAST(body AS BLOB), max(span_start - \(Self.judgedContext), 0) + 1,
              span_end - max(span_start - \(Self.judgedContext), 0) + \(Self.judgedContext)) AS BLOB)
          FROM claim JOIN report ON report.number = claim.report
          WHERE claim.kind = 'technique' AND last <> 'open' ORDER BY claim.number
          """
      ).map { row in
        let verdict: String = row[2]
        let (start, end, first): (Int, Int, Int) = (row[3], row[4], row[5])
        return JudgedSpan(
          report: row[0],
          technique: row[1],
          text: Array(row[6] as Data),
          span: start - first..<end - first,
          isAccepted: verdict == Claim.Verdict.accepted.rawValue
        )
      }
    }
  }
}
