extension EvaluationReport {
  /// The report for people. Without times and machine, so that a second run can be compared.
  package var markdown: String {
    ([preface] + (labs?.markdownSections ?? []) + (real?.markdownSections ?? []))
      .joined(separator: "\n")
  }

  private var preface: String {
    """
    # Evaluation of Rollcall \(version)

    Written by `rollcall evaluate`\(labs.map { " on " + $0.options.text } ?? ""). The raw figures are in
    [evaluation.json](evaluation.json).

    """
  }
}

extension EvaluationOptions {
  var text: String {
    let seeds = Self.ranges(of: seeds)
    let tuning = "\(Self.tuningSeeds.lowerBound)...\(Self.tuningSeeds.upperBound)"
    let isTuned = self.seeds.contains { Self.tuningSeeds.contains($0) }
    return "seeds \(seeds), \(benignEvents) benign events and \(days) days a lab. "
      + "The program was tuned on seeds \(tuning) and no others"
      + (isTuned ? ": **these figures are of the tuning and prove nothing**" : "")
  }

  /// `101...120, 7`.
  static func ranges(of seeds: [UInt64]) -> String {
    var ranges: [ClosedRange<UInt64>] = []
    for seed in seeds.sorted() {
      if let last = ranges.last, last.upperBound + 1 == seed {
        ranges[ranges.count - 1] = last.lowerBound...seed
      } else {
        ranges.append(seed...seed)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)...\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
