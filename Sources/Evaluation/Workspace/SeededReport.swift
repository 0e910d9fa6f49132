import Model
import WorkspaceStore

/// A report of a seeded workspace: some pages in no language, with claims at their places.
struct SeededReport {
  private static let paragraphs = 20
  private static let wordsInParagraph = 80

  private let number: Int
  private let count: Int
  private let cast: SeededCast
  private var draw: SeededDraw

  init(number: Int, of count: Int, seed: UInt64, cast: SeededCast) {
    (self.number, self.count, self.cast) = (number, count, cast)
    draw = SeededDraw(seed: ~seed &+ UInt64(number) &* 0xd134_2543_de82_ef95)
  }

  var report: NewReport {
    var report = self
    return report.drawn()
  }

  private mutating func drawn() -> NewReport {
    var bytes: [UInt8] = []
    var sections: [TextSection] = []
    var claims: [Claim] = []
    for _ in 0..<Self.paragraphs {
      let start = bytes.count
      for _ in 0..<Self.wordsInParagraph {
        if draw.chance(0.02) { claims.append(claim(at: bytes.count)) }
        let claimed = claims.last.flatMap { $0.span.lowerBound == bytes.count ? $0.subject : nil }
        bytes += (claimed ?? cast.words[draw.popular(cast.words.count)]).utf8
        bytes.append(UInt8(ascii: " "))
      }
      sections.append(TextSection(kind: .paragraph, range: start..<bytes.count))
      bytes.append(UInt8(ascii: "\n"))
    }
    let title = (0..<4).map { _ in draw.pick(cast.words) }.joined(separator: " ")
    let age = Int64(count - number) * 3_600_000
    return NewReport(
      sha256: draw.digits(64),
      name: "report-\(number).txt",
      format: "text",
      original: bytes,
      text: ReportText(title: title, bytes: bytes, sections: sections, wasCut: false),
      claims: claims,
      sketch: (0..<128).map { _ in UInt32(truncatingIfNeeded: draw.bits()) },
      nearDuplicateOf: nil,
      reliability: draw.pick(SourceReliability.allCases),
      trafficLight: draw.pick(TrafficLight.allCases),
      addedAt: Timestamp(
        millisecondsSince1970: SeededScan.end.millisecondsSince1970 - age
      ),
      toolVersion: "seeded"
    )
  }

  private mutating func claim(at place: Int) -> Claim {
    let isIndicator = draw.chance(0.5)
    let address = cast.addresses[draw.popular(cast.addresses.count)]
    let subject = cast.subjects[draw.popular(cast.subjects.count)]
    let text = isIndicator ? address : subject.id
    return Claim(
      kind: isIndicator ? .indicator : subject.kind,
      subject: text,
      detail: isIndicator ? "ipv4" : text,
      method: isIndicator ? .pattern : .explicitID,
      score: 0.9,
      span: place..<place + text.utf8.count
    )
  }
}
