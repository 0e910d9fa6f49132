extension RealEvaluation {
  var markdownSections: [String] {
    [logSection, caseSection] + (skipped.isEmpty ? [] : [skippedSection])
  }

  private var logSection: String {
    var table = MarkdownTable("log", "known", "found", "findings", "agrees?")
    table.rows = logs.map { log in
      [
        "\(log.title) (`\(log.path)`)", log.known, "\(log.foundSources) of \(log.knownSources)",
        "\(log.findings)"
          + (log.patterns.isEmpty ? "" : " (\(log.patterns.joined(separator: ", ")))"),
        log.isInAgreement ? "yes" : "differs",
      ]
    }
    let differences = logs.flatMap { log in log.differences.map { "- \(log.title): \($0)\n" } }
    return """
      ## Real logs

      What is known was counted without Rollcall, by the number of different absent names a source tried. That is
      a bound and no truth: a source with one name fewer may call the roll as well.

      \(table.text)
      \(differences.joined())
      """
  }

  private var caseSection: String {
    var table = MarkdownTable("case", "log", "must alert", "Rollcall accuses", "outcome", "why")
    table.rows = cases.map { result in
      [
        result.test, result.logType, result.expected.joined(separator: " "),
        result.found.isEmpty ? "nobody" : result.found.joined(separator: " "),
        result.agreement.rawValue, result.reason,
      ]
    }
    let counts = PublishedCaseResult.Agreement.allCases.map { agreement in
      "\(agreement.rawValue) \(cases.count { $0.agreement == agreement })"
    }
    let elsewhere = accusedElsewhere.map { result in
      "- \(result.test) (\(result.logType)): \(result.found.joined(separator: " ")): \(result.reason)\n"
    }
    return """
      ## Published cases of CrowdSec's hub

      \(cases.count) of \(cases.count + otherCases) sequences are about trying different accounts. \
      Outcomes: \(counts.joined(separator: ", ")).
      `existence-unknown`: the rule counts failed accounts, Rollcall only accounts that the log tells to be absent.

      \(table.text)
      In the other \(otherCases) sequences Rollcall accuses somebody in \(accusedElsewhere.count)\
      \(elsewhere.isEmpty ? "." : ":\n\n" + elsewhere.joined())
      """
  }

  private var skippedSection: String {
    "Absent, and so not tested: " + skipped.map { "`\($0)`" }.joined(separator: ", ") + ".\n"
  }
}
