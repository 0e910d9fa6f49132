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
  /// In order.
  fileprivate var contacts: ContactList
  fileprivate var survey: Survey
  fileprivate var null: NullModel
}

/// Runs the detection, what can be side by side on as many threads as there are.
enum DetectStage {
  /// The first half: every source by itself.
  static func accuse(
    _ corpus: Corpus,
    prior: PriorLife,
    options: ScanOptions
  ) async -> Accusations {
    var (detectors, survey) = await survey(corpus, options: options)
    // Those with the most attempts first: nobody is to find one when the others are done.
    let testable = survey.testable.sorted {
      corpus.groups.count(of: $0) > corpus.groups.count(of: $1)
    }
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
    let (contacts, learned) = (ContactList(of: &survey), null)
    if options.threads == 1 { contacts.putInOrder(of: corpus.table) }
    async let calls = accuse(
      SourceQueue(testable, stretch: 1),
      by: detectors,
      null: learned,
      threshold: threshold
    )
    // With a thread to spare: meanwhile.
    if options.threads > 1 { contacts.putInOrder(of: corpus.table) }
    return Accusations(calls: await calls, contacts: contacts, survey: survey, null: null)
  }

  /// The second half: what sources have in common, and the stream of each service. Takes the contacts
  /// out of `accusations`: there are too many of them to be there twice.
  static func campaigns(
    _ accusations: Accusations,
    in corpus: Corpus,
    options: ScanOptions
  ) -> [Campaign] {
    let testedSources = accusations.survey.testedSources
    if options.singleSourcesOnly {
      let campaigns = accusations.calls.map { Campaign($0, tests: testedSources) }
      return campaigns.sorted {
        AttemptTable.precedes(corpus.table[$0.probes[0].index], corpus.table[$1.probes[0].index])
      }
    }
    let detector = CampaignDetector(
      table: corpus.table,
      history: corpus.history,
      census: accusations.survey.census,
      testedSources: testedSources,
      null: accusations.null,
      level: options.level,
      groups: corpus.groups
    )
    return detector.campaigns(
      accusations.calls,
      contacts: accusations.contacts.take()
    )
  }

  /// How the accounts are used, looked at while campaigns are looked for: only with a thread to spare, and
  /// where it is to be expected that something can follow. `nil` else.
  @concurrent
  static func earlyUses(
    after calls: [RollCall],
    in corpus: Corpus,
    prior: PriorLife,
    options: ScanOptions
  ) async -> AccountUses? {
    let calls = calls.lazy.map { Campaign($0, tests: 1) }
    guard options.threads > 1, canBeFollowed(calls, corpus.table, options) else { return nil }
    return AccountUses(corpus.table, history: corpus.history, prior: prior)
  }

  /// All of it, with what is known of `uses` by now.
  static func detected(
    _ campaigns: [Campaign],
    _ accusations: Accusations,
    uses: AccountUses?,
    in corpus: Corpus,
    prior: PriorLife,
    options: ScanOptions
  ) -> Detected {
    var detected = Detected(
      campaigns: campaigns,
      null: accusations.null,
      testedSources: accusations.survey.testedSources,
      presentNames: corpus.history.presentCount,
      ownPairs: prior.ownPairs
    )
    if canBeFollowed(campaigns, corpus.table, options) {
      detected.followOn = FollowOnLinker(
        corpus.table,
        uses: uses ?? AccountUses(corpus.table, history: corpus.history, prior: prior),
        groups: corpus.groups,
        campaigns: campaigns
      )
    }
    return detected
  }

  /// Something can follow only from a campaign that was told of an account, this scan's or an earlier one's.
  private static func canBeFollowed(
    _ campaigns: some Collection<Campaign>,
    _ table: AttemptTable,
    _ options: ScanOptions
  ) -> Bool {
    if options.singleSourcesOnly { return false }
    if !options.priorCampaigns.isEmpty { return true }
    return !campaigns.isEmpty && !options.canaries.isEmpty
      || campaigns.contains { $0.wasToldOfAccount(in: table) }
  }

  /// Sources that a task takes at a time: neighbours in the table.
  private static let stretch = 16

  private static func survey(
    _ corpus: Corpus,
    options: ScanOptions
  ) async -> ([SingleSourceDetector], Survey) {
    let sources = SourceQueue(corpus.groups.order, stretch: stretch)
    return await withTaskGroup(of: (SingleSourceDetector, Survey).self) { group in
      for _ in 0..<options.threads {
        group.addTask {
          var detector = SingleSourceDetector(
            table: corpus.table,
            history: corpus.history,
            groups: corpus.groups,
            notesContacts: !options.singleSourcesOnly
          )
          let survey = detector.survey { sources.next() }
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
    _ sources: SourceQueue,
    by detectors: [SingleSourceDetector],
    null: NullModel,
    threshold: Double
  ) async -> [RollCall] {
    await withTaskGroup(of: [RollCall].self) { group in
      for detector in detectors {
        group.addTask {
          var detector = detector
          return detector.accuse(null: null, threshold: threshold) { sources.next() }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }
}
