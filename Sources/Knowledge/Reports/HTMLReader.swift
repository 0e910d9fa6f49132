import Model

/// The text of a page: headings, paragraphs, items, rows and code. Scripts, styles and comments are
/// passed over; nothing is fetched.
struct HTMLReader {
  /// More markup than any report has. What lies behind is cut.
  static let mostMarkup = 16 << 20

  private var scanner: MarkupScanner
  private var block: [UInt8] = []
  private var depth: [TextSection.Kind: Int] = [:]
  /// Open elements of what is on every page; a heading of the first rank or the main part ends them.
  private var boilerplateDepth = 0
  private let isCut: Bool

  init(_ bytes: [UInt8]) {
    isCut = bytes.count > Self.mostMarkup
    scanner = MarkupScanner(isCut ? Array(bytes.prefix(Self.mostMarkup)) : bytes)
  }

  private static let withoutText: Set = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button",
  ]
  private static let blocks: Set = [
    "p", "div", "section", "article", "blockquote", "ul", "ol", "table", "body", "main", "header",
    "footer", "nav", "aside", "dl", "dt", "dd", "figure", "figcaption", "hr", "form",
  ]
  private static let boilerplate: Set = ["nav", "footer", "aside"]
  private static let kinds: [String: TextSection.Kind] = [
    "h1": .heading, "h2": .heading, "h3": .heading, "h4": .heading, "h5": .heading,
    "h6": .heading, "li": .list, "pre": .code, "tr": .table,
  ]

  func read(into builder: inout ReportTextBuilder) {
    var reader = self
    if isCut { builder.cut() }
    reader.readTokens(into: &builder)
  }

  private mutating func readTokens(into builder: inout ReportTextBuilder) {
    var isTitle = false
    while let token = scanner.next() {
      switch token {
      case .text(let range):
        // Room for references, which shrink.
        let text = CharacterReference.resolved(
          scanner.bytes[range].prefix(2 * ReportTextBuilder.longestText)
        )
        if isTitle {
          let title = VisibleWords.clean(text.prefix(500), keepsLines: false)
          builder.title = String(decoding: title, as: UTF8.self)
        } else {
          block += text
        }
      case .open(let name, _):
        isTitle = name == "title" && builder.title.isEmpty
        if Self.withoutText.contains(name) { scanner.skip(to: name) }
        begin(name, &builder)
      case .close(let name):
        isTitle = false
        end(name, &builder)
      }
      if block.count > ReportTextBuilder.longestText { flush(&builder) }
      if builder.isFull, !isCut || block.isEmpty == false { break }
    }
    flush(&builder)
  }

  private var kind: TextSection.Kind {
    for kind in [TextSection.Kind.heading, .code, .table, .list] where depth[kind, default: 0] > 0 {
      return kind
    }
    return .paragraph
  }

  private mutating func begin(_ name: String, _ builder: inout ReportTextBuilder) {
    if Self.boilerplate.contains(name) || ["main", "article", "h1"].contains(name) {
      flush(&builder)
      boilerplateDepth = Self.boilerplate.contains(name) ? boilerplateDepth + 1 : 0
    }
    if let kind = Self.kinds[name] {
      flush(&builder)
      // A heading, an item or a row that was not ended ends where the next begins.
      depth[kind] = 1
    } else if name == "td" || name == "th" {
      if !block.isEmpty { block += Array(" | ".utf8) }
    } else if name == "br" {
      kind == .code ? block.append(10) : block.append(32)
    } else if Self.blocks.contains(name), kind != .table {
      flush(&builder)
    }
  }

  private mutating func end(_ name: String, _ builder: inout ReportTextBuilder) {
    if let kind = Self.kinds[name] {
      flush(&builder)
      depth[kind] = 0
    } else if Self.blocks.contains(name), kind != .table {
      flush(&builder)
    }
    if Self.boilerplate.contains(name) { boilerplateDepth = max(0, boilerplateDepth - 1) }
  }

  private mutating func flush(_ builder: inout ReportTextBuilder) {
    builder.add(block, as: boilerplateDepth > 0 ? .boilerplate : kind)
    block.removeAll(keepingCapacity: true)
  }
}
