import Detection
import Model

/// What the detection made of the corpus.
struct Detected: Sendable {
  /// In order of their first probe.
  var campaigns: [Campaign]
  var null: NullModel
  var testedSources: Int
  var presentNames: Int
}

/// Runs the detection over shards of the sources, side by side.
enum DetectStage {
  static func run(_ corpus: Corpus, options: ScanOptions) async -> Detected {
    let table = corpus.table
    let history = await nameHistory(table, tasks: options.threads)
    let level = options.level
    let surveyed = await withTaskGroup(of: (SingleSourceDetector, Survey).self) { group in
      for shard in 0..<options.threads {
        group.addTask {
          let groups = SourceGroups(table, shard: shard, of: options.threads)
          var detector = SingleSourceDetector(table: table, history: history, groups: groups)
          let survey = detector.survey(level: level)
          return (detector, survey)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let survey = surveyed.reduce(into: Survey(nameCount: table.nameTraits.count)) { $0.add($1.1) }
    var null = NullModel()
    null.learn(from: survey.counts)
    let threshold = level.threshold(testedSources: survey.testedSources)
    let calls = await accuse(surveyed.map(\.0), null: null, threshold: threshold)
    let groups = surveyed.map(\.0.groups).sorted { $0.shard < $1.shard }
    let detector = CampaignDetector(
      table: table,
      history: history,
      survey: survey,
      null: null,
      level: level
    ) { source in
      groups[Int(source) % groups.count][Int(source) / groups.count]
    }
    return Detected(
      campaigns: detector.campaigns(calls),
      null: null,
      testedSources: survey.testedSources,
      presentNames: history.presentCount
    )
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
