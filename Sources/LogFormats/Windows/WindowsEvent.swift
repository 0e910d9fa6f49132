import LogBytes
import Model

/// What the sign-in events of the Windows Security log mean, whatever carries them (EVTX, JSON).
///
/// Ranges are plain text in one record. An empty range stands for a field that is missing, empty or
/// a dash: Windows writes all three for "none".
struct WindowsEvent {
  /// The events that tell of an account name, by number.
  enum ID: Int {
    case logon = 4624
    case failedLogon = 4625
    case explicitLogon = 4648
    case kerberosTicket = 4768
    case kerberosPreauthentication = 4771
    case ntlm = 4776
  }

  /// The number of the events that OpenSSH for Windows writes to its own channel.
  static let sshdEvent = 4

  var id: ID
  var time: EventTime
  var targetName = 0..<0
  /// Whether the record has the field for the name at all.
  var hasTargetName = true
  var targetSID = 0..<0
  var status = 0..<0
  var subStatus = 0..<0
  var address = 0..<0
  /// `WorkstationName`, or `Workstation` in 4776.
  var workstation = 0..<0
  var logonType = 0..<0
  var package = 0..<0
  var preauthentication = 0..<0

  init(_ id: ID, time: EventTime) {
    self.id = id
    self.time = time
  }

  static let facts: [ServiceFacts] = [
    ServiceFacts(
      .windowsExplicitLogon,
      confirmed: .none,
      gaps: [
        VisibilityGap(
          "windows.4648.answer.unlogged",
          "Event 4648 says that other credentials were used, not whether they were right."
        )
      ]
    ),
    ServiceFacts(
      .windowsKerberos,
      confirmed: .partial,
      gaps: [
        VisibilityGap(
          "windows.kerberos.preauth-required.unlogged",
          "A name that exists is answered with error 25 (pre-authentication required), which no event records: the misses of a Kerberos run are logged and its hits are not."
        ),
        VisibilityGap(
          "windows.kerberos.no-preauth.unlogged",
          "Event 4771 is not written for accounts that need no pre-authentication."
        ),
        VisibilityGap(
          "windows.kerberos.audit-policy",
          "Failures appear only where the audit of Kerberos authentication is on, and only in the log of the domain controller that was asked."
        ),
      ]
    ),
    ServiceFacts(
      .windowsLogon,
      confirmed: .partial,
      gaps: [
        VisibilityGap(
          "windows.4625.on-the-machine-tried",
          "Event 4625 is written on the machine that was tried, not on a domain controller: logs of every machine are needed."
        ),
        VisibilityGap(
          "windows.4625.relayed-address",
          "Behind a web front end, a VPN or an authentication agent the address is the relay's."
        ),
        VisibilityGap(
          "windows.4625.generic-status",
          "Some failures carry only 0xC000006D, which does not tell an unknown name from a wrong password."
        ),
      ]
    ),
    ServiceFacts(
      .windowsNTLM,
      confirmed: .partial,
      gaps: [
        VisibilityGap(
          "windows.4776.no-address",
          "Event 4776 carries no address; the workstation is a name that the client chose."
        )
      ]
    ),
  ]

  // MARK: Decoding

