import ArgumentParser
import Hunting
import Sigma

struct HuntTranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Writes a hunt, a rule file or a folder of them as queries of another system.",
    discussion: """
      The names of fields stay as the rules write them: the table must have such columns. With --to sigma
      the rules come out as Sigma, one document each, with the values of their parameters put in.
      """
  )

  @Argument(help: "A hunt of the library, a rule file or a folder of rules.")
  var hunt: String

  @Option(name: .customLong("to"), help: "clickhouse, esql, kql, sigma, spark, spl or sqlite.")
  var language: String

  /// What is written without a table.
  private static let sigma = "sigma"

  @Option(help: "The table (index, in Splunk) to ask.")
  var table: String = "events"

  @OptionGroup
  var target: HuntTargetOptions

  func validate() throws {
    let known = (QueryDialect.allCases.map(\.rawValue) + [Self.sigma]).sorted()
    guard known.contains(language) else {
      throw ValidationError("--to: '\(language)' is none of \(known.joined(separator: ", ")).")
    }
    // It stands in the query as it is.
    guard
      table.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }),
      !table.isEmpty
    else { throw ValidationError("--table: only letters, digits, - and _.") }
  }

  func run() throws {
    let selection = try HuntSelection(named: hunt, parameters: try target.parameters())
    let (plan, refused) = HuntPlan.make(selection.rules)
    let (text, unwritten) = written(plan)
    var output = StandardOutput()
    try output.write(text)
    try output.flush()
    let errors = selection.errors + refused + unwritten
    for error in errors { StandardError.write("rollcall: \(error.text)\n") }
    if !errors.isEmpty { throw ExitCode(ExitStatus.failed) }
  }

  private func written(_ plan: HuntPlan) -> (text: String, errors: [RuleError]) {
    guard let dialect = QueryDialect(rawValue: language) else {
      let (documents, errors) = plan.sigma
      return (documents.map(\.text).joined(separator: "---\n"), errors)
    }
    let (queries, errors) = plan.queries(in: dialect, table: table)
    return (queries.map { $0.text + "\n\n" }.joined(), errors)
  }
}
