import Detection
import Foundation
import LogFormats
package import Model

extension ScanOptions {
  /// Takes over how an earlier scan read its logs and judged them, as far as its record says it: format, zone, year
  /// and what it is expected to find falsely.
  package mutating func takeReading(of scan: ScanRecord) {
    format = scan.option("--format").flatMap(LogFormats.named)
    zone = scan.option("--timezone").flatMap { TimeZone(identifier: $0) } ?? .gmt
    firstYear = scan.option("--year").flatMap { Int($0) }
    singleSourcesOnly = scan.options.split(separator: " ").contains("--single-sources")
    level =
      scan.option("--expected-false").flatMap { Double($0) }
      .map { AlertLevel(expectedFalseFindings: $0) } ?? AlertLevel()
  }
}
