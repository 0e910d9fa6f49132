import Knowledge

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

  let next: NextSteps
  /// `nil` where steps are only to be read.
  var tasks: Tasks?

  var html: HTML {
    if next.steps.isEmpty { return "<p>ATT&amp;CK's actors give no next step.</p>" }
    return "<p class=\"quiet\">\(next.rule)</p><ol class=\"steps\">\(next.steps.map(item))</ol>"
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
      \(command ?? "")
      <br><span class="quiet">Disproved by: \(step.disprovedBy)</span>\(tasks.map { form($0, step) } ?? "")</li>
      """
  }

  private func form(_ tasks: Tasks, _ step: NextStep) -> HTML {
    let task = "\(step.technique.id) \(step.technique.name). Disproved by: \(step.disprovedBy)"
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
