/// What programs say of themselves. Events hold the number of an entry.
enum Clients {
  struct Client {
    /// As a user agent.
    var agent: [UInt8]
    /// As an Entra client app.
    var app: [UInt8]
    var isPhone: Bool

    init(_ agent: String, app: String = "Browser", isPhone: Bool = false) {
      self.agent = Array(agent.utf8)
      self.app = Array(app.utf8)
      self.isPhone = isPhone
    }
  }

  static let all: [Client] =
    browsers + phones + programs
    + (0..<rareCount).map { Client("listwalk/0.\($0) (build \($0 * 7 + 3))", app: "Other clients") }

  private static let browsers = [
    Client(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36"
    ),
    Client("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:148.0) Gecko/20100101 Firefox/148.0"),
    Client("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
    Client(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_3) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15"
    ),
  ]
  private static let phones = [
    Client("MailPhone/12.4 (Android 16)", app: "Exchange ActiveSync", isPhone: true),
    Client("Phone/18.2", app: "Exchange ActiveSync", isPhone: true),
    Client("Pocket-Mail/7.1", app: "Exchange ActiveSync", isPhone: true),
  ]
  private static let programs = [
    Client("python-requests/2.32.4", app: "Other clients"),
    Client("Go-http-client/1.1", app: "Other clients"),
    Client("ExampleBot/2.1 (+https://bot.example.org/)"),
    Client("StatusCheck/3.0", app: "Other clients"),
    Client("curl/8.14.1", app: "Other clients"),
  ]

  static let browserNumbers = 0..<4
  static let phoneNumbers = 4..<7
  static let requests = 7
  static let bot = 9
  static let monitor = 10
  static let toolNumbers = [7, 8, 11]
  /// Clients that only one operator has.
  static let rareCount = 64
  static let rareNumbers = 12..<12 + rareCount
}
