import LogBytes
import Model
import Scan
import WorkspaceStore

extension Failure {
  /// The message of an error of ours; what else there may be is said as Swift says it.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as AllowError: message = error.message
    case let error as InputError: message = error.message
    case let error as TableError: message = error.place.text
    case let error as WorkspaceError: message = error.description
    default: message = "\(error)"
    }
  }
}