  /// Adds the attempt, if the event is one on a person's account.
  func decode(_ record: Span<UInt8>, into sink: inout AttemptSink) -> RecordVerdict {
    if !hasTargetName { return .notUnderstood(.missingName) }
    let name = Self.account(record, in: targetName)
    let source = source(record)
    if isBuiltIn(record, name) || isLocalService(record, source) { return .notAttempt }
    guard let outcome = outcome(record) else { return .notUnderstood(.unknownShape) }
    var client: Field?
    if case .address = source, !workstation.isEmpty { client = Field(workstation) }
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: outcome,
        name: Field(name),
        source: source,
        client: client
      ),
      in: record
    )
  }

  /// `range` without `DOMAIN\`; a user principal name stays whole.
  static func account(_ record: Span<UInt8>, in range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    for index in range where record[index] == 0x5c { start = index + 1 }
    return start..<range.upperBound
  }

  /// Machines, and accounts that Windows itself signs in.
  ///
  /// Without a name nobody was named.
  private func isBuiltIn(_ record: Span<UInt8>, _ name: Range<Int>) -> Bool {
    guard let first = name.first, let last = name.last else { return true }
    if record[last] == 0x24 { return true }
    switch record[first].asciiLowercased {
    case 0x61: if Self.equals(record, name, "anonymous logon") { return true }
    case 0x64: if record.hasIgnoringCase("dwm-", at: first) { return true }
    case 0x6c: if Self.equals(record, name, "local service") { return true }
    case 0x6e: if Self.equals(record, name, "network service") { return true }
    case 0x73:
      if Self.equals(record, name, "system") || Self.isSSHDWorker(record, name) { return true }
    case 0x75: if record.hasIgnoringCase("umfd-", at: first) { return true }
    default: break
    }
    return isBuiltInSID(record)
  }

  /// `sshd_` and a number: the virtual account of one connection of OpenSSH for Windows.
  private static func isSSHDWorker(_ record: Span<UInt8>, _ name: Range<Int>) -> Bool {
    record.has("sshd_", at: name.lowerBound) && name.count > 5
      && record.decimal(in: name.lowerBound + 5..<name.upperBound) != nil
  }

  private static func equals(
    _ record: Span<UInt8>,
    _ range: Range<Int>,
    _ wanted: StaticString
  ) -> Bool {
    range.count == wanted.utf8CodeUnitCount
      && record.hasIgnoringCase(wanted, at: range.lowerBound)
  }

  /// The same accounts where Windows speaks another language: anonymous (7), system (18), the two
  /// service accounts (19, 20), window managers (90), font drivers (96), sshd's workers (111).
  private func isBuiltInSID(_ record: Span<UInt8>) -> Bool {
    guard targetSID.count >= 7, record.has("S-1-5-", at: targetSID.lowerBound) else { return false }
    let rest = targetSID.lowerBound + 6..<targetSID.upperBound
    return record.equals("7", in: rest) || record.equals("18", in: rest)
      || record.equals("19", in: rest) || record.equals("20", in: rest)
      || record.has("90-", at: rest.lowerBound) || record.has("96-", at: rest.lowerBound)
      || record.has("111-", at: rest.lowerBound)
  }

  /// A start of the system (type 0) or of a service (5) that came from nowhere else.
  private func isLocalService(_ record: Span<UInt8>, _ source: SourceField) -> Bool {
    guard id == .logon || id == .failedLogon else { return false }
    if case .address = source { return false }
    return record.equals("0", in: logonType) || record.equals("5", in: logonType)
  }

  /// The address; where there is none, or it is the machine itself, the name that the client gave.
  private func source(_ record: Span<UInt8>) -> SourceField {
    if let found = IPAddress(record, in: address), !found.isOwnMachine { return .address(found) }
    var name = workstation
    while let first = name.first, record[first] == 0x5c { name = first + 1..<name.upperBound }
    return name.isEmpty ? .none : .label(Field(name))
  }

  // MARK: Outcome

  private func outcome(_ record: Span<UInt8>) -> Outcome? {
    switch id {
    case .logon:
      return Outcome(.windowsLogon, .present, .disclosed, .accepted)
    case .explicitLogon:
      return Outcome(.windowsExplicitLogon, .undetermined, .undetermined, .none)
    case .failedLogon:
      guard let status = Self.code(record, in: status) else { return nil }
      let subStatus = Self.code(record, in: subStatus) ?? 0
      if status == 0, subStatus == 0 {
        // A failure that tells nothing of itself.
        return Outcome(.windowsLogon, .undetermined, .undetermined, .none)
      }
      return Self.ntStatus(
        subStatus == 0 ? status : subStatus,
        .windowsLogon,
        isAnswered(record) ? .disclosed : .undetermined
      )
    case .ntlm:
      guard let status = Self.code(record, in: status) else { return nil }
      return Self.ntStatus(status, .windowsNTLM, .disclosed)
    case .kerberosTicket, .kerberosPreauthentication:
      guard let status = Self.code(record, in: status) else { return nil }
      return kerberosError(status, record)
    }
  }

  /// Whether the protocol hands the status to the requester.
  ///
  /// With Negotiate a program on the machine
  /// (a web server, sshd, the sign-in screen) checked the credentials, and may answer as it likes.
  private func isAnswered(_ record: Span<UInt8>) -> Bool {
    record.equals("NTLM", in: package) || record.equals("Kerberos", in: package)
  }

  /// NTSTATUS codes of 4625 and 4776.
  private static func ntStatus(
    _ code: UInt32,
    _ service: Service,
    _ disclosure: Disclosure
  ) -> Outcome {
    switch code {
    case 0:
      Outcome(service, .present, disclosure, .accepted)
    case 0xc000_0064:
      Outcome(service, .absent, disclosure, .none)
    case 0xc000_006a:
      Outcome(service, .present, disclosure, .wrong)
    case 0xc000_006d:
      // "Bad name or authentication information": which of them is not said.
      Outcome(service, .undetermined, .undetermined, .wrong)
    case 0xc000_006e, 0xc000_0413:
      // A restriction, or an authentication firewall, without a word on the name.
      Outcome(service, .undetermined, .undetermined, .blocked)
    case 0xc000_006f, 0xc000_0070, 0xc000_0071, 0xc000_0072, 0xc000_015b, 0xc000_0193,
      0xc000_0224, 0xc000_0234:
      // Hours, workstation, password expired, disabled, logon type, account expired, must change,
      // locked.
      Outcome(service, .present, disclosure, .blocked)
    default:
      // No domain controller, clocks apart, trust broken: nothing was judged.
      Outcome(service, .undetermined, .undetermined, .none)
    }
  }

  /// Error codes of the key distribution centre (RFC 4120, 7.5.9).
  private func kerberosError(_ code: UInt32, _ record: Span<UInt8>) -> Outcome {
    switch code {
    case 0:
      // A ticket for an account that needs no pre-authentication proves no knowledge of a secret.
      let isUnproven = record.equals("0", in: preauthentication)
      return Outcome(.windowsKerberos, .present, .disclosed, isUnproven ? .none : .accepted)
    case 0x06:
      return Outcome(.windowsKerberos, .absent, .disclosed, .none)
    case 0x12, 0x17:
      // Revoked (disabled, expired, locked); the password has expired.
      return Outcome(.windowsKerberos, .present, .disclosed, .blocked)
    case 0x18:
      return Outcome(.windowsKerberos, .present, .disclosed, .wrong)
    default:
      return Outcome(.windowsKerberos, .undetermined, .undetermined, .none)
    }
  }

  /// A status as Windows and shippers write it: `0xC000006A`, `0x6`, decimal, or decimal as a signed
  /// number of 32 bits.
  static func code(_ record: Span<UInt8>, in range: Range<Int>) -> UInt32? {
    let start = range.lowerBound
    if range.count > 2, record[start] == 0x30, record[start + 1].asciiLowercased == 0x78 {
      return hexadecimal(record, in: start + 2..<range.upperBound)
    }
    let isNegative = range.count > 1 && record[start] == 0x2d
    let digits = isNegative ? start + 1..<range.upperBound : range
    guard let number = record.decimal(in: digits), number <= Int(UInt32.max) else { return nil }
    return UInt32(truncatingIfNeeded: isNegative ? -number : number)
  }

  private static func hexadecimal(_ record: Span<UInt8>, in range: Range<Int>) -> UInt32? {
    var value: UInt64 = 0
    for index in range {
      guard let digit = hexadecimalDigit(record[index]), value < 1 << 32 else { return nil }
      value = value << 4 | UInt64(digit)
    }
    return UInt32(exactly: value)
  }
}

extension IPAddress {
  /// Loopback or unspecified: the machine that wrote the log.
  ///
  /// Kept as an address it would make one
  /// source of all machines.
  fileprivate var isOwnMachine: Bool {
    if let bits = ipv4 { return bits >> 24 == 127 || bits == 0 }
    return high == 0 && low <= 1
  }
}
