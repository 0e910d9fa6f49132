package import Model

/// The imported texts that a page needs, by what they are about; empty where nothing was imported.
package struct AttackTexts: Sendable {
  private struct Key: Hashable {
    var kind: AttackText.Kind
    var subject: String
    var target: String
  }

  private var bodies: [Key: [String]] = [:]

  package init(_ texts: [AttackText] = []) {
    for text in texts {
      let key = Key(kind: text.kind, subject: text.subject, target: text.target)
      bodies[key, default: []].append(AttackProse.plain(text.body))
    }
  }

  package var isEmpty: Bool { bodies.isEmpty }

  func all(_ kind: AttackText.Kind, of subject: AttackID, on target: String = "") -> [String] {
    bodies[Key(kind: kind, subject: subject.rawValue, target: target)] ?? []
  }

  func first(_ kind: AttackText.Kind, of subject: AttackID, on target: String = "") -> String? {
    all(kind, of: subject, on: target).first
  }
}
