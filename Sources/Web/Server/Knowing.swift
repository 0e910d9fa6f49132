import Hummingbird
import Knowledge

extension WebServer.Knowing {
  func index(of typed: String, among kinds: Set<AttackObject.Kind>) -> Int? {
    let names = pages.names.value(of: 0) { AttackNames(facts) }
    return facts.find(typed, among: kinds, named: names)
  }

  /// - Throws: 404 where ATT&CK has none.
  func technique(_ id: String) throws -> TechniquePage {
    guard let index = index(of: id, among: [.technique]) else { throw HTTPError(.notFound) }
    return try pages.techniques.value(of: index) {
      let texts = try texts(TechniquePage.textSubjects(index, in: facts))
      return TechniquePage(index, in: facts, texts: texts)
    }
  }

  /// - Throws: 404 where ATT&CK has none of these kinds.
  func actor(
    _ id: String,
    among kinds: Set<AttackObject.Kind> = ActorPage.kinds
  ) throws -> ActorPage {
    guard let index = index(of: id, among: kinds) else { throw HTTPError(.notFound) }
    return try pages.actors.value(of: index) {
      ActorPage(index, in: facts, texts: try texts([facts.objects[index].id]))
    }
  }
}
