import Foundation
import Glibc
import Synchronization

/// Runs what changes the workspace on threads of its own, which give way to those that answer pages.
///
/// Swift has one thread a core for all that is `async`. A write waits for the writer before it, which
/// may be a scan that takes seconds, and a scan computes for as long: both would keep pages waiting.
final class AsideExecutor: TaskExecutor {
  /// One for the program: its threads end with it. As many writes can wait at once, and of 19 they are as
  /// nice as a program that runs in the background.
  static let shared = AsideExecutor(threadCount: 8, niceness: 10)

  /// For what takes some hundredths of a second in many steps while somebody waits: each step would stand
  /// behind all pages that are asked for, were it not for threads of its own.
  static let prompt = AsideExecutor(threadCount: 2, niceness: 0)

  private let niceness: Int32

  /// Tells a thread that waits that there is a job.
  private let condition = NSCondition()
  private let jobs = Mutex<[UnownedJob]>([])

  private init(threadCount: Int, niceness: Int32) {
    self.niceness = niceness
    for number in 1...threadCount {
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
    if niceness > 0 { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
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
