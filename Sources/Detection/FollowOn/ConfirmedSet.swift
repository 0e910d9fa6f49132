import Model

/// The accounts that a campaign was told of, since when, and what of the log is its own work.
struct ConfirmedSet: Sendable {
  /// By account: the second in which the campaign was told.
  private(set) var since: [UInt32: UInt32] = [:]
  /// The accounts again, for a quicker look.
  private(set) var marks: Marks
  /// The accounts in the order of the list.
  private(set) var order: [UInt32] = []
  let sources: Set<UInt32>
  let begin: UInt32
  let last: UInt32

  /// How long after its last probe a campaign is watched.
  static let watchedSeconds: UInt32 = 90 * 86_400
  /// A source that is believed in at least this much is the campaign's own.
  static let ownPosterior = 0.5

  init(
    _ campaign: Campaign,
    accounts: CampaignAccounts,
    in table: AttemptTable,
    directory: AccountDirectory
  ) {
    let probes = campaign.probes.map { table[$0.index] }
    marks = Marks(below: directory.count)
    begin = probes.first?.seconds ?? 0
    last = probes.last?.seconds ?? 0
    sources = Set(
      campaign.probes.filter { $0.posterior >= Self.ownPosterior }.map { table[$0.index].source }
    )
    let confirmed = Set(accounts.confirmed)
    for index in campaign.attempts {
      let attempt = table[index]
      guard attempt.seconds >= begin, attempt.outcome.disclosure == .disclosed,
        attempt.outcome.existence.exists, confirmed.contains(attempt.name)
      else { continue }
      let account = directory[attempt.name]
      if account == AccountDirectory.none || since[account] != nil { continue }
      since[account] = attempt.seconds
      marks.insert(account)
      order.append(account)
    }
  }

  /// The set of a campaign of an earlier scan: told of all accounts by its end, in an order that nobody kept.
  init(
    names: [UInt32],
    sources: Set<UInt32>,
    begin: UInt32,
    last: UInt32,
    directory: AccountDirectory
  ) {
    (self.sources, self.begin, self.last) = (sources, begin, last)
    marks = Marks(below: directory.count)
    for name in names where directory[name] != AccountDirectory.none {
      since[directory[name]] = last
      marks.insert(directory[name])
    }
  }

  var count: Int { since.count }

  func contains(_ account: UInt32) -> Bool { marks.contains(account) }

  var end: UInt32 { last > .max - Self.watchedSeconds ? .max : last + Self.watchedSeconds }

  /// Whether something at that second can follow from what the campaign learned: of an account that it
  /// was told of, only what came behind that; of any other, what came behind the first probe.
  func isAfter(_ seconds: UInt32, _ account: UInt32) -> Bool {
    guard seconds > begin, seconds <= end else { return false }
    return !marks.contains(account) || seconds > since[account] ?? begin
  }
}
