import ArgumentParser
import Foundation
import Knowledge
import LogBytes

struct EvaluateKnowledgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract: "Measures technique ranking on labelled reports that the ranker has not seen."
  )

  @Option(
    help:
      "The folder with reports/tram-documents.jsonl.gz and attack/enterprise-attack-18.1.json.gz."
  )
  var data: String

  private static let largestFile = 1 << 30

  func run() async throws {
    let result = try await measure()
    var output = StandardOutput()
    try output.write(result.markdown)
    try output.flush()
  }

  private func measure() async throws -> RankerEvaluation {
    do {
      let files = LogFiles()
      let path = data + "/reports/tram-documents.jsonl.gz"
      let read = LabelledDocument.read(
        try WholeFile.read(path, from: files, limit: Self.largestFile).span
      )
      guard read.notUnderstood == 0, !read.documents.isEmpty else {
        throw Failure(
          message:
            "\(path): \(read.documents.count) reports, and \(read.notUnderstood) not understood"
        )
      }
      let attack = data + "/attack/enterprise-attack-18.1.json.gz"
      let imported = try AttackImport(StixBundle.read(attack, from: files).bundle)
      return await RankerEvaluation.run(
        documents: read.documents,
        procedures: ProcedureExample.all(in: imported),
        names: TramTechniques.names(in: imported.facts),
        workers: ProcessInfo.processInfo.activeProcessorCount
      )
    } catch let error as InputError {
      throw Failure(message: error.message)
    } catch let error as AttackError {
      throw Failure(message: error.message)
    }
  }
}
