import Detection
package import Model

/// What honest sources of one service do, as learned: the mean of a Beta and its weight.
package struct BaselineNull: Equatable, Sendable, Codable {
  package var service: String
  package var question: String
  package var mean: Double
  /// The weight of so many probes.
  package var concentration: Double
  package var sources: Int

  /// Of every service that taught something.
  package static func all(of baseline: Baseline) -> [BaselineNull] {
    var counts = ProbeCounts()
    counts.add(baseline.counts)
    var null = NullModel()
    null.learn(from: counts)
    var found: [BaselineNull] = []
    for service in Service.allCases.sorted(by: { $0.name < $1.name }) {
      for question in ProbeQuestion.allCases {
        let own = baseline.counts.filter {
          $0.service == service.name && $0.question == question.name
        }
        if own.isEmpty { continue }
        let rate = null[service, question]
        found.append(
          BaselineNull(
            service: service.name,
            question: question.name,
            mean: rate.mean.rounded(toPlaces: 4),
            concentration: rate.concentration.rounded(toPlaces: 1),
            sources: own.reduce(0) { $0 + $1.sources }
          )
        )
      }
    }
    return found
  }

  var line: String {
    "  \(service) \(question): \((mean * 100).rounded(toPlaces: 2)) % with the weight of \(concentration) probes, from \(sources) sources"
  }
}

extension ProbeCounts {
  /// Counts of services and questions that this version does not know are left out.
  mutating func add(_ counts: [Baseline.Count]) {
    let services = Dictionary(uniqueKeysWithValues: Service.allCases.map { ($0.name, $0) })
    for count in counts {
      guard let service = services[count.service],
        let question = ProbeQuestion(name: count.question)
      else { continue }
      add(service, question, .init(yes: count.yes, asked: count.asked, sources: count.sources))
    }
  }
}
