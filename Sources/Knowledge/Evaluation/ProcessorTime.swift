import Glibc

/// Seconds of processor, which do not depend on what else the machine does.
package enum ProcessorTime {
  /// Of this process and, once they have ended, its children.
  package static var now: Double {
    [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0) { sum, whose in
      var usage = rusage()
      guard getrusage(__rusage_who_t(whose.rawValue), &usage) == 0 else { return sum }
      return sum + seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
  }

  /// How much `body` takes.
  package static func of<Result>(
    _ body: () throws -> Result
  ) rethrows -> (result: Result, seconds: Double) {
    let start = now
    let result = try body()
    return (result, now - start)
  }
}
