import Model
import Synchronization

/// How often signing in may be tried: for each name, there or not, and in all.
///
/// A try is counted before its password is looked at, so that many at once gain nothing.
final class SignInLimit: Sendable {
  private static let triesForAName = 5
  private static let triesInAll = 30
  private static let windowInMilliseconds: Int64 = 5 * 60 * 1000

  private struct Tries {
    var all: [Int64] = []
    var byName: [String: [Int64]] = [:]
  }

  private let tries = Mutex(Tries())

  /// Counts a try; `false` where it is one too many.
  func take(name: String, at now: Timestamp) -> Bool {
    tries.withLock { tries in
      let start = now.millisecondsSince1970 - Self.windowInMilliseconds
      tries.all.removeAll { $0 <= start }
      tries.byName = tries.byName.mapValues { $0.filter { $0 > start } }.filter { !$1.isEmpty }
      let name = name.lowercased()
      guard tries.all.count < Self.triesInAll,
        tries.byName[name, default: []].count < Self.triesForAName
      else { return false }
      tries.all.append(now.millisecondsSince1970)
      tries.byName[name, default: []].append(now.millisecondsSince1970)
      return true
    }
  }

  /// Forgets the tries of somebody who got in.
  func forgive(name: String) {
    tries.withLock { $0.byName[name.lowercased()] = nil }
  }
}
