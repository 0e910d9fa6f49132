import Hummingbird
import Model
import Scan
import WorkspaceStore

/// The conditions of a list of findings, as a query and as a form.
struct FindingQueryForm {
  static let patterns: [Finding.Pattern] = [
    .singleSource, .distributed, .sourceFree, .followOn, .canary,
  ]

  let filter: FindingFilter
  let order: FindingOrder
  let cursor: FindingCursor?
  private let since: String
  private let until: String

  /// - Throws: 400 for a condition that cannot be understood, rather than a list without it.
  init(_ query: Parameters) throws {
    func text(_ name: String) -> String? {
      query.get(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    func parsed<Value>(_ name: String, _ parse: (String) -> Value?) throws -> Value? {
      guard let text = text(name) else { return nil }
      guard let value = parse(text) else {
        throw HTTPError(.badRequest, message: "The condition '\(name)' cannot be understood.")
      }
      return value
    }
    filter = FindingFilter(
      technique: text("technique").map { TechniqueID(rawValue: $0) },
      pattern: try parsed("pattern") { Finding.Pattern(rawValue: $0) },
      source: text("source"),
      account: text("account"),
      since: try parsed("since", Self.day),
      until: try parsed("until", Self.day),
      scanID: text("scan"),
      withConfirmedAccounts: text("confirmed") != nil,
      withStages: text("stages") != nil,
      isAuthorised: try parsed("authorised") { ["yes": true, "no": false][$0] },
      includingSuperseded: text("superseded") != nil
    )
    order = try parsed("order") { FindingOrder(rawValue: $0) } ?? .latest
    cursor = try parsed("after") { FindingCursor(text: $0) }
    (since, until) = (text("since") ?? "", text("until") ?? "")
  }

  private static func day(_ text: String) -> Timestamp? {
    Timestamp(rfc3339: text + "T00:00:00.000Z")
  }

  func link(after cursor: FindingCursor) -> String {
    var query = query
    query.parts.append(("after", cursor.text))
    return query.link("/findings")
  }

  /// The conditions and the order, without a place.
  var query: Query {
    Query([
      ("technique", filter.technique?.rawValue), ("pattern", filter.pattern?.rawValue),
      ("source", filter.source), ("account", filter.account), ("since", since), ("until", until),
      ("scan", filter.scanID), ("confirmed", filter.withConfirmedAccounts ? "1" : nil),
      ("stages", filter.withStages ? "1" : nil),
      ("superseded", filter.includingSuperseded ? "1" : nil),
      ("authorised", filter.isAuthorised.map { $0 ? "yes" : "no" }),
      ("order", order == .latest ? nil : order.rawValue),
    ])
  }

  var html: HTML {
    """
    <form class="filters card" action="/findings">
    \(field("Source", "source", filter.source)) \(field("Account", "account", filter.account))
    \(field("Technique", "technique", filter.technique?.rawValue))
    <label>Pattern <select name="pattern"><option value="">any</option>\(patternOptions)</select></label>
    <label>Since <input type="date" name="since" value="\(since)"></label>
    <label>Before <input type="date" name="until" value="\(until)"></label>
    <label>Authorised <select name="authorised">\(authorisedOptions)</select></label>
    <label>Order <select name="order">\(orderOptions)</select></label>
    \(check("Confirmed accounts", "confirmed", filter.withConfirmedAccounts))
    \(check("Follow-on attacks", "stages", filter.withStages))
    \(check("Superseded too", "superseded", filter.includingSuperseded))
    \(scan)<button>Show</button> <a href="/findings">All</a></form>
    """
  }

  private var scan: HTML {
    filter.scanID.map { "<label>Scan <input name=\"scan\" value=\"\($0)\"></label>" } ?? ""
  }

  private var patternOptions: [HTML] {
    Self.patterns.map {
      Self.option($0.rawValue, FindingHeadline.pattern($0), isChosen: $0 == filter.pattern)
    }
  }

  private var authorisedOptions: [HTML] {
    let choices: [(String, String, Bool?)] = [
      ("", "behind the others", nil), ("no", "left out", false), ("yes", "only", true),
    ]
    return choices.map { Self.option($0, $1, isChosen: filter.isAuthorised == $2) }
  }

  private var orderOptions: [HTML] {
    FindingOrder.allCases.map {
      Self.option($0.rawValue, $0.rawValue, isChosen: $0 == order)
    }
  }

  private static func option(_ value: String, _ name: String, isChosen: Bool) -> HTML {
    "<option value=\"\(value)\"\(HTML.when(isChosen, " selected"))>\(name)</option>"
  }

  private func field(_ label: String, _ name: String, _ value: String?) -> HTML {
    "<label>\(label) <input name=\"\(name)\" value=\"\(value ?? "")\"></label>"
  }

  private func check(_ label: String, _ name: String, _ isOn: Bool) -> HTML {
    """
    <label class="check"><input type="checkbox" name="\(name)" value="1"\
    \(HTML.when(isOn, " checked"))> \(label)</label>
    """
  }
}
