import Foundation

/// Checks answers against the schemas of an OpenAPI document, as far as `APISchema` writes them.
struct JSONSchema {
  private let document: [String: Any]

  init(_ document: [String: Any]) { self.document = document }

  /// What of the answer to a GET of this path is not as the document says.
  func problems(in answer: Any, ofAnswerTo path: String) -> [String] {
    let keys = ["paths", path, "get", "responses", "200", "content", "application/json", "schema"]
    guard let schema = value(at: keys) else { return ["\(path) is not described"] }
    return problems(in: answer, schema, "$")
  }

  private func value(at keys: [String]) -> [String: Any]? {
    keys.reduce(document as [String: Any]?) { $0?[$1] as? [String: Any] }
  }

  private func problems(in value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let keys = reference.dropFirst(2).split(separator: "/").map(String.init)
      guard let named = self.value(at: keys) else { return ["\(place): no schema \(reference)"] }
      return problems(in: value, named, place)
    }
    switch schema["type"] as? String {
    case "object": return inObject(value, schema, place)
    case "array":
      guard let items = value as? [Any], let item = schema["items"] as? [String: Any] else {
        return ["\(place) is no list"]
      }
      return items.enumerated().flatMap { problems(in: $1, item, "\(place)[\($0)]") }
    case "string":
      guard let text = value as? String else { return ["\(place) is no text"] }
      let choices = schema["enum"] as? [String]
      return choices?.contains(text) == false ? ["\(place) is '\(text)'"] : []
    case "integer": return value is Int ? [] : ["\(place) is no whole number"]
    case "number": return value is NSNumber ? [] : ["\(place) is no number"]
    case "boolean": return value is Bool ? [] : ["\(place) is neither true nor false"]
    default: return ["\(place): a type that this check does not know"]
    }
  }

  private func inObject(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    guard let object = value as? [String: Any],
      let properties = schema["properties"] as? [String: [String: Any]]
    else { return ["\(place) is no object"] }
    let required = schema["required"] as? [String] ?? []
    let absent = required.filter { object[$0] == nil }.map { "\(place).\($0) is absent" }
    return absent
      + properties.flatMap { name, schema in
        object[name].map { problems(in: $0, schema, "\(place).\(name)") } ?? []
      }
  }
}
