extension Baseline {
  /// This and what a further scan learned. Does not depend on which of the two is which, but for lists that are
  /// full.
  package func adding(_ other: Baseline) -> Baseline {
    var sum = Baseline()
    sum.through = through.merging(other.through) { max($0, $1) }
    sum.counts = Self.sum(of: counts + other.counts)
    sum.names = Self.sum(of: names + other.names)
    sum.staleNames = Self.sum(of: staleNames + other.staleNames)
    sum.jobs = Self.sum(of: jobs + other.jobs)
    return sum
  }

  package static func sum(of counts: [Count]) -> [Count] {
    joined(counts, by: \.key) {
      $0.sources += $1.sources
    }
    .sorted {
      ($0.service, $0.question, $0.asked, $0.yes) < ($1.service, $1.question, $1.asked, $1.yes)
    }
  }

  /// The names seen last are kept.
  package static func sum(of names: [Name]) -> [Name] {
    let all = joined(names, by: \.key) { name, more in
      name.services = Set(name.services).union(more.services).sorted()
      name.first = min(name.first, more.first)
      name.last = max(name.last, more.last)
      name.uses = sum(of: name.uses + more.uses)
    }
    let kept = all.sorted { ($1.last, $0.name) < ($0.last, $1.name) }.prefix(namesKept)
    return kept.sorted { $0.name < $1.name }
  }

  package static func sum(of uses: [Use]) -> [Use] {
    let all = joined(uses, by: \.key) { use, more in
      use.first = min(use.first, more.first)
      use.last = max(use.last, more.last)
      use.count += more.count
    }
    let ordered = all.sorted {
      ($1.count, $1.last, $0.source, $0.client ?? "") < (
        $0.count, $0.last, $1.source, $1.client ?? ""
      )
    }
    return Array(ordered.prefix(usesKept))
  }

  package static func sum(of stale: [StaleName]) -> [StaleName] {
    let all = joined(stale, by: \.key) { name, more in
      name.days += more.days
      name.last = max(name.last, more.last)
    }
    let kept = all.sorted {
      ($1.days, $1.last, $0.name, $0.source) < ($0.days, $0.last, $1.name, $1.source)
    }
    .prefix(othersKept)
    return kept.sorted { ($0.name, $0.source) < ($1.name, $1.source) }
  }

  /// The period is that of the later sighting.
  package static func sum(of jobs: [Job]) -> [Job] {
    let all = joined(jobs, by: \.key) { job, more in
      let later = job.last < more.last ? more : job
      job.periodSeconds = later.periodSeconds
      job.last = later.last
      job.count += more.count
    }
    let kept = all.sorted {
      ($1.last, $0.name, $0.source) < ($0.last, $1.name, $1.source)
    }
    .prefix(othersKept)
    return kept.sorted { ($0.name, $0.source) < ($1.name, $1.source) }
  }

  private static func joined<Item>(
    _ items: [Item],
    by key: (Item) -> [String],
    _ join: (inout Item, Item) -> Void
  ) -> [Item] {
    var places: [[String]: Int] = [:]
    var all: [Item] = []
    for item in items {
      if let place = places[key(item)] {
        join(&all[place], item)
      } else {
        places[key(item)] = all.count
        all.append(item)
      }
    }
    return all
  }
}

extension Baseline.Count {
  fileprivate var key: [String] { [service, question, "\(yes)", "\(asked)"] }
}

extension Baseline.Name {
  fileprivate var key: [String] { [name] }
}

extension Baseline.Use {
  fileprivate var key: [String] { [source, client ?? "\u{0}"] }
}

extension Baseline.StaleName {
  fileprivate var key: [String] { [name, source] }
}

extension Baseline.Job {
  fileprivate var key: [String] { [name, source] }
}
