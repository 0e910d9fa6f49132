import Foundation
package import Knowledge
package import Model
package import WorkspaceStore

/// Makes, keeps and finds the ranker of a workspace.
///
/// A model learns from the newest version of ATT&CK for Enterprise that was imported with its texts, and
/// from the verdicts on claims of techniques. Without an import there is none: the program ships no texts.
package struct RankerWorkshop {
  /// A model as it is kept.
  package struct Kept {
    package var version: Int64
    package var card: RankerCard
    package var ranker: TechniqueRanker
  }

  /// Reports whose verdicts are held out together when a model is checked.
  private static let mostFolds = 5

  private let workspace: Workspace
  private let toolVersion: String
  private let release: AttackReleaseRecord?

  package init(_ workspace: Workspace, toolVersion: String) throws(WorkspaceError) {
    (self.workspace, self.toolVersion) = (workspace, toolVersion)
    // They are ordered by the day of their last change.
    release = try workspace.attackReleases().last { $0.domain == "enterprise-attack" }
  }

  /// As in `ATT&CK v18.1`; `nil` where nothing was imported.
  package var attack: String? { release.map { "ATT&CK v\($0.version)" } }

  /// The newest kept model, or one that is made and kept now: where there is none, or where a newer
  /// version of ATT&CK was imported since. `nil` where no version was imported.
  package func ranker(at now: Timestamp) throws -> Kept? {
    guard let attack else { return nil }
    if let kept = try newest(), kept.card.attack == attack { return kept }
    return try train(at: now)
  }

  private func newest() throws -> Kept? {
    guard let record = try workspace.models().first,
      let bytes = try workspace.modelBytes(version: record.version),
      let ranker = TechniqueRanker(encoded: bytes.span)
    else { return nil }
    let card = try JSONDecoder().decode(RankerCard.self, from: Data(record.card.utf8))
    return Kept(version: record.version, card: card, ranker: ranker)
  }

  /// Learns a new model and keeps it under the next version. `nil` where no version was imported.
  package func train(at now: Timestamp) throws -> Kept? {
    guard let release, let attack else { return nil }
    let pack = try workspace.attackFacts(domain: release.domain, version: release.version)
    let facts = try FactsPack.read(pack ?? [])
    var texts: [AttackText] = []
    try workspace.forEachAttackText(domain: release.domain, version: release.version) { text in
      if text.kind == .procedure || text.kind == .description { texts.append(text) }
    }
    let procedures =
      ProcedureExample.all(texts, facts: facts)
      + ProcedureExample.descriptions(texts, facts: facts)
    let judged = try workspace.judgedSpans()
    let reports = Set(judged.map(\.report)).sorted()
    let folds = Dictionary(
      uniqueKeysWithValues: reports.enumerated().map { ($1, $0 % Self.mostFolds) }
    )
    let verdicts = judged.compactMap { span in
      SentenceSplitter.sentence(around: span.span, in: span.text).map {
        JudgedSentence(
          technique: span.technique,
          text: $0,
          isAccepted: span.isAccepted,
          fold: folds[span.report] ?? 0
        )
      }
    }
    var learning = TechniqueLearning(facts: facts, procedures: procedures)
    learning.add(verdicts)
    let (model, card) = learning.modelWithCard(
      attack: attack,
      verdicts: verdicts,
      reports: reports.count
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let version = try workspace.addModel(
      model.encoded(),
      card: String(decoding: try encoder.encode(card), as: UTF8.self),
      trainedAt: now,
      toolVersion: toolVersion
    )
    return Kept(version: version, card: card, ranker: model)
  }

  /// The procedure examples of one technique, from the version that models learn from.
  package func procedures(of technique: String) throws -> [ProcedureExample] {
    guard let release else { return [] }
    let texts = try workspace.attackTexts(
      domain: release.domain,
      version: release.version,
      about: [technique]
    )
    return texts.filter { $0.kind == .procedure && $0.target == technique }.map {
      ProcedureExample(
        technique: technique,
        text: ProcedureProse.plain($0.body).split(whereSeparator: \.isWhitespace)
          .joined(separator: " "),
        urls: [],
        actor: $0.subject
      )
    }
  }
}
