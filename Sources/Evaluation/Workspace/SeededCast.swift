import Model

/// The addresses, accounts and subjects that a seeded workspace is about. Some come up everywhere.
struct SeededCast: Sendable {
  private static let addressCount = 200_000
  private static let accountCount = 30_000
  private static let given = ["anna", "ivo", "dora", "max", "lena", "piet", "olga", "finn", "mei"]
  private static let family = ["berg", "lind", "petrov", "smith", "jansen", "novak", "sato"]
  private static let techniques = [
    "T1589.002", "T1110.003", "T1110.001", "T1078", "T1078.004", "T1566.001", "T1566.002",
    "T1087.002", "T1003.001", "T1021.001", "T1059.001", "T1071.001", "T1105", "T1133", "T1190",
    "T1204.002", "T1486", "T1498", "T1505.003", "T1547.001", "T1562.001", "T1567.002", "T1589.001",
    "T1595.002",
  ]
  private static let actors = [
    "G0007", "G0016", "G0032", "G0034", "G0046", "G0049", "G0059", "G0064", "G0096", "G0143",
  ]
  private static let software = [
    "S0002", "S0029", "S0039", "S0075", "S0154", "S0194", "S0357", "S0363", "S0488", "S0633",
  ]

  let addresses: [String]
  let accounts: [String]
  /// Techniques, actors and software, the often claimed first.
  let subjects: [(kind: Claim.Kind, id: String)]
  /// Of an invented language, the frequent first.
  let words: [String]

  init(seed: UInt64) {
    var draw = SeededDraw(seed: seed ^ 0x6361_7374)
    // Without the networks that are nobody's or everybody's.
    addresses = (0..<Self.addressCount).map { _ in
      "\(11 + draw.below(112)).\(draw.below(256)).\(draw.below(256)).\(1 + draw.below(254))"
    }
    accounts = (0..<Self.accountCount).map {
      "\(draw.pick(Self.given)).\(draw.pick(Self.family))\($0)@corp.example"
    }
    let longest = max(Self.techniques.count, Self.actors.count, Self.software.count)
    subjects = (0..<longest).flatMap { place in
      [
        (Claim.Kind.technique, Self.techniques), (.actor, Self.actors), (.software, Self.software),
      ].compactMap { kind, ids in place < ids.count ? (kind: kind, id: ids[place]) : nil }
    }
    words = (0..<20_000).map { _ in
      (0..<(1 + draw.below(4))).map { _ in
        draw.pick(["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zy", "pra", "sten"])
      }.joined()
    }
  }
}
