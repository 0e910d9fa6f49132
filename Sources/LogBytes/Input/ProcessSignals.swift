import Glibc

/// How the process takes the signals that reading large files and writing to pipes can bring.
package enum ProcessSignals {
  /// Makes a broken pipe an error of the write instead of a death, and gives SIGBUS (a mapped file was
  /// cut short by another process) a message and exit status 2.
  package static func prepare() {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGBUS) { _ in
      // Only calls that are safe in a signal handler.
      let message: StaticString = "rollcall: a log was cut short while it was being read\n"
      _ = unsafe write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(2)
    }
  }

  /// The most memory the process had at any time, in bytes.
  package static var peakMemoryByteCount: UInt64 {
    var usage = rusage()
    _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return UInt64(max(0, usage.ru_maxrss)) * 1024
  }
}
