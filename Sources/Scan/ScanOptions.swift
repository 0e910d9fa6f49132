package import Detection
package import Foundation
package import LogBytes
package import LogFormats
package import Model

/// What a user can set about a scan.
package struct ScanOptions: Sendable {
  package var paths: [String]
  /// Those of `paths` that somebody found in a folder: where one is no log, that is no failure.
  package var foundPaths: Set<String> = []
  package var format: (any LogFormat.Type)?
  package var zone: TimeZone
  /// The year of the first line of logs that leave years out.
  package var firstYear: Int?
  package var threads: Int
  package var level: AlertLevel
  /// Show names that look like passwords.
  package var unmask: Bool
  /// Tells the autonomous systems of sources.
  package var networks: NetworkDatabase?
  /// Declared traffic.
  package var allow = AllowList()
  /// What earlier scans knew of ordinary traffic.
  package var prior = Baseline()
  /// Up to which event each log was learned from before; `nil` where nothing is to be learned.
  package var learnedThrough: [String: UInt32]?
  /// Campaigns of earlier scans.
  package var priorCampaigns: [PriorCampaign] = []
  /// Names that nobody uses.
  package var canaries = CanaryList()
  /// Attempts beyond so many bytes of them are kept in a temporary file. No finding depends on it.
  package var memoryByteCount = Int.max
  /// About how many bytes one worker decodes at a time. No finding depends on it.
  package var blockBytes = BlockQueue.blockBytes
  /// Only single sources are tested: what all else costs is measured against that.
  package var singleSourcesOnly = false
  /// How much of the logs, in their order and unpacked, is read; whole blocks, so that it may be more.
  package var byteLimit = Int.max

  package init(
    paths: [String],
    format: (any LogFormat.Type)? = nil,
    zone: TimeZone = .gmt,
    firstYear: Int? = nil,
    threads: Int = 1,
    level: AlertLevel = AlertLevel(),
    unmask: Bool = false
  ) {
    self.paths = paths
    self.format = format
    self.zone = zone
    self.firstYear = firstYear
    self.threads = max(1, threads)
    self.level = level
    self.unmask = unmask
  }
}
