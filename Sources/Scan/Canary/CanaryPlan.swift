package import Model

/// Proposes canary names that look like the company's accounts and are nobody's.
///
/// The same accounts and seed give the same names.
package struct CanaryPlan: Sendable {
  private let maker: NameMaker
  private var state: UInt64

  /// `accounts` are names that exist, in lower case and in order.
  package init(accounts: [String], seed: UInt64) {
    maker = NameMaker(accounts: accounts)
    state = seed
  }

  package var template: NameMaker.Template { maker.template }

  /// So many names of each class, as entries with the place left to be filled in.
  /// - Throws: `AllowError` where no free name is left.
  package mutating func entries(
    ofEach count: Int,
    owner: String,
    since: Timestamp?
  ) throws(AllowError) -> [CanaryEntry] {
    var taken: Set<String> = []
    var entries: [CanaryEntry] = []
    for kind in CanaryEntry.Class.allCases {
      for number in 0..<count {
        let local = try freeName(kind, number, taken)
        taken.insert(local)
        entries.append(
          try CanaryEntry(
            name: local + maker.domain,
            kind: kind.rawValue,
            channel: "\(kind.text), to be put out",
            owner: owner,
            since: since,
            until: nil
          )
        )
      }
    }
    return entries
  }

  private static let tries = 2000

  private mutating func freeName(
    _ kind: CanaryEntry.Class,
    _ number: Int,
    _ taken: Set<String>
  ) throws(AllowError) -> String {
    for _ in 0..<Self.tries {
      let local = draw(kind, number)
      if !taken.contains(local), maker.isFree(local) { return local }
    }
    throw AllowError(message: "no free name was found for class \(kind.rawValue)")
  }

  private mutating func draw(_ kind: CanaryEntry.Class, _ number: Int) -> String {
    let surname = pick(NameWords.surnames)
    switch kind {
    case .directory, .webPage, .leakedFile:
      return maker.template.name(pick(NameWords.givens), surname)
    case .alphabet:
      // By turns near the top and in the middle.
      let range = number.isMultiple(of: 2) ? "a"..<"b" : "l"..<"n"
      return maker.template.name(
        pick(NameWords.givens.filter(range.contains)),
        pick(NameWords.surnames.filter(range.contains))
      )
    case .templateTwin:
      return twin.name(pick(NameWords.givens), surname)
    }
  }

  /// A template that the company does not use and that a guesser would try.
  private var twin: NameMaker.Template {
    maker.template == .initialDotLast ? .firstDotLast : .initialDotLast
  }

  private mutating func pick(_ words: [String]) -> String {
    words[Int(next() % UInt64(words.count))]
  }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
