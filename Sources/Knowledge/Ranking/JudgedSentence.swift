/// A sentence of a report on which an analyst decided: it shows the technique, or it does not.
package struct JudgedSentence: Sendable, Equatable {
  package var technique: String
  package var text: String
  package var isAccepted: Bool
  /// Sentences of one report have one number: they are held out together when a model is checked.
  package var fold: Int

  package init(technique: String, text: String, isAccepted: Bool, fold: Int) {
    self.technique = technique
    self.text = text
    self.isAccepted = isAccepted
    self.fold = fold
  }
}
