/// A report that ATT&CK cites.
package struct CitedReport: Sendable, Codable, Equatable {
  /// `ar-` and twelve digits made of the address: the same in every version of ATT&CK.
  package var id: String
  /// Author, date and title.
  package var title: String
  package var url: String
  /// `2024-05-01`, or as much of it as the title says.
  package var published: String?
}

/// The reports behind ATT&CK's relations. Two citations of one address are one report; what has no
/// address cannot be looked up and does not count.
package struct CitedReports: Sendable {
  package let reports: [CitedReport]
  /// For each citation, the index of its report.
  private let reportOfCitation: [Int?]

  package init(_ facts: AttackFacts) {
    var reports: [CitedReport] = []
    var indexOfURL: [String: Int] = [:]
    reportOfCitation = facts.citations.map { citation in
      if citation.url.isEmpty { return nil }
      if let known = indexOfURL[citation.url] { return known }
      indexOfURL[citation.url] = reports.count
      reports.append(
        CitedReport(
          id: Self.id(of: citation.url),
          title: citation.title.isEmpty ? citation.name : citation.title,
          url: citation.url,
          published: CitationTitle.date(citation.title)
        )
      )
      return reports.count - 1
    }
    self.reports = reports
  }

  /// The reports of these citations, each once, in order.
  package func indices(of citations: some Sequence<Int>) -> [Int] {
    var seen: Set<Int> = []
    return citations.compactMap { reportOfCitation[$0] }.filter { seen.insert($0).inserted }
  }

  /// The FNV-1a hash of the address; among 10,000 addresses two alike are as likely as 1 in 5 million.
  static func id(of url: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in url.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash >> 16, radix: 16)
    return "ar-" + String(repeating: "0", count: 12 - digits.count) + digits
  }
}
