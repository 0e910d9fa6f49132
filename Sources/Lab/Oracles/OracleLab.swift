import Model

/// An access log in which three of twelve endpoints tell who exists, and the names of the directory.
///
/// What is honest and looks like an oracle is in it too: names that do not exist are longer than those
/// that do, and some pages repeat them; each source has its network; the server is slower at noon and
/// answers one in a hundred requests late; people ask for themselves only, from slower networks, and
/// most at noon; one page got longer on the third day, when lists of names that exist had become
/// commoner; some requests are refused for their rate.
package struct OracleLab: Sendable {
  package private(set) var log: [UInt8] = []
  /// The directory, one name a line.
  package private(set) var directory = ""
  /// By endpoint, as an audit names it.
  package private(set) var planted: [String: OracleKind] = [:]
  package private(set) var endpoints: [String] = []

  private static let paths = [
    "/account/forgot-password?email=", "/login?user=", "/api/check-username?username=",
    "/register?email=", "/sso/authorize?login_hint=", "/profile/users?email=", "/recover?mail=",
    "/owa/auth/logon?username=", "/portal/signin?login=", "/shop/reset?email=",
    "/crm/session?user=",
    "/hr/signup?email=",
  ]
  private static let domain = "@corp.example"
  private static let people = 2_000
  private static let listers = 8
  private static let listLength = 500
  private static let days = 5
  private static let dayMilliseconds = 86_400_000
  /// 2 March 2026.
  private static let start: Int64 = 1_772_409_600_000

  private struct Page {
    var path: String
    var kind: OracleKind?
    var bodyBytes: Int
    var milliseconds: Double
    /// How often the body repeats the name.
    var repeats: Int
    /// Grows by so much on the third day.
    var growth: Int
  }

  private struct Request {
    var at: Int
    var page: Int
    var name: String
    var exists: Bool
    var source: String
    /// Milliseconds that its network adds, on average.
    var network: Double
  }

  private var random: SeededGenerator
  private var pages: [Page] = []
  private var existing: [String] = []
  private var others: [String] = []

  package init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    makeNames()
    makePages()
    var requests = listerRequests() + ownRequests()
    requests.sort { ($0.at, $0.source, $0.page) < ($1.at, $1.source, $1.page) }
    for request in requests { write(request) }
  }

  private mutating func makeNames() {
    var seen: Set<String> = []
    while existing.count < Self.people {
      let name = random.pick(CommonNames.given) + "." + random.pick(CommonNames.surnames)
      if seen.insert(name).inserted { existing.append(name + Self.domain) }
    }
    while others.count < 2 * Self.people {
      let middle = random.chance(0.5) ? "." + random.pick(CommonNames.given) : ""
      let name = random.pick(CommonNames.given) + middle + "." + random.pick(CommonNames.surnames)
      if seen.insert(name).inserted { others.append(name + Self.domain) }
    }
    directory = existing.map { $0 + "\n" }.joined()
  }

  private mutating func makePages() {
    let chosen = random.sample(Array(Self.paths.indices), OracleKind.allCases.count)
    for (index, path) in Self.paths.enumerated() {
      let kind = chosen.firstIndex(of: index).map { OracleKind.allCases[$0] }
      pages.append(
        Page(
          path: path,
          kind: kind,
          bodyBytes: random.within(200...9_000),
          milliseconds: random.within(25.0...90.0),
          repeats: random.below(3),
          growth: random.chance(0.25) ? 57 : 0
        )
      )
      let endpoint = "GET \(path){name}"
      endpoints.append(endpoint)
      planted[endpoint] = kind
    }
  }

  /// Sources with a list: on each page every name once, at a pace of their own.
  private mutating func listerRequests() -> [Request] {
    var requests: [Request] = []
    for lister in 0..<Self.listers {
      let source = "203.0.113.\(lister + 1)"
      let network = random.within(0.0...120.0)
      // Later lists know more names: existence goes with time.
      let share = 0.25 + 0.05 * Double(lister)
      let begin = Self.dayMilliseconds * lister / 2 + random.below(Self.dayMilliseconds / 2)
      for page in pages.indices {
        var at = begin
        let pace = random.within(2_000...40_000)
        for name in list(share) {
          at += random.within(pace / 2...pace * 3 / 2)
          requests.append(
            Request(
              at: at,
              page: page,
              name: name.text,
              exists: name.exists,
              source: source,
              network: network
            )
          )
        }
      }
    }
    return requests
  }

  private mutating func list(_ share: Double) -> [(text: String, exists: Bool)] {
    let count = Int(Double(Self.listLength) * share)
    var list = random.sample(existing, count).map { (text: $0, exists: true) }
    list += random.sample(others, Self.listLength - count).map { (text: $0, exists: false) }
    random.shuffle(&list)
    return list
  }

  /// People who ask for themselves, and now and then mistype.
  private mutating func ownRequests() -> [Request] {
    var requests: [Request] = []
    for person in 0..<Self.people / 2 {
      let source = "198.51.\(person / 250).\(person % 250 + 1)"
      let network = random.within(20.0...400.0)
      for _ in 0..<random.within(1...6) {
        let hour = 12 * 3_600_000 + random.within(-7_000_000...7_000_000)
        let isTypo = random.chance(0.08)
        requests.append(
          Request(
            at: random.below(Self.days) * Self.dayMilliseconds + hour,
            page: random.below(pages.count),
            name: isTypo ? "x" + existing[person] : existing[person],
            exists: !isTypo,
            source: source,
            network: network
          )
        )
      }
    }
    return requests
  }

  private mutating func write(_ request: Request) {
    let page = pages[request.page]
    var status = 200
    var length = page.bodyBytes + page.repeats * request.name.utf8.count
    if request.at > 2 * Self.dayMilliseconds { length += page.growth }
    var time = latency(page, request)
    if request.exists { leak(page.kind, &length, &time) }
    if random.chance(0.01) { (status, length, time) = (429, 162, 1) }
    let client = "\(request.source) - - [\(Self.clock(request.at))]"
    let line =
      "\(client) \"GET \(page.path)\(request.name) HTTP/1.1\" \(status) \(length)"
      + " \"-\" \"Mozilla/5.0\" \(Self.seconds(time))\n"
    log += Array(line.utf8)
  }

  private mutating func leak(_ kind: OracleKind?, _ length: inout Int, _ time: inout Double) {
    switch kind {
    case nil: break
    case .slow: time += OracleKind.milliseconds
    case .rarelySlow: if random.chance(OracleKind.share) { time += OracleKind.milliseconds }
    case .rareAnswer:
      guard random.chance(OracleKind.share) else { return }
      length += 34
      time += OracleKind.milliseconds
    }
  }

  /// A bell around the page's own time (8 ms wide), load by the hour, network, and a late one in a
  /// hundred.
  private mutating func latency(_ page: Page, _ request: Request) -> Double {
    let bell = (0..<12).reduce(-6.0) { sum, _ in sum + random.unit() }
    let hour = Double(request.at % Self.dayMilliseconds) / 3_600_000
    let load = hour > 8 && hour < 18 ? 12.0 : 0
    let late = random.chance(0.01) ? random.within(50.0...400.0) : 0
    return max(1, page.milliseconds + 8 * bell + load + request.network + late)
  }

  private static func seconds(_ milliseconds: Double) -> String {
    let whole = Int(milliseconds.rounded())
    let part = String(whole % 1000)
    return "\(whole / 1000)." + String(repeating: "0", count: 3 - part.count) + part
  }

  /// `02/Mar/2026:07:12:09 +0000`; all of it lies in March.
  private static func clock(_ at: Int) -> String {
    let text = Timestamp(millisecondsSince1970: start + Int64(at)).rfc3339
    let day = text.dropFirst(8).prefix(2)
    return "\(day)/Mar/2026:\(text.dropFirst(11).prefix(8)) +0000"
  }
}
