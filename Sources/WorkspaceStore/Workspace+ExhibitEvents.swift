package import Custody
import Foundation
import GRDB

extension Workspace {
  /// The events that speak of an exhibit, the first first; at most the `limit` latest.
  ///
  /// - Complexity: Looks at every record behind the exhibit's own, a second or so for a million.
  package func events(
    of id: ExhibitID,
    limit: Int
  ) throws(WorkspaceError) -> [CustodyEvent] {
    try reading { database in
      // What a record says is looked for as bytes first: most need not be read as records at all.
      let records = try Data.fetchCursor(
        database,
        sql: """
          SELECT record FROM custody_event
          WHERE position >= ?1 AND instr(record, CAST(?2 AS BLOB)) > 0 ORDER BY position DESC
          """,
        arguments: [id.position, "\"exhibit\":\"\(id)\""]
      )
      var events: [CustodyEvent] = []
      while events.count < limit, let record = try records.next() {
        // A damaged record is for the verifier to tell of.
        guard let event = try? CustodyEvent(line: Array(record)), event.exhibit == id else {
          continue
        }
        events.append(event)
      }
      return events.reversed()
    }
  }
}
