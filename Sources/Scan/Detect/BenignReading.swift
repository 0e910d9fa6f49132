import Detection
import Model

/// What would have made a roll call benign: sentences that an analyst can check.
enum BenignReading {
  static func texts(
    of call: RollCall,
    accounts: CampaignAccounts,
    table: AttemptTable
  ) -> [String] {
    var texts: [String] = []
    let misses = call.probes.prefix(call.probesAtDetection).count { $0.isMiss }
    texts.append(
      "Had fewer than \(misses) of the first \(call.probesAtDetection) names been absent, "
        + "the line would not have been crossed there."
    )
    texts.append(
      "Were the \(accounts.absentCount) absent names people who left, one earlier sign-in of each "
        + "in these logs would show it; none does."
    )
    if let text = acceptedText(call, table: table) { texts.append(text) }
    let excused = zip(ProbeReader.Excuse.allCases, call.excused).filter { $0.1 > 0 }
    for (excuse, count) in excused {
      texts.append("Left out as innocent: \(count) \(excuse.text).")
    }
    return texts
  }

  private static func acceptedText(_ call: RollCall, table: AttemptTable) -> String? {
    let accepted = Set(
      call.attempts.map { table[$0] }.filter { $0.outcome.credential == .accepted }.map(\.name)
    )
    return accepted.isEmpty
      ? "An office or a carrier behind this address would show sign-ins that succeed; there is none."
      : "\(accepted.count) names signed in from this address: if people share it, look at who asked."
  }
}
