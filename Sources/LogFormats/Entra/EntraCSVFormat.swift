import LogBytes
import Model

/// The CSV that the Entra portal downloads, with its columns in any order; also tables saved with the
/// names of Log Analytics.
///
/// The downloads of interactive and of non-interactive sign-ins have the same columns and differ by
/// file name only, so without a column that tells, a row counts as interactive.
package struct EntraCSVFormat: LogFormat {
  private static let exampleHeader =
    "\u{feff}\"Date (UTC)\",\"Request ID\",\"User agent\",\"Correlation ID\",\"User ID\",\"User\",\"Username\",\"User type\",\"Authentication Protocol\",\"Application\",\"Application ID \",\"IP address\",\"Location\",\"Status\",\"Sign-in error code\",\"Failure reason\",\"Client app\"\n"

  package static let facts = FormatFacts(
    id: "entra-csv",
    title: "Microsoft Entra sign-ins as CSV",
    framing: .quotedLines,
    services: EntraService.facts,
    examples: [
      FormatExample(
        exampleHeader
          + "2026-03-02T07:12:09Z,5f8c2c6e-0001-4f0e-9d6e-2b8a1d9f0001,\"Mozilla/5.0 (X11; \"\"Linux\"\")\",c0ffee00-0001-4000-8000-000000000001,00000000-0000-0000-0000-000000000000,oracle@corp.example,oracle@corp.example,Member,none,Mail,6b2c0a1e-0000-4000-8000-00000000000a,203.0.113.7,\"Bern, Bern, CH\",Failure,50034,\"The user account does not exist, or not here.\",Browser",
        ExampleAttempt(
          "oracle@corp.example",
          from: "203.0.113.7",
          client: "Mozilla/5.0 (X11; \"Linux\")",
          Outcome(.entraInteractive, .absent, .disclosed, .none)
        )
      ),
      FormatExample(
        "Username,Status,IP address,Date (UTC)\nanna.keller@corp.example,Interrupted,2001:db8::5,2026-03-02T07:12:09Z",
        ExampleAttempt(
          "anna.keller@corp.example",
          from: "2001:db8::5",
          Outcome(.entraInteractive, .undetermined, .undetermined, .none)
        )
      ),
      FormatExample(
        "Date (UTC),Username,Sign-in error code\n2026-03-02T07:12:09Z,x@nowhere.example,50128",
        nil
      ),
    ]
  )

  package static func confidence(in sample: Span<UInt8>) -> Double {
    let end = sample.firstIndex(of: 0x0a, from: 0) ?? sample.count
    guard end > 0, sample[0] != 0x7b, sample[0] != 0x5b else { return 0 }
    let columns = Columns(header: sample.extracting(0..<end))
    guard columns.areComplete else { return 0 }
    return columns.role(of: .address) && (columns.role(of: .code) || columns.role(of: .status))
      ? 0.95 : 0.5
  }

  /// What a column holds.
  private enum Role: Int, CaseIterable {
    case time, name, signInIdentifier, displayName, address, code, status, userAgent, clientApp
    case authenticationProtocol, application, applicationID, category, isInteractive,
      servicePrincipal

    /// The names of such a column, in lower case.
    var columnNames: [String] {
      switch self {
      case .time: ["date (utc)", "createddatetime"]
      case .name: ["username", "userprincipalname"]
      case .signInIdentifier: ["sign-in identifier", "signinidentifier"]
      case .displayName: ["user", "userdisplayname"]
      case .address: ["ip address", "ipaddress"]
      case .code: ["sign-in error code", "resulttype"]
      case .status: ["status"]
      case .userAgent: ["user agent", "useragent"]
      case .clientApp: ["client app", "clientappused"]
      case .authenticationProtocol: ["authentication protocol", "authenticationprotocol"]
      case .application: ["application", "appdisplayname"]
      case .applicationID: ["application id", "appid"]
      case .category: ["category"]
      case .isInteractive: ["is interactive", "isinteractive"]
      case .servicePrincipal: ["service principal id"]
      }
    }
  }

  /// Which column holds what, read from the header.
  private struct Columns {
    /// The role of each column up to the last one that has any.
    private(set) var roles: [Role?] = []

    init(header: Span<UInt8>) {
      for name in EntraCSVFormat.columnNames(ofHeader: header) {
        let role = Role.allCases.first { $0.columnNames.contains(name) }
        roles.append(role.flatMap { roles.contains($0) ? nil : $0 })
      }
      while let last = roles.last, last == nil { roles.removeLast() }
    }

    var areComplete: Bool {
      role(of: .time) && (role(of: .name) || role(of: .servicePrincipal))
    }

    func role(of role: Role) -> Bool { roles.contains(role) }
  }

  /// The names of the columns in lower case, without space around them.
  package static func columnNames(ofHeader header: Span<UInt8>) -> [String] {
    var names: [String] = []
    var row = CSVRow(header)
    while let field = row.next(header) {
      var range = header.trimmed(field.range)
      if range.upperBound == header.count, let last = range.last, header[last] == 0x0d {
        range = range.lowerBound..<last
      }
      names.append(header.text(in: range).lowercased())
    }
    return names
  }

  private let header: [UInt8]
  private let columns: Columns
  private let isOfApplications: Bool
  private var fields = InlineArray<15, Field>(repeating: Field(0..<0))

  package init(context: FormatContext) {
    let columns = Columns(header: context.firstRecord.span)
    header = context.firstRecord
    self.columns = columns
    isOfApplications = columns.role(of: .servicePrincipal) && !columns.role(of: .name)
  }

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    if isHeader(record) { return .notAttempt }
    guard columns.areComplete else { return .notUnderstood(.unknownShape) }
    if isOfApplications { return .notAttempt }
    guard readFields(record) else { return .notUnderstood(.brokenRecord) }
    guard let service = service(record), let outcome = outcome(record, at: service) else {
      return .notAttempt
    }
    guard let time = record.entraTime(in: self[.time].range) else {
      return .notUnderstood(.missingTime)
    }
    guard let name = name(record) else { return .notUnderstood(.missingName) }
    let address = IPAddress(withPort: record, in: self[.address].range)
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: outcome,
        name: name,
        source: address.map { .address($0) } ?? .none,
        client: client(record)
      ),
      in: record
    )
  }

  /// The user agent; without one the id of the application, unless the protocol says more.
  private func client(_ record: Span<UInt8>) -> Field {
    if !self[.userAgent].range.isEmpty { return self[.userAgent] }
    let clientApp = self[.clientApp]
    let isVague = EntraService.isAnyModernClient(record, clientApp.range)
    return isVague && !self[.applicationID].range.isEmpty ? self[.applicationID] : clientApp
  }

  private subscript(role: Role) -> Field { fields[role.rawValue] }

  /// The header stands first, and again where downloads were put together.
  ///
  /// Its mark and line end may
  /// have been taken off on the way.
  package func isHeader(_ record: Span<UInt8>) -> Bool {
    let header = header.span
    let headerStart = header.has("\u{feff}", at: 0) ? 3 : 0
    let start = record.has("\u{feff}", at: 0) ? 3 : 0
    var headerEnd = header.count
    while headerEnd > headerStart, header[headerEnd - 1] == 0x0d { headerEnd -= 1 }
    guard record.count - start == headerEnd - headerStart else { return false }
    for index in headerStart..<headerEnd
    where header[index] != record[index - headerStart + start] {
      return false
    }
    return true
  }

  /// `false` if the record has fewer fields than the header makes it have.
  private mutating func readFields(_ record: Span<UInt8>) -> Bool {
    for index in fields.indices { fields[index].range = 0..<0 }
    var row = CSVRow(record)
    for role in columns.roles {
      guard let field = row.next(record) else { return false }
      if let role { fields[role.rawValue] = field }
    }
    return true
  }

  private func service(_ record: Span<UInt8>) -> Service? {
    if !self[.category].range.isEmpty {
      return EntraService.of(record, category: self[.category].range)
    }
    let isInteractive = self[.isInteractive].range
    return record.firstIndexIgnoringCase(of: "false", in: isInteractive) != nil
      ? .entraNonInteractive : .entraInteractive
  }

  /// By the code; without one, the status tells success from the rest, and no more.
  private func outcome(_ record: Span<UInt8>, at service: Service) -> Outcome? {
    let code =
      EntraCode.read(record, in: self[.code].range)
      ?? EntraCode.read(record, in: self[.status].range)
    guard let code else { return Outcome(service, .undetermined, .undetermined, .none) }
    if code == EntraCode.unknownApplication, self[.application].range.isEmpty,
      record.firstIndexIgnoringCase(of: "ropc", in: self[.authenticationProtocol].range) != nil
    {
      return EntraCode.rightPasswordRefused(at: service)
    }
    return EntraCode.outcome(of: code, at: service)
  }

  private func name(_ record: Span<UInt8>) -> Field? {
    if !EntraName.isPlaceholder(record, self[.name].range) { return self[.name] }
    for role in [Role.signInIdentifier, .displayName]
    where EntraName.isAddress(record, self[role].range) {
      return self[role]
    }
    return nil
  }
}
