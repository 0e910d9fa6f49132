import FoundationEssentials

/// A result of a hunt for programs: what was found is an object of it, and the verdict that counts stands
/// beside all that were given.
extension HuntResultRecord: Encodable {
  private enum CodingKeys: CodingKey {
    case id, hunt, rule, content, firstSeen, lastSeen, isNew, verdict, verdicts
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(hunt, forKey: .hunt)
    try container.encode(rule, forKey: .rule)
    let found = try JSONDecoder().decode(AnyJSON.self, from: Data(content.utf8))
    try container.encode(found, forKey: .content)
    try container.encode(firstSeen, forKey: .firstSeen)
    try container.encode(lastSeen, forKey: .lastSeen)
    try container.encode(isNew, forKey: .isNew)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(verdicts, forKey: .verdicts)
  }
}

/// JSON of any shape, to be written as it was read.
private enum AnyJSON: Codable {
  case null
  case flag(Bool)
  case whole(Int64)
  case number(Double)
  case text(String)
  case list([AnyJSON])
  case object([String: AnyJSON])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    // Each shape is tried in turn: a decoder tells what stands there only by failing.
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? value.decode(Int64.self) {
      self = .whole(whole)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([AnyJSON].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: AnyJSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .flag(let flag): try value.encode(flag)
    case .whole(let whole): try value.encode(whole)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .list(let list): try value.encode(list)
    case .object(let object): try value.encode(object)
    }
  }
}
