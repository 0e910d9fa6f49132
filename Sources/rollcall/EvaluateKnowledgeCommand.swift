import ArgumentParser
import Foundation
import Intake
import Knowledge
import LogBytes
import Model
import WorkspaceStore

struct EvaluateKnowledgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract:
      "Measures what is read out of reports: techniques, indicators, ties, next steps, and its cost.",
    discussion: """
      Writes a Markdown page. Reports that a figure is measured on had no part in the training behind it.
      Times are seconds of processor, as the build at hand needs them: measure a release build. The page is
      written once all of it was measured: with a release build after some ten minutes of processor.
      """
  )

  @Option(
    help: ArgumentHelp(
      "The folder with reports/tram-documents.jsonl.gz, attack/enterprise-attack-18.1.json.gz and -17.1.",
      valueName: "folder"
    )
  )
  var data: String

  @Option(help: "Numbers of invented reports that are taken in and correlated, in order.")
  var sizes: String = "500,1000,2000,4000"

  @Option(help: "Only these parts: tram, all, indicators, next, cost.")
  var parts: [Part] = Part.allCases

  enum Part: String, CaseIterable, ExpressibleByArgument {
    /// The 50 techniques of TRAM, which take minutes.
    case tram
    /// All techniques.
    case all
    case indicators
    case next
    case cost
  }

  private static let largestFile = 1 << 30

  func validate() throws {
    if counts.isEmpty { throw ValidationError("--sizes: '\(sizes)' is no list of numbers.") }
  }

  private var counts: [Int] {
    let counts = sizes.split(separator: ",").map { Int($0) ?? 0 }
    return counts.allSatisfy { (1...100_000).contains($0) } ? counts : []
  }

  func run() async throws {
    let (imported, readingSeconds) = try ProcessorTime.of { try attack("18.1") }
    var goals = KnowledgeGoals()
    var sections: [String] = []
    for part in Part.allCases where parts.contains(part) {
      switch part {
      case .tram: goals.tram = try await tram(imported)
      case .all: sections.append(try allTechniques(imported))
      case .indicators: goals.indicators = IndicatorEvaluation()
      case .next: goals.next = NextStepEvaluation(imported.facts)
      case .cost:
        goals.costs = try KnowledgeCosts(imported, readingSeconds: readingSeconds, sizes: counts)
      }
    }
    if let tram = goals.tram { sections.insert(tram.markdown, at: 0) }
    sections += [goals.indicators?.markdown, goals.next?.markdown, goals.costs?.markdown]
      .compactMap(\.self)
    var output = StandardOutput()
    try output.write(
      "# Knowledge, measured\n\nMade by `rollcall evaluate knowledge --data ../shared/data`.\n\n"
        + ([goals.markdown] + sections).joined(separator: "\n")
    )
    try output.flush()
  }

  private func tram(_ imported: AttackImport) async throws -> RankerEvaluation {
    await RankerEvaluation.run(
      documents: try labelledDocuments(),
      procedures: ProcedureExample.all(in: imported),
      names: TramTechniques.names(in: imported.facts),
      workers: ProcessInfo.processInfo.activeProcessorCount
    )
  }

  private func allTechniques(_ imported: AttackImport) throws -> String {
    let learning = TechniqueLearning(
      facts: imported.facts,
      procedures: ProcedureExample.all(in: imported)
        + ProcedureExample.descriptions(imported.texts, facts: imported.facts)
    )
    let all = WholeSetEvaluation(documents: try labelledDocuments(), learning: learning)
    let later = LaterExamplesEvaluation(before: try attack("17.1"), after: imported)
    return all.markdown + (later.map { "\n" + $0.markdown } ?? "")
  }

  private func labelledDocuments() throws -> [LabelledDocument] {
    let path = data + "/reports/tram-documents.jsonl.gz"
    do {
      let bytes = try WholeFile.read(path, from: LogFiles(), limit: Self.largestFile)
      let read = LabelledDocument.read(bytes.span)
      if read.notUnderstood == 0, !read.documents.isEmpty { return read.documents }
      let count = read.notUnderstood
      throw Failure(message: "\(path): no labelled reports, or \(count) lines not understood")
    } catch let error as InputError {
      throw Failure(message: error.message)
    }
  }

  private func attack(_ version: String) throws -> AttackImport {
    let path = data + "/attack/enterprise-attack-\(version).json.gz"
    do {
      return try AttackImport(StixBundle.read(path, from: LogFiles()).bundle)
    } catch let error as InputError {
      throw Failure(message: error.message)
    } catch let error as AttackError {
      throw Failure(message: error.message)
    }
  }
}
