import LogBytes
import Model

/// STIX 2.1 bundles and MISP events as text, object by object, so that claims on them have spans like
/// those on any other report.
enum StructuredReader {
  private static let objectFields = JSONFields([
    "type", "name", "description", "pattern", "value", "external_references", "hashes.MD5",
    "hashes.SHA-1", "hashes.SHA-256", "hashes.SHA-512", "number", "object_marking_refs",
  ])
  private static let referenceFields = JSONFields(["external_id", "url"])

  static func readSTIX(_ bytes: Span<UInt8>, into builder: inout ReportTextBuilder) {
    var bundle = JSONValues()
    guard JSONFields(["objects"]).read(bytes, into: &bundle) else { return }
    var values = JSONValues()
    var labels: Set<TrafficLight> = []
    for element in bytes.jsonElements(in: bundle[0].range) where !builder.isFull {
      let object = bytes.extracting(element.range)
      guard element.kind == .object, objectFields.read(object, into: &values) else { continue }
      func text(_ field: Int) -> String { object.jsonText(of: values[field]) ?? "" }
      for marking in object.jsonElements(in: values[11].range) {
        guard let label = ReportMarking.label(ofDefinition: object.text(in: marking.range)),
          labels.insert(label).inserted
        else { continue }
        builder.add("TLP:\(label.rawValue.uppercased())", as: .list)
      }
      let type = text(0)
      if type == "report" {
        builder.title = text(1)
        builder.add(text(1), as: .heading)
      } else if !text(1).isEmpty {
        builder.add("\(type): \(text(1))", as: .paragraph)
      }
      builder.add(text(2), as: .paragraph)
      // Indicators and observables: the pattern quotes values as they are.
      for field in [3, 4, 6, 7, 8, 9] { builder.add(text(field), as: .list) }
      if type == "autonomous-system", values[10].kind == .literal {
        builder.add("AS" + object.text(in: values[10].range), as: .list)
      }
      for reference in object.jsonElements(in: values[5].range) where reference.kind == .object {
        let reference = object.extracting(reference.range)
        var parts = JSONValues()
        guard referenceFields.read(reference, into: &parts) else { continue }
        builder.add(reference.jsonText(of: parts[0]) ?? "", as: .list)
      }
    }
  }

  static func readMISP(_ bytes: Span<UInt8>, into builder: inout ReportTextBuilder) {
    var event = JSONValues()
    let fields = JSONFields(["Event.info", "Event.Tag", "Event.Attribute", "Event.Object"])
    guard fields.read(bytes, into: &event) else { return }
    builder.add(bytes.jsonText(of: event[0]) ?? "", as: .heading)
    var values = JSONValues()
    for tag in bytes.jsonElements(in: event[1].range) where tag.kind == .object {
      let tag = bytes.extracting(tag.range)
      guard JSONFields(["name"]).read(tag, into: &values) else { continue }
      builder.add(tag.jsonText(of: values[0]) ?? "", as: .list)
    }
    addAttributes(bytes, event[2], &builder)
    for element in bytes.jsonElements(in: event[3].range) where element.kind == .object {
      let object = bytes.extracting(element.range)
      guard JSONFields(["Attribute"]).read(object, into: &values) else { continue }
      addAttributes(object, values[0], &builder)
    }
  }

  private static func addAttributes(
    _ bytes: Span<UInt8>,
    _ list: JSONValues.Value,
    _ builder: inout ReportTextBuilder
  ) {
    let fields = JSONFields(["value", "comment"])
    var values = JSONValues()
    for element in bytes.jsonElements(in: list.range)
    where element.kind == .object && !builder.isFull {
      let attribute = bytes.extracting(element.range)
      guard fields.read(attribute, into: &values) else { continue }
      // One attribute can hold a file's name and its hash.
      let value = (attribute.jsonText(of: values[0]) ?? "").replacing("|", with: " ")
      builder.add(value, as: .list)
      builder.add(attribute.jsonText(of: values[1]) ?? "", as: .paragraph)
    }
  }
}
