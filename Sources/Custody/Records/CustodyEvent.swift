package import Model

/// One entry of the log: who did what to which exhibit, when, where, with what, why.
///
/// Every entry carries salt. Its leaf hash can then be shown in place of it without giving away what
/// it says, even where that could be guessed.
package struct CustodyEvent: Equatable, Sendable {
  package static let schema = "rollcall.event/1"

  package enum Action: String, Sendable, CaseIterable {
    case acquire, begin, copy, derive, dispose, export, redact, release, rotate, timestamp
    case transfer, view

    /// Whether the event brings a new exhibit into the log.
    package var makesExhibit: Bool {
      switch self {
      case .acquire, .copy, .derive: true
      case .begin, .dispose, .export, .redact, .release, .rotate, .timestamp, .transfer, .view:
        false
      }
    }
  }

  package var position: Int64
  package var action: Action
  package var time: Timestamp
  package var scene: Scene
  package var exhibit: ExhibitID?
  /// What else this action records, by field name.
  package var details: [String: String]
  package var salt: [UInt8]

  /// The circumstances that every event states.
  package struct Scene: Equatable, Sendable {
    package var actor: String
    /// Under what authority: an order, a policy, a ticket. May be empty.
    package var authority: String
    /// What the time was read from, and whether that clock was known to be right.
    package var clock: String
    /// The command line or the query, verbatim.
    package var command: String
    package var host: String
    package var purpose: String
    /// Name and version.
    package var tool: String
    /// Of the machine, as in Europe/Zurich; event times are UTC.
    package var zone: String

    package init(
      actor: String,
      authority: String,
      clock: String,
      command: String,
      host: String,
      purpose: String,
      tool: String,
      zone: String
    ) {
      self.actor = actor
      self.authority = authority
      self.clock = clock
      self.command = command
      self.host = host
      self.purpose = purpose
      self.tool = tool
      self.zone = zone
    }
  }

  package var record: FlatRecord {
    var fields = details
    fields["schema"] = Self.schema
    fields["position"] = String(position)
    fields["action"] = action.rawValue
    fields["time"] = time.rfc3339
    fields["actor"] = scene.actor
    fields["authority"] = scene.authority
    fields["clock"] = scene.clock
    fields["command"] = scene.command
    fields["host"] = scene.host
    fields["purpose"] = scene.purpose
    fields["tool"] = scene.tool
    fields["zone"] = scene.zone
    fields["exhibit"] = exhibit?.description
    fields["salt"] = salt.hexadecimal
    return FlatRecord(fields)
  }
}

extension CustodyEvent {
  package static let saltByteCount = 16
  private static let common: Set<String> = [
    "schema", "position", "action", "time", "actor", "authority", "clock", "command", "host",
    "purpose", "tool", "zone", "exhibit", "salt",
  ]

  /// Why a record is no event.
  package enum Flaw: Error, Equatable {
    case notCanonical
    case field(String)
  }

  package init(line: [UInt8]) throws(Flaw) {
    guard let record = FlatRecord(line: line) else { throw .notCanonical }
    try self.init(record)
  }

  package init(_ record: FlatRecord) throws(Flaw) {
    func text(_ name: String) throws(Flaw) -> String {
      guard let text = record[name] else { throw .field(name) }
      return text
    }
    guard record["schema"] == Self.schema else { throw .field("schema") }
    guard let position = Int64(canonical: try text("position")) else { throw .field("position") }
    guard let action = Action(rawValue: try text("action")) else { throw .field("action") }
    guard let time = Timestamp(rfc3339: try text("time")) else { throw .field("time") }
    guard let salt = [UInt8](hexadecimal: try text("salt")), salt.count == Self.saltByteCount else {
      throw .field("salt")
    }
    let scene = Scene(
      actor: try text("actor"),
      authority: try text("authority"),
      clock: try text("clock"),
      command: try text("command"),
      host: try text("host"),
      purpose: try text("purpose"),
      tool: try text("tool"),
      zone: try text("zone")
    )
    var exhibit: ExhibitID?
    if let id = record["exhibit"] {
      exhibit = ExhibitID(id)
      if exhibit == nil { throw .field("exhibit") }
    }
    var details: [String: String] = [:]
    for field in record.fields where !Self.common.contains(field.name) {
      details[field.name] = field.text
    }
    self.init(
      position: position,
      action: action,
      time: time,
      scene: scene,
      exhibit: exhibit,
      details: details,
      salt: salt
    )
  }
}

extension Int64 {
  /// A count in decimal, without sign or leading zeros; `nil` for any other text.
  package init?(canonical text: some StringProtocol) {
    guard let number = Int64(text), number >= 0, String(number) == text else { return nil }
    self = number
  }
}
