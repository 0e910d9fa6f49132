/// Why a lab was not written. Nothing is left behind.
package enum LabError: Error, Equatable, CustomStringConvertible {
  /// A path, and what is wrong with it.
  case folder(String, String)
  case parameter(String)
  /// No log that was asked for can show the scenario.
  case noLog(CampaignScenario)

  package var description: String {
    switch self {
    case .folder(let path, let problem): "\(path): \(problem)"
    case .parameter(let problem): problem
    case .noLog(let scenario): "none of the logs can carry the scenario \(scenario.rawValue)"
    }
  }
}
