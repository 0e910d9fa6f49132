import Detection
import Model

/// What would have made a roll call benign: conditions that an analyst can check, each to be read
/// after "benign if".
enum BenignReading {
  static func texts(
    of campaign: Campaign,
    accounts: CampaignAccounts,
    table: AttemptTable
  ) -> [String] {
    if campaign.pattern == .canary {
      return [
        "the one who put the name out, or a scanner of our own, asked for it (declare that with 'rollcall allow')"
      ]
    }
    if campaign.pattern == .followOn {
      return ["the accounts had something else in common that the same strangers went for"]
    }
    return [
      "the \(accounts.absentCount) absent names had signed in here before, as leavers had (none did)",
      acceptedText(campaign, table: table),
    ] + excusedTexts(campaign)
  }

  private static func excusedTexts(_ campaign: Campaign) -> [String] {
    zip(ProbeReader.Excuse.allCases, campaign.excused).filter { $0.1 > 0 }.map { excuse, count in
      "more were like the \(count) left out already: \(excuse.text)"
    }
  }

  private static func acceptedText(_ campaign: Campaign, table: AttemptTable) -> String {
    let accepted = Set(
      campaign.attempts.map { table[$0] }.filter { $0.outcome.credential == .accepted }.map(\.name)
    )
    let isOne = Set(campaign.probes.map { table[$0.index].source }).count == 1
    return accepted.isEmpty
      ? "\(isOne ? "the source is" : "the sources are") an office or a gateway of ours (nobody signed in from there)"
      : "the \(accepted.count) names that signed in from there belong to whoever asked for the others"
  }
}
