import Foundation

/// Everything that one evaluation measured. The same seeds and the same program give the same bytes.
package struct EvaluationReport: Codable, Equatable, Sendable {
  package static let schema = "rollcall.evaluation/1"

  package var schema = EvaluationReport.schema
  /// Of the program that was evaluated.
  package var version: String
  /// `nil` where labs were left out.
  package var labs: LabEvaluation?
  /// `nil` where no real data was asked for.
  package var real: RealEvaluation?

  package init(version: String, labs: LabEvaluation?, real: RealEvaluation?) {
    self.version = version
    self.labs = labs
    self.real = real
  }

  /// Writes `evaluation.md` with its charts and `evaluation.json` into `folder`, which is made if it is
  /// not there. Each file is written whole or not at all.
  /// - Throws: what the system throws.
  package func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var files = ["evaluation.md": Data(markdown.utf8), "evaluation.json": try json()]
    if let labs {
      for chart in labs.charts { files[chart.fileName] = Data(chart.svg.utf8) }
    }
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(name)"), options: .atomic)
    }
  }

  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}
