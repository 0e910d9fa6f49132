import Detection

/// How the accounts of a company are made of names, told from those that are known.
package struct NameMaker: Sendable {
  /// A way to make a name of a given one and a surname.
  package enum Template: String, Sendable, CaseIterable {
    case firstDotLast = "first.last"
    case firstUnderscoreLast = "first_last"
    case firstDashLast = "first-last"
    case initialDotLast = "f.last"
    case lastDotFirst = "last.first"
    case initialLast = "flast"
    case firstInitial = "firstl"

    func name(_ given: String, _ surname: String) -> String {
      switch self {
      case .firstDotLast: "\(given).\(surname)"
      case .firstUnderscoreLast: "\(given)_\(surname)"
      case .firstDashLast: "\(given)-\(surname)"
      case .initialDotLast: "\(given.prefix(1)).\(surname)"
      case .lastDotFirst: "\(surname).\(given)"
      case .initialLast: "\(given.prefix(1))\(surname)"
      case .firstInitial: "\(given)\(surname.prefix(1))"
      }
    }
  }

  package let template: Template
  /// With its `@`; empty where most names have none.
  package let domain: String
  private let known: Set<String>
  private let knownLocalParts: [[UInt8]]

  /// `accounts` are in lower case. Without any: `first.last` and no domain.
  package init(accounts: [String]) {
    let parts = accounts.map(Self.parts)
    known = Set(parts.map(\.local))
    knownLocalParts = known.sorted().map { Array($0.utf8) }
    template = Self.commonest(parts.compactMap { Self.template(of: $0.local) }) ?? .firstDotLast
    domain = Self.commonest(parts.map(\.domain)) ?? ""
  }

  private static func parts(_ account: String) -> (local: String, domain: String) {
    let bare = account.split(separator: "\\", maxSplits: 1).last.map(String.init) ?? account
    guard let at = bare.firstIndex(of: "@") else { return (bare, "") }
    return (String(bare[..<at]), String(bare[at...]))
  }

  /// `nil` for a name that shows none: a word without a mark in it may be a given name.
  private static func template(of local: String) -> Template? {
    let marks = local.filter { !$0.isLetter && !$0.isNumber }
    let tokens = local.split { !$0.isLetter && !$0.isNumber }
    guard tokens.count == 2, let mark = marks.first, marks.count == 1 else {
      guard tokens.count == 1, let first = NameWords.given(startingIn: local) else {
        return tokens.count == 1 && NameWords.surnames.contains(String(local.dropFirst()))
          ? .initialLast : nil
      }
      return first.count + 1 == local.count ? .firstInitial : nil
    }
    switch mark {
    case "_": return .firstUnderscoreLast
    case "-": return .firstDashLast
    case ".":
      if tokens[0].count == 1 { return .initialDotLast }
      return NameWords.givens.contains(String(tokens[1]))
        && !NameWords.givens.contains(String(tokens[0])) ? .lastDotFirst : .firstDotLast
    default: return nil
    }
  }

  /// The commonest; of equally common ones the first in order.
  private static func commonest<Value: Hashable & Sendable>(_ values: [Value]) -> Value? {
    var counts: [Value: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    return values.first { counts[$0] == most }
  }

  /// Whether nobody has the name, nor one that a slip of two letters makes of it.
  package func isFree(_ local: String) -> Bool {
    if known.contains(local) { return false }
    let text = Array(local.utf8)
    return !knownLocalParts.contains { isTypo(text, of: $0) }
  }
}
