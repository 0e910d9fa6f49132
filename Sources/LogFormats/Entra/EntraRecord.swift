import LogBytes
import Model

/// Decodes one sign-in written as a JSON object, in any of its three shapes.
///
/// Records are about 3 KB and what is wanted stands in the first third, so the walk asks for those
/// fields only and ends there. What a few records need besides (another name, the protocol) is read
/// by a second walk.
struct EntraRecord: Sendable {
  private enum Shape: Int, CaseIterable {
    /// Diagnostic settings: an envelope, and the sign-in below `properties`.
    case diagnostics
    /// Microsoft Graph, and the portal's JSON download.
    case graph
    /// A row of a Log Analytics table, or an object of the PowerShell module: names in upper camel case.
    case table

    /// The shape that the first key speaks for.
    ///
    /// Only speed depends on it.
    init(guessedFrom record: Span<UInt8>) {
      guard let quote = record.firstIndex(of: 0x22, in: 0..<min(64, record.count)),
        quote + 1 < record.count
      else {
        self = .diagnostics
        return
      }
      let letter = record[quote + 1]
      if letter &- 0x41 < 26, !record.has("\"Level\"", at: quote) {
        self = .table
      } else if letter == 0x40 || record.has("\"id\"", at: quote) {
        self = .graph
      } else {
        self = .diagnostics
      }
    }
  }

  /// Places in the values of the first walk.
  private enum Wanted {
    static let time = 0
    static let name = 1
    static let address = 2
    static let code = 3
    static let userAgent = 4
    static let clientApp = 5
    static let kind = 6
    static let eventTypes = 7
  }

  private static let wanted: InlineArray<3, JSONFields> = [
    JSONFields([
      "properties.createdDateTime", "properties.userPrincipalName", "properties.ipAddress",
      "properties.status.errorCode", "properties.userAgent", "properties.clientAppUsed", "category",
    ]),
    JSONFields([
      "createdDateTime", "userPrincipalName", "ipAddress", "status.errorCode", "userAgent",
      "clientAppUsed", "isInteractive", "signInEventTypes",
    ]),
    JSONFields([
      "CreatedDateTime", "UserPrincipalName", "IPAddress", "ResultType", "UserAgent",
      "ClientAppUsed", "Category",
    ]),
  ]

  /// Places in the values of the second walk.
  private enum Rare {
    static let names = 0..<4
    static let time = 4
    static let address = 5
    static let codes = 6..<8
    static let authenticationProtocol = 8
    static let app = 9
    static let kind = 10
    static let isInteractive = 11
    static let appID = 12
  }

  /// An empty path stands for a field that the shape does not have.
  private static let rare: InlineArray<3, JSONFields> = [
    JSONFields([
      "properties.signInIdentifier", "properties.alternateSignInName", "identity",
      "properties.userDisplayName", "time", "callerIpAddress", "resultType", "",
      "properties.authenticationProtocol", "properties.appDisplayName", "",
      "properties.isInteractive", "properties.appId",
    ]),
    JSONFields([
      "signInIdentifier", "alternateSignInName", "", "userDisplayName", "", "", "", "",
      "authenticationProtocol", "appDisplayName", "", "", "appId",
    ]),
    JSONFields([
      "SignInIdentifier", "AlternateSignInName", "Identity", "UserDisplayName", "TimeGenerated", "",
      "Status.errorCode", "Status.ErrorCode", "AuthenticationProtocol", "AppDisplayName", "Type",
      "IsInteractive", "AppId",
    ]),
  ]

  private var values = JSONValues()
  private var rareValues = JSONValues()
  private var hasRareValues = false

  mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    let guess = Shape(guessedFrom: record)
    if let verdict = decode(record, as: guess, into: &sink) { return verdict }
    for shape in Shape.allCases where shape != guess {
      if let verdict = decode(record, as: shape, into: &sink) { return verdict }
    }
    return .notUnderstood(.unknownShape)
  }

  /// `nil` if nothing of `shape` was found.
  private mutating func decode(
    _ record: Span<UInt8>,
    as shape: Shape,
    into sink: inout AttemptSink
  ) -> RecordVerdict? {
    guard Self.wanted[shape.rawValue].read(record, into: &values) else {
      return .notUnderstood(.brokenJSON)
    }
    if values[Wanted.time].isMissing, values[Wanted.name].isMissing,
      shape == .graph || values[Wanted.kind].isMissing
    {
      return nil
    }
    hasRareValues = false
    guard let service = service(record, shape), let outcome = outcome(record, shape, at: service)
    else { return .notAttempt }
    guard let time = time(record, shape) else { return .notUnderstood(.missingTime) }
    guard let name = name(record, shape) else { return .notUnderstood(.missingName) }
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: outcome,
        name: Field(name),
        source: source(record, shape),
        client: client(record, shape)
      ),
      in: record
    )
  }

  private mutating func rareValue(
    _ index: Int,
    _ record: Span<UInt8>,
    _ shape: Shape
  ) -> JSONValues.Value {
    if !hasRareValues {
      // The first walk went through, so a broken end only leaves values missing.
      _ = Self.rare[shape.rawValue].read(record, into: &rareValues)
      hasRareValues = true
    }
    return rareValues[index]
  }

  private mutating func service(_ record: Span<UInt8>, _ shape: Shape) -> Service? {
    if shape == .graph { return graphService(record) }
    if values[Wanted.kind].isString {
      return EntraService.of(record, category: values[Wanted.kind].range)
    }
    let type = rareValue(Rare.kind, record, shape)
    if type.isString { return EntraService.of(record, category: type.range) }
    let isInteractive = rareValue(Rare.isInteractive, record, shape)
    return record.equals("false", in: isInteractive.range)
      ? .entraNonInteractive : .entraInteractive
  }

  private func graphService(_ record: Span<UInt8>) -> Service? {
    let types = values[Wanted.eventTypes].range
    if record.firstIndex(of: "\"nonInteractiveUser\"", in: types) != nil {
      return .entraNonInteractive
    }
    if record.firstIndex(of: "\"interactiveUser\"", in: types) != nil { return .entraInteractive }
    if record.firstIndex(of: "\"servicePrincipal\"", in: types) != nil
      || record.firstIndex(of: "\"managedIdentity\"", in: types) != nil
    {
      return nil
    }
    return record.equals("false", in: values[Wanted.kind].range)
      ? .entraNonInteractive : .entraInteractive
  }

  private mutating func outcome(
    _ record: Span<UInt8>,
    _ shape: Shape,
    at service: Service
  ) -> Outcome? {
    guard let code = code(record, shape) else {
      return Outcome(service, .undetermined, .undetermined, .none)
    }
    if code == EntraCode.unknownApplication {
      let used = rareValue(Rare.authenticationProtocol, record, shape).range
      let app = rareValue(Rare.app, record, shape)
      if record.equals("ropc", in: used), app.range.isEmpty || app.kind == .literal {
        return EntraCode.rightPasswordRefused(at: service)
      }
    }
    return EntraCode.outcome(of: code, at: service)
  }

  private mutating func code(_ record: Span<UInt8>, _ shape: Shape) -> Int? {
    if !values[Wanted.code].isMissing {
      return EntraCode.read(record, in: values[Wanted.code].range)
    }
    for index in Rare.codes {
      if let code = EntraCode.read(record, in: rareValue(index, record, shape).range) {
        return code
      }
    }
    return nil
  }

  /// When the sign-in was made.
  ///
  /// The time of the envelope, or of ingestion in a table, only stands in
  /// for it.
  private mutating func time(_ record: Span<UInt8>, _ shape: Shape) -> EventTime? {
    if let time = record.entraTime(in: values[Wanted.time].range) { return time }
    return record.entraTime(in: rareValue(Rare.time, record, shape).range)
  }

  /// The principal name; where Entra put a placeholder, the first other field that holds an address.
  private mutating func name(_ record: Span<UInt8>, _ shape: Shape) -> JSONValues.Value? {
    let principal = values[Wanted.name]
    if principal.isString, !EntraName.isPlaceholder(record, principal.range) { return principal }
    for index in Rare.names {
      let other = rareValue(index, record, shape)
      if other.isString, EntraName.isAddress(record, other.range) { return other }
    }
    return nil
  }

  private mutating func source(_ record: Span<UInt8>, _ shape: Shape) -> SourceField {
    if let address = IPAddress(withPort: record, in: values[Wanted.address].range) {
      return .address(address)
    }
    if let address = IPAddress(withPort: record, in: rareValue(Rare.address, record, shape).range) {
      return .address(address)
    }
    return .none
  }

  /// The user agent; without one the id of the application, unless the protocol says more.
  private mutating func client(_ record: Span<UInt8>, _ shape: Shape) -> Field? {
    let userAgent = values[Wanted.userAgent]
    if userAgent.isString, !userAgent.range.isEmpty { return Field(userAgent) }
    let clientApp = values[Wanted.clientApp]
    if !clientApp.isString || EntraService.isAnyModernClient(record, clientApp.range) {
      let appID = rareValue(Rare.appID, record, shape)
      if appID.isString, !appID.range.isEmpty { return Field(appID) }
    }
    return clientApp.isString ? Field(clientApp) : nil
  }
}

extension Span<UInt8> {
  /// The time that `range` holds.
  ///
  /// Entra writes UTC, also where it leaves the zone out; old PowerShell
  /// writes milliseconds as `\/Date(1772435529120)\/`.
  package func entraTime(in range: Range<Int>) -> EventTime? {
    if range.count >= 19, var time = iso8601Time(at: range.lowerBound)?.time {
      time.isZoneless = false
      return time
    }
    guard has("\\/Date(", at: range.lowerBound),
      let close = firstIndex(
        of: 0x29,
        in: range.lowerBound + 7..<Swift.max(range.lowerBound + 7, range.upperBound)
      ),
      let milliseconds = decimal(in: range.lowerBound + 7..<close)
    else { return nil }
    return EventTime(millisecondsSince1970: milliseconds)
  }
}
