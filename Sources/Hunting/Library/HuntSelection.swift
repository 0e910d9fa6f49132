import Foundation
package import Sigma

/// The rules that a person asked for, with those that they correlate.
package struct HuntSelection: Sendable {
  package private(set) var rules: [SigmaRule]
  package private(set) var errors: [RuleError]

  /// Hunts of the library by name; `all` is every one that needs no value.
  /// `nil` if there is no such hunt.
  package init?(library name: String, parameters: [String: String]) {
    let known = HuntLibrary.hunts.contains { $0.key == name }
    guard known || name == "all" else { return nil }
    let read = HuntLibrary.read(with: RuleReader(parameters: parameters))
    rules = name == "all" ? read.rules : Self.closure(of: [name], in: read.rules)
    let needsValue = rules.isEmpty
    errors = needsValue ? read.errors : []
  }

  /// Rules of a file, or of all `.yml` and `.yaml` files below a folder, in the order of their paths.
  package init(path: String, parameters: [String: String]) {
    (rules, errors) = ([], [])
    let reader = RuleReader(parameters: parameters)
    for file in Self.files(at: path) {
      guard let data = FileManager.default.contents(atPath: file) else {
        errors.append(RuleError("cannot be read", file: file, line: nil))
        continue
      }
      let read = reader.read(String(decoding: data, as: UTF8.self), file: file)
      rules += read.rules
      errors += read.errors
    }
    if rules.isEmpty, errors.isEmpty {
      errors.append(RuleError("there is no rule here", file: path, line: nil))
    }
  }

  /// Rules that were kept as text; `name` stands for their file.
  package init(text: String, name: String, parameters: [String: String]) {
    (rules, errors) = RuleReader(parameters: parameters).read(text, file: name)
  }

  /// The rules as one text, as `init(text:)` reads it.
  package var text: String { rules.map(\.source).joined(separator: "\n---\n") }

  /// Whether a value of that name means anything to the rules.
  package func knows(parameter name: String) -> Bool {
    rules.contains { $0.hunt?.parameters.contains { $0.name == name } ?? false }
      || errors.contains { $0.text.contains("%\(name)%") }
  }

  private static func files(at path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [path] }
    let below = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return below.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.sorted()
      .map { path + "/" + $0 }
  }

  /// The rules called `names`, and what they lead to.
  static func closure(of names: [String], in rules: [SigmaRule]) -> [SigmaRule] {
    var (open, wanted) = (names, Set(names))
    while let name = open.popLast() {
      guard let rule = rules.first(where: { $0.name == name }),
        case .correlation(let correlation) = rule.body
      else { continue }
      open += correlation.rules.filter { wanted.insert($0).inserted }
    }
    return rules.filter { wanted.contains($0.name ?? "") }
  }
}
