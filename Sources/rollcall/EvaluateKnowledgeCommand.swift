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
    let documents = try labelledDocuments()
    let imported = try attack()
    let result = await RankerEvaluation.run(
      documents: documents,
      procedures: ProcedureExample.all(in: imported),
      names: TramTechniques.names(in: imported.facts),
      workers: ProcessInfo.processInfo.activeProcessorCount
    )
    var output = StandardOutput()
    try output.write(result.markdown)
    try output.flush()
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

  private func attack() throws -> AttackImport {
    let path = data + "/attack/enterprise-attack-18.1.json.gz"
    do {
      return try AttackImport(StixBundle.read(path, from: LogFiles()).bundle)
    } catch let error as InputError {
      throw Failure(message: error.message)
    } catch let error as AttackError {
      throw Failure(message: error.message)
    }
  }
}
