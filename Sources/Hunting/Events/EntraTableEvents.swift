import LogBytes
import LogFormats
import Sigma

/// Fills an event from a row of sign-ins that the portal or Log Analytics saved as CSV.
///
/// A rule may name a column as the table's header does, or as Log Analytics and Graph name the same thing.
struct EntraTableEvents {
  private let format: EntraCSVFormat
  /// By column: the rules' fields that it is.
  private let columns: [[Int]]
  private let timeColumn: Int?
  private let recordField: Int?

  /// The portal's names, in lower case, for those of Log Analytics and Graph.
  private static let portalNames = [
    "appdisplayname": "application",
    "appid": "application id",
    "authenticationprotocol": "authentication protocol",
    "authenticationrequirement": "authentication requirement",
    "clientappused": "client app",
    "conditionalaccessstatus": "conditional access",
    "correlationid": "correlation id",
    "createddatetime": "date (utc)",
    "id": "request id",
    "ipaddress": "ip address",
    "resourcedisplayname": "resource",
    "resourceid": "resource id",
    "resultdescription": "failure reason",
    "resulttype": "sign-in error code",
    "signinidentifier": "sign-in identifier",
    "status.errorcode": "sign-in error code",
    "status.failurereason": "failure reason",
    "useragent": "user agent",
    "userdisplayname": "user",
    "userid": "user id",
    "userprincipalname": "username",
    "usertype": "user type",
  ]

  init(_ rules: RuleSet, _ context: FormatContext) {
    format = EntraCSVFormat(context: context)
    let names = EntraCSVFormat.columnNames(ofHeader: context.firstRecord.span)
    let wanted = rules.fields.map { Self.names(of: $0) }
    columns = names.map { name in wanted.indices.filter { wanted[$0].contains(name) } }
    timeColumn = names.firstIndex { ["date (utc)", "createddatetime"].contains($0) }
    recordField = rules.wantsRecord ? rules.recordField : nil
  }

  private static func names(of field: String) -> [String] {
    let name = field.lowercased()
    return [name] + (portalNames[name].map { [$0] } ?? [])
  }

  func read(_ record: Span<UInt8>, into event: inout EventFields) -> RecordReading {
    if format.isHeader(record) { return .notEvent }
    var row = CSVRow(record)
    var moment = EventMoment(milliseconds: nil)
    for (column, numbers) in columns.enumerated() {
      guard let value = row.next(record) else { return .unreadable }
      if column == timeColumn, let time = record.entraTime(in: value.range) {
        moment = EventMoment(time)
      }
      for number in numbers {
        let start = event.bytes.count
        value.appendText(from: record, to: &event.bytes)
        // An empty cell is a value that is not there.
        if event.bytes.count == start {
          event.setNull(number)
        } else {
          event.commit(number, from: start)
        }
      }
    }
    if let recordField { event.set(recordField, record, 0..<record.count) }
    return .event(moment)
  }
}
