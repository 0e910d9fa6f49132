import Model
import Scan

extension ExposureAudit {
  /// For people: endpoints that tell first, then those that do not, then those of which nothing is
  /// known.
  package var text: String {
    let told = endpoints.filter { $0.verdict == .differs }
    let alike = endpoints.filter { $0.verdict == .alike }
    let open = endpoints.filter { $0.verdict == .notEnough }
    var lines = [Self.counted(told, "differently for names that exist")]
    for (rank, endpoint) in told.enumerated() { lines += endpoint.lines(rank: rank + 1) }
    lines.append(Self.counted(alike, "alike"))
    lines += alike.map { "  \($0.endpoint): \($0.counts)" }
    lines.append("cannot be told, for too few requests of one source on both: \(open.count)")
    lines += open.map { "  \($0.endpoint): \($0.counts)" }
    lines += unnamed.sorted { $0.key < $1.key }.map {
      "cannot be seen: \($0.key), \($0.value) requests whose names stand in bodies"
    }
    lines.append(
      "\(requests) requests with names, \(unlabelled) on names of which nothing is known"
    )
    if contradictedNames > 0 {
      lines.append(
        "\(contradictedNames) names left out: logs say that they exist and that they do not"
      )
    }
    return lines.map { VisibleText.escaped($0) + "\n" }.joined()
  }

  private static func counted(_ endpoints: [EndpointAudit], _ how: String) -> String {
    endpoints.count == 1
      ? "1 endpoint answers \(how)" : "\(endpoints.count) endpoints answer \(how)"
  }

  /// What changed against an earlier audit, one line an endpoint.
  package func changes(since earlier: ExposureAudit) -> [String] {
    let before = Dictionary(earlier.endpoints.map { ($0.endpoint, $0) }) { first, _ in first }
    return endpoints.compactMap { now in
      guard let old = before[now.endpoint], old.verdict == .differs || now.verdict == .differs
      else {
        return before[now.endpoint] == nil && now.verdict == .differs
          ? "\(now.endpoint): not seen before; now \(now.inBrief)" : nil
      }
      return "\(now.endpoint): before \(old.inBrief); now \(now.inBrief)"
    }
  }
}

extension EndpointAudit {
  fileprivate var counts: String { "\(existing) requests on names that exist, \(absent) on others" }

  package var inBrief: String {
    switch verdict {
    case .alike: "alike (\(counts))"
    case .notEnough: "not enough to tell (\(counts))"
    case .differs:
      differences.map { "\($0.channel.rawValue) \($0.effectText)" }.joined(separator: ", ")
    }
  }

  fileprivate func lines(rank: Int) -> [String] {
    let probes =
      probesPerName.map { $0 < 1.5 ? "one probe" : "\(Int($0.rounded(.up))) probes" } ?? ""
    var lines = [
      "\(rank). \(endpoint): \(probes) a name, \(Self.figure(bits)) bits a probe",
      "   \(counts), \(existingNames) names, \(sources) sources",
    ]
    lines += differences.map {
      "   \($0.channel.rawValue): \($0.statement): \($0.effectText), p \(Self.figure($0.adjustedP))"
    }
    return lines + citations.map { "   \(ControlText.place(of: $0))" }
  }

  static func figure(_ value: Double) -> String {
    if value != 0, abs(value) < 0.001 { return Self.scientific(value) }
    let thousandths = (value * 1000).rounded() / 1000
    return "\(thousandths)"
  }

  private static func scientific(_ value: Double) -> String {
    var (mantissa, exponent) = (value, 0)
    while abs(mantissa) < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    return "\((mantissa * 10).rounded() / 10)e\(exponent)"
  }
}

extension EndpointAudit.Difference {
  /// `+30.2 ms (28.1 to 32.4)`; shares in per cent.
  package var effectText: String {
    let isShare = unit != "ms"
    func number(_ value: Double) -> String {
      "\(((isShare ? value * 100 : value) * 10).rounded() / 10)"
    }
    let sign = effect >= 0 ? "+" : ""
    let name = isShare ? "% of answers" : " ms"
    return "\(sign)\(number(effect))\(name) (\(number(low)) to \(number(high)))"
  }
}
