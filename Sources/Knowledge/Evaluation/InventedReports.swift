/// Reports of invented attacks for measuring what taking them in and correlating them costs.
///
/// About ten reports speak of one campaign: they share its group, its tools, its techniques and some of
/// its indicators. The other indicators are the report's own. One report in twenty is another one with a
/// few words changed.
package struct InventedReports: Sendable {
  private static let reportsOfACampaign = 10
  private let groups: [String]
  private let tools: [String]
  private let techniques: [String]

  package init(_ facts: AttackFacts) {
    groups = facts.current(.group).map { facts.objects[$0].name }
    tools = facts.current(.malware).map { facts.objects[$0].name }
    techniques = facts.current(.technique).map {
      "\(facts.objects[$0].id.rawValue) \(facts.objects[$0].name)"
    }
  }

  /// The text of report `number` of a collection of `count`; the same for the same numbers.
  package func text(_ number: Int, of count: Int) -> String {
    if number % 20 == 19 { return text(number - 1, of: count) + "\n\nCopied by a second site." }
    var random = SplitMix(state: UInt64(number) &* 0x9e37_79b9 &+ 1)
    let campaign = number % max(1, count / Self.reportsOfACampaign)
    var shared = SplitMix(state: UInt64(campaign) &* 0x51ed_270b &+ 7)
    let group = groups[Int.random(in: groups.indices, using: &shared)]
    let tools = (0..<3).map { _ in self.tools[Int.random(in: self.tools.indices, using: &shared)] }
    let steps = (0..<8).map { _ in techniques[Int.random(in: techniques.indices, using: &shared)] }
    let common = (0..<10).map { _ in Self.indicator(using: &shared) }
    var lines = ["Operation \(campaign) \(Self.word(using: &random))"]
    for paragraph in 0..<12 {
      var words = (0..<70).map { _ in Self.word(using: &random) }
      words.insert("The \(group) group used \(tools[paragraph % 3])", at: 20)
      words.insert("which shows \(steps[paragraph % 8]).", at: 50)
      lines.append(words.joined(separator: " ") + ".")
    }
    lines.append("Indicators of compromise")
    lines += common.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    lines += (0..<20).map { _ in Self.indicator(using: &random) }
    return lines.joined(separator: "\n\n")
  }

  private static func word(using random: inout SplitMix) -> String {
    let syllables = ["ka", "lo", "mi", "ren", "tus", "vor", "ne", "shi", "dal", "per", "go", "est"]
    return (0..<Int.random(in: 1...4, using: &random)).map { _ in
      syllables[Int.random(in: syllables.indices, using: &random)]
    }.joined()
  }

  private static func indicator(using random: inout SplitMix) -> String {
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      let parts = (0..<3).map { _ in String(Int.random(in: 1...254, using: &random)) }
      return "45." + parts.joined(separator: "[.]")
    case 1:
      return word(using: &random) + "-\(Int.random(in: 0..<100_000, using: &random))[.]top"
    default:
      let digits = Array("0123456789abcdef")
      return String((0..<64).map { _ in digits[Int.random(in: 0..<16, using: &random)] })
    }
  }
}
