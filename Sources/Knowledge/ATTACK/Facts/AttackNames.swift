/// Current objects by their names and aliases in lower case, for who looks up often.
///
/// Looking through all objects costs a millisecond and more, and a search asks for every text.
package struct AttackNames: Sendable {
  private let objects: [String: [Int]]

  package init(_ facts: AttackFacts) {
    var objects: [String: [Int]] = [:]
    for index in facts.objects.indices where facts.objects[index].isCurrent {
      let object = facts.objects[index]
      for name in Set(([object.name] + object.aliases).map { $0.lowercased() }) {
        objects[name, default: []].append(index)
      }
    }
    self.objects = objects
  }

  /// The only object of `kinds` with this name, in any case.
  func index(named name: String, among kinds: Set<AttackObject.Kind>, in facts: AttackFacts) -> Int?
  {
    let named = (objects[name.lowercased()] ?? []).filter { kinds.contains(facts.objects[$0].kind) }
    return named.count == 1 ? named[0] : nil
  }
}

extension AttackFacts {
  /// The object that `look(up:among:)` finds or follows to, without what would be near if there is none.
  package func find(
    _ typed: String,
    among kinds: Set<AttackObject.Kind>,
    named names: AttackNames
  ) -> Int? {
    let id = AttackID(rawValue: typed.uppercased())
    guard let first = index(of: id) ?? names.index(named: typed, among: kinds, in: self),
      kinds.contains(objects[first].kind)
    else { return nil }
    return standing(for: first)
  }
}
