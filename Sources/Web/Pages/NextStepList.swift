import Hunting
import Knowledge
import WorkspaceStore

/// What may come next, with what shows it and what speaks against it.
struct NextStepList {
  /// What a step becomes a task of.
  struct Tasks {
    let visitor: Visitor
    let finding: String
    /// Of a case that is opened for it, where there is none.
    let title: String
    /// The case that holds the finding.
    let file: String?
  }

  /// What this workspace has for a step.
  struct Means {
    /// Of the logs that were scanned.
    let formats: Set<String>
    /// Those that hold the finding.
    let cases: [CaseFile]

    /// The first hunt that would show the technique or what it is a kind of, one whose log was read here before
    /// others.
    func hunt(for technique: String) -> (hunt: HuntPage, read: [String])? {
      let kinds = [technique, String(technique.prefix { $0 != "." })]
      let fitting = HuntPage.library.filter { $0.techniques.contains(where: kinds.contains) }
        .map { ($0, $0.sources.filter(formats.contains)) }
      return fitting.first { !$0.1.isEmpty } ?? fitting.first
    }

    /// The case in which the step was a task and is done.
    func place(ofDone step: NextStep) -> String? {
      cases.first { file in
        file.tasks.contains { $0.isDone && $0.text == NextStepList.task(step) }
      }?.id
    }
  }

  let next: NextSteps
  /// `nil` where steps are only to be read.
  var tasks: Tasks?
  var means = Means(formats: [], cases: [])

  /// What was looked into already stands last.
  var html: HTML {
    if next.steps.isEmpty { return "<p>ATT&amp;CK's actors give no next step.</p>" }
    let done = next.steps.filter { means.place(ofDone: $0) != nil }
    let open = next.steps.filter { means.place(ofDone: $0) == nil }
    let rule = next.rule + (done.isEmpty ? "" : "; those that are done stand last")
    let lead = rule.prefix(1).uppercased() + rule.dropFirst()
    return "<p class=\"quiet\">\(lead).</p><ol class=\"steps\">\((open + done).map(item))</ol>"
  }

  /// A step as a task of a case.
  fileprivate static func task(_ step: NextStep) -> String {
    "\(step.technique.id) \(step.technique.name). Disproved by: \(step.disprovedBy)"
  }

  private func item(_ step: NextStep) -> HTML {
    let sources = step.logSources.prefix(4).joined(separator: ", ")
    let against = step.mitigations.prefix(3).map { "\($0.id) \($0.name)" }.joined(separator: ", ")
    let command: HTML? = step.command.map { "<br><code>\($0)</code>" }
    let id = step.technique.id
    return """
      <li\(HTML.when(tasks != nil, " data-row"))><a href="/techniques/\(id)">\(id) \(step.technique.name)</a>
      <span class="quiet">used by \(step.usedBy) of \(step.nearActors) near actors</span>
      \(HTML.when(!sources.isEmpty, "<br>Seen in \(sources)"))
      \(HTML.when(!against.isEmpty, "<br>Against it: \(against)"))
      \(query(step))\(command ?? "")
      <br><span class="quiet">Disproved by: \(step.disprovedBy)</span>\(outcome(step))</li>
      """
  }

  /// The ready query, and whether a log that it reads is here.
  private func query(_ step: NextStep) -> HTML {
    guard let (hunt, read) = means.hunt(for: step.technique.id) else { return "" }
    let state =
      read.isEmpty
      ? "none of its logs was read here: \(hunt.sources.joined(separator: ", "))"
      : "its log was read here: \(read.joined(separator: ", "))"
    return """
      <br>Ready query: <a href="/hunts/\(hunt.key)">\(hunt.title)</a> <span class="quiet">(\(state))</span>
      """
  }

  private func outcome(_ step: NextStep) -> HTML {
    if let done = means.place(ofDone: step) {
      return "<br>Done in <a href=\"/cases/\(done)\">\(done)</a>"
    }
    return tasks.map { form($0, step) } ?? ""
  }

  private func form(_ tasks: Tasks, _ step: NextStep) -> HTML {
    let task = Self.task(step)
    let fields: HTML =
      tasks.file == nil
      ? """
      <input type="hidden" name="title" value="\(String(tasks.title.prefix(200)))">
      <input type="hidden" name="finding" value="\(tasks.finding)">
      <input type="hidden" name="task" value="\(task)">
      """
      : """
      <input type="hidden" name="kind" value="task"><input type="hidden" name="body" value="\(task)">
      """
    let label = tasks.file.map { "Make it a task of \($0)" } ?? "Open a case with this task"
    return """
      <form method="post" action="/cases\(tasks.file.map { "/" + $0 } ?? "")">\(tasks.visitor.formField)
      \(fields)<button class="quiet" data-task>\(label)</button></form>
      """
  }
}
