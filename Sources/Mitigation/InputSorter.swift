import LogBytes
import LogFormats
import Model
import Scan

/// Tells configurations among the files given, by their content; the rest are logs.
struct InputSorter {
  /// A realm with many clients takes a few megabytes.
  private static let largestConfiguration: UInt64 = 32 << 20
  private static let sampleBytes = 1 << 16

  private(set) var configurations: [(kind: ConfigurationKind, file: ConfigurationFile)] = []
  private(set) var readings: [ConfigurationReading] = []
  private(set) var logPaths: [String] = []
  /// Those of them that were found in a folder.
  private(set) var foundPaths: Set<String> = []
  private(set) var failures: [Diagnostic]
  private let source = LogFiles()

  init(paths: [String]) {
    let inputs = InputList(paths: paths)
    failures = inputs.failures
    for file in inputs.files where !takeConfiguration(file) {
      logPaths.append(file.path)
      if !file.isNamed { foundPaths.insert(file.path) }
    }
  }

  private mutating func takeConfiguration(_ input: InputList.File) -> Bool {
    guard input.status.kind == .file,
      (1...Self.largestConfiguration).contains(input.status.byteCount)
    else { return false }
    do throws(InputError) {
      guard let bytes = try bytes(of: input.path) else { return false }
      let file = ConfigurationFile(path: input.path, bytes: bytes)
      for kind in ConfigurationKind.all {
        guard let reading = kind.read(file) else { continue }
        configurations.append((kind, file))
        readings.append(reading)
        return true
      }
    } catch {
      failures.append(Diagnostic(file: input.path, message: error.message))
      return true
    }
    return false
  }

  /// `nil` for what is packed, binary, or a log.
  private func bytes(of path: String) throws(InputError) -> [UInt8]? {
    let mapped = try source.map(path)
    let isOther = mapped.withBytes(in: 0..<min(Self.sampleBytes, mapped.count)) { sample in
      sample.firstIndex(of: 0, in: 0..<sample.count) != nil || LogFormats.detect(sample) != nil
    }
    return isOther ? nil : try source.bytes(of: path)
  }
}
