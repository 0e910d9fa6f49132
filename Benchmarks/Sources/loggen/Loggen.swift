import Glibc

/// Writes large, realistic sign-in logs for benchmarks: fast, and the same bytes for the same seed.
@main
struct Loggen {
  static func main() {
    do throws(LoggenError) {
      try run(try Options(Array(CommandLine.arguments.dropFirst())))
    } catch {
      report("loggen: \(error.text)\n\(Options.usage)")
      exit(2)
    }
  }

  private static func run(_ options: Options) throws(LoggenError) {
    let addresses = SourceAddresses(seed: options.seed)
    var sink = try ByteSink(creating: options.outputPath)
    let planted =
      switch options.format {
      case .access:
        try generate(AccessLog.self, options: options, addresses: addresses, sink: &sink)
      case .entra: try generate(EntraLog.self, options: options, addresses: addresses, sink: &sink)
      case .sshd: try generate(SSHDLog.self, options: options, addresses: addresses, sink: &sink)
      }
    guard let truthPath = options.truthPath else { return }
    var truth = try ByteSink(creating: truthPath)
    Enumerator.write(planted, addresses: addresses, to: &truth)
  }

  /// Writes to standard error; Glibc's `stderr` is a global variable, which Swift 6 does not let us read.
  private static func report(_ text: String) {
    let bytes = Array(text.utf8)
    // A message that cannot be written has nowhere else to go.
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }
}
