/// Why nothing, or not all, was generated.
struct LoggenError: Error, Equatable {
  let text: String

  init(_ text: String) {
    self.text = text
  }
}
