import Knowledge

/// What may come next, with what shows it and what speaks against it.
struct NextStepList {
  let next: NextSteps

  var html: HTML {
    let steps: [HTML] = next.steps.map { step in
      let sources = step.logSources.prefix(4).joined(separator: ", ")
      let command: HTML? = step.command.map { "<br><code>\($0)</code>" }
      return """
        <li><a href="/techniques/\(step.technique.id)">\(step.technique.id) \(step.technique.name)</a>
        <span class="quiet">used by \(step.usedBy) of \(step.nearActors) near actors</span>
        \(HTML.when(!sources.isEmpty, "<br>Seen in \(sources)"))
        \(command ?? "")
        <br><span class="quiet">Disproved by: \(step.disprovedBy)</span></li>
        """
    }
    if steps.isEmpty { return "<p>ATT&amp;CK's actors give no next step.</p>" }
    return "<p class=\"quiet\">\(next.rule)</p><ol class=\"steps\">\(steps)</ol>"
  }
}
