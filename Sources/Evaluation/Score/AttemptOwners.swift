package import Lab
package import Model
package import Scan

/// Tells of each decoded attempt of a lab whose it was.
///
/// An attempt belongs to a campaign if the campaign's truth names its log, source and account, and its
/// time lies within the campaign. The same account from the same source at another time is honest.
package struct AttemptOwners: Sendable {
  private struct Key: Hashable {
    var member: Int
    var source: UInt32
    /// `nil` stands for any name.
    var name: UInt32?
  }

  private struct Claim {
    var owner: AttemptOwner
    var milliseconds: ClosedRange<Int64>
  }

  /// Many logs cut their times to the second.
  private static let cutMilliseconds: Int64 = 1000

  private let decoded: DecodedLogs
  private var claims: [Key: [Claim]] = [:]
  private var sources: [String: UInt32] = [:]
  private var names: [String: UInt32] = [:]
  private var members: [String: Int] = [:]
  /// Probes with a line of their own whose source or name no attempt has: the lab and the decoders
  /// disagree about them.
  package private(set) var lostProbes = 0

  package init(_ truth: LabTruth, in decoded: DecodedLogs) {
    self.decoded = decoded
    for number in 0..<UInt32(decoded.sourceCount) { sources[decoded.source(number)] = number }
    for number in 0..<UInt32(decoded.nameCount) { names[decoded.name(number)] = number }
    for (number, log) in decoded.logs.members.enumerated() {
      members[String(log.path.split(separator: "/").last ?? "")] = number
    }
    for (number, campaign) in truth.campaigns.enumerated() { claim(campaign, number) }
    for situation in truth.situations where situation.isDeclared { claim(situation) }
  }

  package subscript(attempt: Attempt) -> AttemptOwner {
    guard attempt.source != Attempt.none else { return .honest }
    let member = decoded.member(of: attempt)
    let time = attempt.time.millisecondsSince1970
    for name in [attempt.name, nil] {
      let known = claims[Key(member: member, source: attempt.source, name: name)]
      if let claim = known?.first(where: { $0.milliseconds.contains(time) }) { return claim.owner }
    }
    return .honest
  }

  private mutating func claim(_ campaign: CampaignTruth, _ number: Int) {
    for probe in campaign.probes where probe.line != nil {
      let isKnown = claim(
        .campaign(number),
        (campaign.fileName, probe.source, probe.name),
        from: campaign.firstProbe,
        to: campaign.lastProbe
      )
      if !isKnown { lostProbes += 1 }
    }
    for stage in campaign.stages {
      for source in stage.sources {
        for account in stage.accounts {
          let place = (stage.fileName, source, account)
          _ = claim(.campaign(number), place, from: stage.first, to: stage.last)
        }
      }
    }
  }

  private mutating func claim(_ situation: SituationTruth) {
    for source in situation.sources {
      guard let member = members[situation.fileName], let source = sources[source] else { continue }
      claims[Key(member: member, source: source, name: nil), default: []].append(
        Claim(owner: .declared, milliseconds: Self.span(situation.first, situation.last))
      )
    }
  }

  /// Whether the place is in the logs at all.
  private mutating func claim(
    _ owner: AttemptOwner,
    _ place: (file: String, source: String, name: String),
    from first: Timestamp,
    to last: Timestamp
  ) -> Bool {
    guard let member = members[place.file], let source = sources[place.source],
      let name = names[place.name]
    else { return false }
    claims[Key(member: member, source: source, name: name), default: []].append(
      Claim(owner: owner, milliseconds: Self.span(first, last))
    )
    return true
  }

  private static func span(_ first: Timestamp, _ last: Timestamp) -> ClosedRange<Int64> {
    let begin = first.millisecondsSince1970 - cutMilliseconds
    return begin...max(begin, last.millisecondsSince1970 + cutMilliseconds)
  }
}
