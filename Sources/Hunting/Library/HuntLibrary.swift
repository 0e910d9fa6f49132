package import Sigma

/// The hunts that are built in.
package enum HuntLibrary {
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("library/access.yml", PackageResources.access_yml),
    ("library/directory.yml", PackageResources.directory_yml),
    ("library/enumeration.yml", PackageResources.enumeration_yml),
    ("library/findings.yml", PackageResources.findings_yml),
    ("library/guessing.yml", PackageResources.guessing_yml),
    ("library/reconnaissance.yml", PackageResources.reconnaissance_yml),
  ]

  /// All rules of the library with `reader`'s parameters, and why some could not be read.
  package static func read(
    with reader: RuleReader
  ) -> (rules: [SigmaRule], errors: [RuleError]) {
    files.reduce(into: ([], [])) { all, file in
      let read = reader.read(String(decoding: file.bytes, as: UTF8.self), file: file.name)
      all.0 += read.rules
      all.1 += read.errors
    }
  }

  /// The hunts as they are shown, also those that need a value before they can run.
  package static var hunts: [SigmaRule] {
    read(with: RuleReader(keepingUnset: true)).rules.filter { $0.hunt != nil }
  }

  /// The rules of a hunt as YAML, with those that it correlates.
  package static func text(of name: String) -> String {
    let all = read(with: RuleReader(keepingUnset: true)).rules
    return HuntSelection.closure(of: [name], in: all).map { $0.source + "\n" }
      .joined(separator: "---\n")
  }
}
