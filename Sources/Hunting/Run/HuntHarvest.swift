import LogBytes
import Model
import Scan
import Sigma

/// What all workers found, put together.
struct HuntHarvest {
  /// By rule; for a correlation, the moments at which it came true.
  private(set) var lists: [MatchList]
  private(set) var correlated: [[CorrelationResult]]
  private(set) var unplaced: [Int]
  private(set) var texts: [String] = []
  private(set) var eventCounts: [EventSource: Int] = [:]
  private(set) var unreadCount = 0
  private(set) var logs = OpenedLogs()
  private(set) var failures: [Diagnostic] = []
  /// The ids of all findings that the rules were asked about, in the order of their matches' places.
  private(set) var findings: [String] = []
  private var numbers: [String: UInt32] = [:]

  init(_ plan: HuntPlan) {
    lists = plan.rules.captures.map { MatchList(fields: $0) }
    correlated = Array(repeating: [], count: lists.count)
    unplaced = Array(repeating: 0, count: lists.count)
  }

  mutating func add(_ workers: [HuntWorker], _ logs: OpenedLogs, failures: [Diagnostic]) {
    self.logs = logs
    for failure in failures where !self.failures.contains(failure) { self.failures.append(failure) }
    for worker in workers {
      unreadCount += worker.unreadCount
      let renumbered = (0..<UInt32(worker.values.count)).map { number($0, of: worker) }
      for found in worker.found {
        eventCounts[found.source, default: 0] += found.eventCount
        for (rule, list) in found.matches { lists[rule].append(list, numbers: renumbered) }
      }
    }
  }

  /// What rules are true of findings.
  mutating func add(_ worker: HuntWorker, findings: [String]) {
    self.findings = findings
    add([worker], logs, failures: [])
  }

  private mutating func number(_ value: UInt32, of worker: HuntWorker) -> UInt32 {
    let text = worker.values.text(of: value)
    if let known = numbers[text] { return known }
    numbers[text] = UInt32(texts.count)
    texts.append(text)
    return UInt32(texts.count - 1)
  }

  /// Puts the years in that lines of syslog were written without.
  mutating func resolve(_ times: WrittenTimes) {
    var times = times
    for rule in lists.indices {
      lists[rule].changeTimes { times.milliseconds($0, in: $1) }
    }
  }

  mutating func sort() {
    for rule in lists.indices { lists[rule] = lists[rule].sorted() }
  }

  mutating func correlate(_ plan: HuntPlan) {
    for rule in plan.rules.correlationOrder {
      guard case .correlation(let correlation) = plan.rules.rules[rule].body else { continue }
      let correlator = Correlator(correlation, inputs: plan.rules.inputs[rule].map { lists[$0] })
      lists[rule] = correlator.completions
      correlated[rule] = correlator.results
      unplaced[rule] = correlator.unplaced
    }
  }
}
