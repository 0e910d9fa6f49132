import Hummingbird
import Knowledge

extension WebServer.Knowing {
  func index(of typed: String, among kinds: Set<AttackObject.Kind>) -> Int? {
    switch facts.look(up: typed, among: kinds) {
    case .found(let index), .followed(let index, _): index
    case .unknown: nil
    }
  }

  /// - Throws: 404 where ATT&CK has none.
  func technique(_ id: String) throws -> TechniquePage {
    guard let index = index(of: id, among: [.technique]) else { throw HTTPError(.notFound) }
    let texts = try texts(TechniquePage.textSubjects(index, in: facts))
    return TechniquePage(index, in: facts, texts: texts)
  }

  /// - Throws: 404 where ATT&CK has none of these kinds.
  func actor(
    _ id: String,
    among kinds: Set<AttackObject.Kind> = ActorPage.kinds
  ) throws -> ActorPage {
    guard let index = index(of: id, among: kinds) else { throw HTTPError(.notFound) }
    return ActorPage(index, in: facts, texts: try texts([facts.objects[index].id]))
  }
}
