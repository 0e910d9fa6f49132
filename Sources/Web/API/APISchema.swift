/// What a value may be, written as JSON Schema.
indirect enum APISchema: Sendable, Encodable {
  case string
  case integer
  case number
  case boolean
  case choice([String])
  case list(APISchema)
  /// An object with any keys.
  case map(APISchema)
  /// Bytes.
  case file
  /// Properties that are always there, and those that may be absent.
  case object([String: APISchema], optional: [String: APISchema] = [:])
  /// One of `APISchemas.all`.
  case named(String)

  static func page(of name: String) -> APISchema {
    .object(["items": .list(.named(name))], optional: ["next": .string])
  }

  private enum Key: String, CodingKey {
    case type, items, properties, required, format, additionalProperties
    case choices = "enum"
    case reference = "$ref"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if let type { try container.encode(type, forKey: .type) }
    switch self {
    case .string, .integer, .number, .boolean: break
    case .choice(let choices): try container.encode(choices, forKey: .choices)
    case .list(let item): try container.encode(item, forKey: .items)
    case .map(let value): try container.encode(value, forKey: .additionalProperties)
    case .file: try container.encode("binary", forKey: .format)
    case .object(let properties, let optional):
      let all = properties.merging(optional) { always, _ in always }
      try container.encode(all, forKey: .properties)
      try container.encode(properties.keys.sorted(), forKey: .required)
    case .named(let name):
      try container.encode("#/components/schemas/\(name)", forKey: .reference)
    }
  }

  private var type: String? {
    switch self {
    case .string, .choice, .file: "string"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "boolean"
    case .list: "array"
    case .object, .map: "object"
    case .named: nil
    }
  }
}
