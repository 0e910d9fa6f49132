import Detection
import Model

/// What the detection made of the corpus.
struct Detected: Sendable {
  /// In order of their first probe.
  var campaigns: [Campaign]
  var null: NullModel
  var testedSources: Int
  var presentNames: Int
  var history: NameHistory
  /// Sources and the names that are theirs, from earlier scans.
  var ownPairs: Set<PriorLife.Pair>
  /// `nil` where nothing was found that anything could follow.
  var followOn: FollowOnLinker?
}

/// Runs the detection over shards of the sources, side by side.
enum DetectStage {
  static func run(_ corpus: Corpus, options: ScanOptions) async -> Detected {
    let table = corpus.table
    let prior = PriorLife(options.prior, in: corpus.tables)
    var history = await nameHistory(table, tasks: options.threads)
    prior.seed(&history)
    let level = options.level
    let groups = SourceGroups(table)
    var (detectors, survey) = await self.survey(
      table,
      history: history,
      groups: groups,
      options: options
    )
    var null = NullModel()
    survey.counts.add(prior.counts)
    null.learn(from: survey.counts)
    if !prior.habits.isEmpty {
      survey.contacts.removeAll { contact in
        prior.habits.contains(.init(source: table[contact.index].source, name: contact.name))
      }
    }
    let threshold = level.threshold(testedSources: survey.testedSources)
    let calls = await accuse(detectors, null: null, threshold: threshold)
    detectors = []
    let detector = CampaignDetector(
      table: table,
      history: history,
      census: survey.census,
      testedSources: survey.testedSources,
      null: null,
      level: level,
      groups: groups
    )
    let campaigns = detector.campaigns(calls, contacts: survey.takeContacts())
    return Detected(
      campaigns: campaigns,
      null: null,
      testedSources: survey.testedSources,
      presentNames: history.presentCount,
      history: history,
      ownPairs: prior.ownPairs,
      followOn: campaigns.isEmpty && options.priorCampaigns.isEmpty
        ? nil
        : FollowOnLinker(
          table,
          history: history,
          groups: groups,
          campaigns: campaigns,
          prior: prior
        )
    )
  }

  private static func survey(
    _ table: AttemptTable,
    history: NameHistory,
    groups: SourceGroups,
    options: ScanOptions
  ) async -> ([SingleSourceDetector], Survey) {
    await withTaskGroup(of: (SingleSourceDetector, Survey).self) { group in
      for shard in 0..<options.threads {
        group.addTask {
          var detector = SingleSourceDetector(
            table: table,
            history: history,
            groups: groups,
            shard: shard,
            of: options.threads
          )
          let survey = detector.survey(level: options.level)
          return (detector, survey)
        }
      }
      var detectors: [SingleSourceDetector] = []
      var survey = Survey(nameCount: table.nameTraits.count)
      for await (detector, part) in group {
        detectors.append(detector)
        survey.add(part)
      }
      return (detectors, survey)
    }
  }

  private static func accuse(
    _ detectors: [SingleSourceDetector],
    null: NullModel,
    threshold: Double
  ) async -> [RollCall] {
    await withTaskGroup(of: [RollCall].self) { group in
      for detector in detectors {
        group.addTask {
          var detector = detector
          return detector.accuse(null: null, threshold: threshold)
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }

  private static func nameHistory(_ table: AttemptTable, tasks: Int) async -> NameHistory {
    await withTaskGroup(of: NameHistory.self) { group in
      for task in 0..<tasks {
        group.addTask {
          var history = NameHistory(nameCount: table.nameTraits.count)
          for chunk in stride(from: task, to: table.chunks.count, by: tasks) {
            for attempt in table.chunks[chunk] { history.note(attempt) }
          }
          return history
        }
      }
      var all = await group.next() ?? NameHistory(nameCount: table.nameTraits.count)
      for await part in group { all.add(part) }
      return all
    }
  }
}
