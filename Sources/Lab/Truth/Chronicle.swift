import Model

/// What was written, by actor and by log: the source of the truth.
struct Chronicle {
  struct Entry {
    var event: LabEvent
    var line: Int?
  }

  /// Of one log.
  struct Counts {
    var everyday = 0
    var planned: [UInt32: Int] = [:]
    var lines = 0
    /// Attempts on unknown names: when, whose they were, and where.
    var unknown: [(time: Int64, actor: UInt32, service: Service)] = []
  }

  /// By actor; everyday life has none.
  private(set) var entries: [UInt32: [Entry]] = [:]
  /// By log, in the order of the parameters.
  private(set) var logs: [Counts] = []
  private var current = Counts()

  mutating func note(_ event: LabEvent, line: Int?) {
    if event.isUnknown, !event.isSilent {
      current.unknown.append((event.time, event.actor, event.service))
    }
    if event.actor == 0 {
      current.everyday += 1
      return
    }
    current.planned[event.actor, default: 0] += 1
    entries[event.actor, default: []].append(Entry(event: event, line: line))
  }

  mutating func finishLog(lines: Int) {
    current.lines = lines
    logs.append(current)
    current = Counts()
  }
}
