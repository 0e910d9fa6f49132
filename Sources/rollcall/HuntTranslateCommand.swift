import ArgumentParser
import Hunting
import Sigma

struct HuntTranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Writes a hunt, a rule file or a folder of them as queries of another system.",
    discussion:
      "The names of fields stay as the rules write them: the table must have such columns."
  )

  @Argument(help: "A hunt of the library, a rule file or a folder of rules.")
  var hunt: String

  @Option(name: .customLong("to"), help: "clickhouse, esql, kql, spark, spl or sqlite.")
  var dialect: String

  @Option(help: "The table (index, in Splunk) to ask.")
  var table: String = "events"

  @OptionGroup
  var target: HuntTargetOptions

  func validate() throws {
    if QueryDialect(rawValue: dialect) == nil {
      let known = QueryDialect.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--to: '\(dialect)' is none of \(known).")
    }
    // It stands in the query as it is.
    guard
      table.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }),
      !table.isEmpty
    else { throw ValidationError("--table: only letters, digits, - and _.") }
  }

  func run() throws {
    guard let dialect = QueryDialect(rawValue: dialect) else { return }
    let selection = try HuntSelection(named: hunt, parameters: try target.parameters())
    let (plan, refused) = HuntPlan.make(selection.rules)
    let written = plan.queries(in: dialect, table: table)
    var output = StandardOutput()
    for query in written.queries { try output.write(query.text + "\n\n") }
    try output.flush()
    let errors = selection.errors + refused + written.errors
    for error in errors { StandardError.write("rollcall: \(error.text)\n") }
    if !errors.isEmpty { throw ExitCode(ExitStatus.failed) }
  }
}
