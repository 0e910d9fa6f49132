import Detection
import LogFormats
import Model

extension PriorNumbers {
  /// The campaigns that were over before this scan's first event, in the numbers of its tables.
  ///
  /// One that the logs hold themselves is found in them again, with all that followed.
  /// - Complexity: O(names + sources of the scan); nothing without a campaign.
  static func all(
    _ campaigns: [PriorCampaign],
    in corpus: Corpus
  ) -> [(campaign: PriorCampaign, numbers: PriorNumbers)] {
    guard let first = corpus.firstTime else { return [] }
    let over = campaigns.filter { $0.lastSeen < first }
    if over.isEmpty { return [] }
    let tables = corpus.tables
    let names = AccountText.numbers(
      of: Set(over.flatMap(\.confirmed)),
      count: tables.nameCount,
      name: tables.nameBytes
    )
    let sources = TextNumbers.of(Set(over.flatMap(\.sources)), count: tables.sourceCount) {
      tables.source($0).text
    }
    let services = Dictionary(uniqueKeysWithValues: Service.allCases.map { ($0.name, $0) })
    return over.map { campaign in
      let numbers = PriorNumbers(
        names: campaign.confirmed.flatMap { names[$0] ?? [] },
        sources: Set(campaign.sources.compactMap { sources[$0] }),
        services: Set(campaign.services.compactMap { services[$0] }),
        begin: campaign.firstSeen.secondsSince1970,
        last: campaign.lastSeen.secondsSince1970
      )
      return (campaign, numbers)
    }
  }
}

extension Timestamp {
  /// Cut to the range of an attempt's.
  fileprivate var secondsSince1970: UInt32 { UInt32(clamping: millisecondsSince1970 / 1000) }
}
