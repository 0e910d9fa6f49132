package import Model

/// One term of a score: its power of ten, its name, and the attempts behind it.
package enum TermText {
  package static func text(_ term: Finding.Score.Term) -> String {
    let figure = Figure.oneDecimal(abs(term.log10E))
    let sign = term.log10E < 0 && figure != "0.0" ? "-" : "+"
    return "\(sign)\(figure) \(term.name)"
      + " (\(Figure.count(term.attempts, "attempt")))"
  }
}
