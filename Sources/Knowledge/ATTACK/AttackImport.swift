package import Model

/// What one bundle of ATT&CK's gives: facts, texts, and an account of what was left out.
package struct AttackImport: Sendable {
  package var facts: AttackFacts
  package var texts: [AttackText]
  /// How many of the bundle's objects were left out, for each reason.
  package var leftOut: [LeftOut]

  package struct LeftOut: Sendable, Equatable {
    package var reason: String
    package var count: Int
  }

  /// `version` is what whoever imports says; `nil` where the bundle is to say it.
  /// - Throws: `AttackError` where the bundle is none of ATT&CK's, or its version cannot be told.
  package init(_ bundle: StixBundle, version: String? = nil) throws(AttackError) {
    let release = try ReleaseReader(bundle).release(givenVersion: version)
    var builder = AttackFactsBuilder(release: release)
    for object in bundle.objects where object.type != "relationship" { builder.add(object) }
    builder.addParts()
    for object in bundle.objects where object.type == "relationship" { builder.relate(object) }
    if !bundle.notUnderstood.isEmpty {
      builder.leave("not understood", count: bundle.notUnderstood.count)
    }
    facts = builder.facts()
    texts = builder.texts
    leftOut = builder.leftOut.sorted { $0.key < $1.key }.map { LeftOut(reason: $0, count: $1) }
  }
}
