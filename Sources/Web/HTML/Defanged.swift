/// Indicators as pages show them, so that nobody opens one by accident.
enum Defanged {
  static func text(_ indicator: String) -> String {
    indicator.replacing("http", with: "hxxp").replacing(".", with: "[.]")
  }
}
