import Custody
import WorkspaceStore

/// Forms that do something with evidence: each asks why.
enum EvidenceForm {
  /// A button that asks for a purpose, with `purpose` to begin with. With a key, pressing it sends.
  static func html(
    _ visitor: Visitor,
    action: String,
    button: String,
    purpose: String = "",
    key: Bool = false
  ) -> HTML {
    if visitor.person.role < .analyst { return "" }
    let mark: HTML = key ? " data-take" : ""
    return """
      <form class="filters" method="post" action="\(action)"\(mark)>\(visitor.formField)
      <label>Why <input name="purpose" value="\(purpose)" maxlength="500" required></label>
      <label>Under what authority <input name="authority" maxlength="500"></label>
      <button>\(button)</button></form>
      """
  }
}
