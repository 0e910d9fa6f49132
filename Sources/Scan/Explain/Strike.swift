/// Evidence that an analyst takes out of a log, to see whether the verdict stands without it.
package enum Strike: Equatable, Sendable {
  /// A source, as findings show it.
  case source(String)
  /// An account, in lower case.
  case account(String)
  /// A term of the finding's score, by its name.
  case term(String)

  /// Reads `source:ADDRESS`, `account:NAME` or `term:NAME`. `nil` for anything else.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let value = String(text[text.index(after: colon)...])
    if value.isEmpty { return nil }
    switch text[..<colon] {
    case "source": self = .source(value)
    case "account": self = .account(value.lowercased())
    case "term": self = .term(value)
    default: return nil
    }
  }
}

/// Why a strike cannot be made.
package enum StrikeError: Error, Equatable {
  /// No attempt of the logs is of that source or account.
  case nothingToStrike(String)
  /// The finding has other terms with attempts behind them: these.
  case noSuchTerm(String, known: [String])

  package var message: String {
    switch self {
    case .nothingToStrike(let what): "nothing in the logs is of \(what)"
    case .noSuchTerm(let name, let known):
      "no attempts are behind the term '\(name)'; there are: \(known.joined(separator: "; "))"
    }
  }
}
