import Foundation
import Glibc
import Synchronization

/// Runs what changes the workspace on threads of its own, which give way to those that answer pages.
///
/// Swift has one thread a core for all that is `async`. A write waits for the writer before it, which
/// may be a scan that takes seconds, and a scan computes for as long: both would keep pages waiting.
final class AsideExecutor: TaskExecutor {
  /// As many writes can wait at once.
  private static let threadCount = 8
  /// Of 19: as much as a program that runs in the background takes.
  private static let niceness: Int32 = 10

  /// One for the program: its threads end with it.
  static let shared = AsideExecutor()

  /// Tells a thread that waits that there is a job.
  private let condition = NSCondition()
  private let jobs = Mutex<[UnownedJob]>([])

  private init() {
    for number in 1...Self.threadCount {
      let thread = Thread { [self] in work() }
      thread.name = "aside \(number)"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    jobs.withLock { $0.append(job) }
    condition.signal()
    condition.unlock()
  }

  private func work() {
    // On Linux a thread has its own; where it cannot be set, scans take as much as pages.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
    while true { next().runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return job }
      condition.wait()
    }
  }
}
