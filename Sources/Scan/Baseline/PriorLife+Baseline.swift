import Detection
import LogFormats
import Model

extension PriorLife {
  /// What of `baseline` concerns the names and sources of this scan.
  /// - Complexity: O(names + sources of the scan); nothing for an empty baseline.
  init(_ baseline: Baseline, in tables: TextTables) {
    self.init()
    if baseline.isEmpty { return }
    let services = Dictionary(uniqueKeysWithValues: Service.allCases.map { ($0.name, $0) })
    counts.add(baseline.counts)
    let names = Self.names(of: baseline, in: tables)
    let sources = Self.sources(of: baseline, in: tables)
    let clients = Self.clients(of: baseline, in: tables)
    for known in baseline.names {
      guard let name = names[known.name] else { continue }
      self.names.append(
        KnownName(
          name: name,
          services: known.services.compactMap { services[$0] },
          first: known.first
        )
      )
      for use in known.uses {
        uses.append(
          Use(
            name: name,
            address: Self.address(use.source),
            source: sources[use.source] ?? Attempt.none,
            client: use.client.flatMap { clients[$0] } ?? Attempt.none,
            first: use.first
          )
        )
      }
    }
    for (name, source) in baseline.habits {
      guard let name = names[name], let source = sources[source] else { continue }
      habits.insert(Pair(source: source, name: name))
    }
  }

  private static func names(of baseline: Baseline, in tables: TextTables) -> [String: UInt32] {
    let wanted = Set(baseline.names.map(\.name)).union(baseline.habits.map(\.name))
    return TextNumbers.of(wanted, count: tables.nameCount) {
      String(decoding: tables.nameBytes($0), as: UTF8.self)
    }
  }

  private static func sources(of baseline: Baseline, in tables: TextTables) -> [String: UInt32] {
    let wanted = Set(baseline.names.flatMap { $0.uses.map(\.source) })
      .union(baseline.habits.map(\.source))
    return TextNumbers.of(wanted, count: tables.sourceCount) { tables.source($0).text }
  }

  private static func clients(of baseline: Baseline, in tables: TextTables) -> [String: UInt32] {
    let wanted = Set(baseline.names.flatMap { $0.uses.compactMap(\.client) })
    return TextNumbers.of(wanted, count: tables.clientCount) { tables.client($0) }
  }

  private static func address(_ text: String) -> IPAddress? {
    let bytes = Array(text.utf8)
    return IPAddress(bytes.span, in: 0..<bytes.count)
  }
}

extension Baseline {
  /// Names and the sources that ask for them by habit or by the clock.
  fileprivate var habits: [(name: String, source: String)] {
    staleNames.filter(\.isHabit).map { ($0.name, $0.source) } + jobs.map { ($0.name, $0.source) }
  }
}

extension ProbeQuestion {
  var name: String {
    switch self {
    case .absent: "absent"
    case .refused: "refused"
    case .strange: "strange"
    }
  }

  init?(name: String) {
    guard let question = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = question
  }
}
