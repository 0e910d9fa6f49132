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
    let misses = campaign.probes.prefix(campaign.probesAtDetection).count { $0.isMiss }
    return [
      "fewer than \(misses) of the first \(campaign.probesAtDetection) names had been absent",
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
    return accepted.isEmpty
      ? "sign-ins from this source had succeeded, as from an office (none did)"
      : "the \(accepted.count) names that signed in from here belonged to whoever asked for the others"
  }
}
