import Glibc
import Model

/// Mail of one new sender to accounts that a campaign was told of.
struct MailToConfirmed: Sendable {
  /// A sender with fewer recipients of the set than that is not looked at.
  static let fewestRecipients = 3
  /// Mail to everybody by the alphabet is in the order of a list by the alphabet: the recipients themselves
  /// must say something too.
  static let leastOverlap = 0.05

  struct Sender: Sendable {
    var attempts: [UInt32]
    var accounts: [UInt32]
    /// Of its recipients and their order together, times the senders that were looked at.
    var pValue: Double
  }

  /// Senders whose p-value is at most `level`, in order of their numbers.
  ///
  /// New is who delivered nothing before the campaign began. The two tests are independent: which
  /// accounts were written to says nothing of their order. So their product q has the p-value
  /// q (1 - ln q) (Fisher).
  static func senders(
    _ trace: AccountTrace,
    _ confirmed: ConfirmedSet,
    population: Int,
    marked: Int,
    level: Double,
    in table: AttemptTable
  ) -> [Sender] {
    let places = Dictionary(
      uniqueKeysWithValues: confirmed.order.enumerated().map { ($0.element, $0.offset) }
    )
    let candidates = Dictionary(grouping: trace.deliveries, by: \.source)
      .filter { source, mail in
        !confirmed.sources.contains(source) && mail.allSatisfy { $0.seconds > confirmed.begin }
          && mail.count(where: { isHit($0, confirmed) }) >= fewestRecipients
      }
    return candidates.sorted { $0.key < $1.key }.compactMap { _, mail in
      let mail = mail.filter { confirmed.isAfter($0.seconds, $0.account) }
        .sorted { AttemptTable.precedes(table[$0.index], table[$1.index]) }
      let hits = mail.filter { isHit($0, confirmed) }
      let overlap = Enrichment(
        population: population,
        marked: marked,
        drawn: mail.count,
        hits: hits.count
      )
      let order = ListOrder.pValue(hits.compactMap { places[$0.account] })
      let product = max(overlap.pValue * order, .leastNormalMagnitude)
      let pValue = min(1, product * (1 - log(product)) * Double(candidates.count))
      guard pValue <= level, overlap.pValue <= leastOverlap else { return nil }
      return Sender(attempts: hits.map(\.index), accounts: hits.map(\.account), pValue: pValue)
    }
  }

  private static func isHit(_ mail: AccountTrace.Delivery, _ confirmed: ConfirmedSet) -> Bool {
    confirmed.contains(mail.account) && confirmed.isAfter(mail.seconds, mail.account)
  }
}
