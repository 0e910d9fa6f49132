import Detection
package import Model

/// Puts the question again with part of the evidence struck out: the whole log is judged as if the
/// struck attempts had never been made.
package struct Explainer: Sendable {
  /// What is left of a finding.
  package struct Verdict: Sendable, Equatable {
    package var struckAttempts: Int
    /// Findings that cite a line that the first one cites; strongest first. Empty: the verdict has
    /// fallen.
    package var remaining: [Finding]
  }

  private struct Place: Hashable {
    var file: String
    var offset: UInt64
  }

  /// All that one source tried with one name, so that a second try does not stand in for the first.
  private struct Contact: Hashable {
    var source: UInt32
    var name: UInt32

    init(_ attempt: Attempt) {
      source = attempt.source
      name = attempt.name
    }
  }

  let pipeline: ScanPipeline
  let decoded: DecodedLogs
  package let finding: Finding
  /// The attempts whose lines the finding cites, in order.
  package let cited: [Attempt]

  /// `decoded` holds the logs of the scan that made `finding`, decoded by `pipeline`.
  /// - Complexity: O(attempts).
  package init(of finding: Finding, in decoded: DecodedLogs, by pipeline: ScanPipeline) {
    self.pipeline = pipeline
    self.decoded = decoded
    self.finding = finding
    let places = Self.places(of: finding)
    cited = decoded.table.chunks.joined()
      .filter { attempt in
        let file = decoded.logs.members[decoded.member(of: attempt)].path
        return places.contains(Place(file: file, offset: decoded.byteOffset(of: attempt)))
      }
      .sorted(by: AttemptTable.precedes)
  }

  private static func places(of finding: Finding) -> Set<Place> {
    Set(finding.evidence.map { Place(file: $0.file, offset: $0.offset) })
  }

  /// In lower case, not masked. `nil` for bytes that are not UTF-8.
  package func name(of attempt: Attempt) -> String? {
    String(validating: decoded.nameBytes(attempt.name), as: UTF8.self)
  }

  /// The verdict without what `strikes` name.
  /// - Complexity: One run of the detection over all attempts.
  /// - Throws: `StrikeError`.
  package func verdict(striking strikes: [Strike]) async throws -> Verdict {
    var sources: Set<UInt32> = []
    var names: Set<UInt32> = []
    var contacts: Set<Contact> = []
    for strike in strikes {
      switch strike {
      case .source(let text): sources.formUnion(try numbers(ofSource: text))
      case .account(let text): names.formUnion(try numbers(ofName: text))
      case .term(let name): contacts.formUnion(try self.contacts(behind: name))
      }
    }
    return await verdict { attempt in
      sources.contains(attempt.source) || names.contains(attempt.name)
        || contacts.contains(Contact(attempt))
    }
  }

  /// How many of the absent names, the earliest first, must be struck out for the verdict to fall.
  ///
  /// `nil` where it stands without all of them.
  /// - Complexity: O(log(absent names)) runs of the detection. Takes it that striking out more does not
  ///   bring a finding back.
  package func absentNamesToFlip() async -> Int? {
    let contacts = cited.filter { $0.outcome.existence == .absent }
    var seen: Set<UInt32> = []
    let absent = contacts.map(\.name).filter { seen.insert($0).inserted }
    func falls(without count: Int) async -> Bool {
      let names = Set(absent.prefix(count))
      let struck = Set(contacts.filter { names.contains($0.name) }.map(Contact.init))
      return await verdict { struck.contains(Contact($0)) }.remaining.isEmpty
    }
    guard await falls(without: absent.count) else { return nil }
    var (stands, fallen) = (0, absent.count)
    while fallen - stands > 1 {
      let middle = stands + (fallen - stands) / 2
      if await falls(without: middle) { fallen = middle } else { stands = middle }
    }
    return fallen
  }

  private func verdict(where isStruck: (Attempt) -> Bool) async -> Verdict {
    let (rest, count) = decoded.striking(isStruck)
    let places = Self.places(of: finding)
    let result = await pipeline.detect(in: rest, level: pipeline.options.level)
    let remaining = result.findings.filter { !Self.places(of: $0).isDisjoint(with: places) }
    return Verdict(struckAttempts: count, remaining: remaining)
  }

  private func numbers(ofSource text: String) throws(StrikeError) -> [UInt32] {
    let found = (0..<UInt32(decoded.sourceCount)).filter { decoded.source($0) == text }
    if found.isEmpty { throw .nothingToStrike("source \(text)") }
    return found
  }

  private func numbers(ofName text: String) throws(StrikeError) -> [UInt32] {
    let bytes = Array(text.utf8)
    let found = (0..<UInt32(decoded.nameCount)).filter { decoded.nameBytes($0) == bytes }
    if found.isEmpty { throw .nothingToStrike("account \(text)") }
    return found
  }

  /// The contacts whose answers make up a term. A term that no single service makes is made of all
  /// absent names.
  private func contacts(behind name: String) throws(StrikeError) -> [Contact] {
    let known = finding.score.terms.filter { $0.attempts > 0 }.map(\.name)
    guard known.contains(name) else { throw .noSuchTerm(name, known: known) }
    let probes = cited.filter { finding.firstSeen <= $0.time && $0.time <= finding.lastSeen }
    let behind = probes.filter { attempt in
      let isMiss = attempt.outcome.existence == .absent
      let service = attempt.outcome.service
      let own = RollCallTest.termName(isMiss: isMiss, service: service)
      let ofService = [true, false].map { RollCallTest.termName(isMiss: $0, service: service) }
      return ofService.contains(name) ? own == name : isMiss
    }
    if behind.isEmpty { throw .nothingToStrike("the term '\(name)'") }
    return behind.map(Contact.init)
  }
}
