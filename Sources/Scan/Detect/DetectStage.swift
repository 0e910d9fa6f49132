import Detection
import Model

/// What the detection made of the corpus.
struct Detected: Sendable {
  /// In order of their first probe.
  var campaigns: [Campaign]
  var null: NullModel
  var testedSources: Int
  var presentNames: Int
  /// Sources and the names that are theirs, from earlier scans.
  var ownPairs: Set<PriorLife.Pair>
  /// `nil` where nothing was found that anything could follow.
  var followOn: FollowOnLinker?
}

/// What single sources are accused of, and all that is needed to look at what they have in common.
struct Accusations: Sendable {
  var calls: [RollCall]
  fileprivate var survey: Survey
  fileprivate var null: NullModel
}

/// Runs the detection over shards of the sources, side by side.
enum DetectStage {
  /// The first half: every source by itself.
  static func accuse(
    _ corpus: Corpus,
    prior: PriorLife,
    options: ScanOptions
  ) async -> Accusations {
    var (detectors, survey) = await survey(corpus, options: options)
    var null = NullModel()
    survey.counts.add(prior.counts)
    null.learn(from: survey.counts)
    if !prior.habits.isEmpty {
      survey.dropContacts { contact in
        prior.habits.contains(
          .init(source: contact.source, name: contact.name)
        )
      }
    }
    let threshold = options.level.threshold(testedSources: survey.testedSources)
    let calls = await accuse(detectors, null: null, threshold: threshold)
    return Accusations(calls: calls, survey: survey, null: null)
  }

  /// The second half: what sources have in common, and the stream of each service. Takes the contacts
  /// out of `accusations`: there are too many of them to be there twice.
  static func detect(
    _ accusations: inout Accusations,
    in corpus: Corpus,
    prior: PriorLife,
    options: ScanOptions
  ) -> Detected {
    let (null, testedSources) = (accusations.null, accusations.survey.testedSources)
    let detector = CampaignDetector(
      table: corpus.table,
      history: corpus.history,
      census: accusations.survey.census,
      testedSources: testedSources,
      null: null,
      level: options.level,
      groups: corpus.groups
    )
    let calls = accusations.calls
    let campaigns = detector.campaigns(calls, contacts: accusations.survey.takeContacts())
    return Detected(
      campaigns: campaigns,
      null: null,
      testedSources: testedSources,
      presentNames: corpus.history.presentCount,
      ownPairs: prior.ownPairs,
      followOn: canBeFollowed(campaigns, corpus.table, options)
        ? FollowOnLinker(
          corpus.table,
          history: corpus.history,
          groups: corpus.groups,
          campaigns: campaigns,
          prior: prior
        ) : nil
    )
  }

  /// Something can follow only from a campaign that was told of an account, this scan's or an earlier one's.
  private static func canBeFollowed(
    _ campaigns: [Campaign],
    _ table: AttemptTable,
    _ options: ScanOptions
  ) -> Bool {
    if !options.priorCampaigns.isEmpty { return true }
    return !campaigns.isEmpty && !options.canaries.isEmpty
      || campaigns.contains { $0.wasToldOfAccount(in: table) }
  }

  private static func survey(
    _ corpus: Corpus,
    options: ScanOptions
  ) async -> ([SingleSourceDetector], Survey) {
    await withTaskGroup(of: (SingleSourceDetector, Survey).self) { group in
      for shard in 0..<options.threads {
        group.addTask {
          var detector = SingleSourceDetector(
            table: corpus.table,
            history: corpus.history,
            groups: corpus.groups,
            shard: shard,
            of: options.threads
          )
          let survey = detector.survey(level: options.level)
          return (detector, survey)
        }
      }
      var detectors: [SingleSourceDetector] = []
      var survey = Survey(nameCount: corpus.table.nameTraits.count)
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
}
