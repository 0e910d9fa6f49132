import Detection
import Model
import Scan

/// Which names exist, from what does not depend on the answers that are audited.
///
/// The defender's own list goes before all. Else a name is known by another log: what a mail or sign-in
/// log says of it, or that somebody signed in with it. A name of which logs say both is left out.
package struct ExistenceLabels: Sendable {
  private var directory: Set<String>?
  private var domains: Set<String> = []
  private var existing: Set<String> = []
  private var absent: Set<String> = []

  /// `directory` is a list with one name a line that holds every account; names that a finding
  /// confirmed by other means than the web are `confirmed`.
  package init(directory: String?, confirmed: [String] = []) {
    existing = Set(confirmed.map { $0.lowercased() })
    guard let directory else { return }
    let names = directory.split { $0 == "\n" || $0 == "\r\n" }.map { $0.trimmed.lowercased() }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    self.directory = Set(names)
    domains = Set(names.compactMap(Self.domain))
  }

  /// Names of which logs said both.
  var contradicted: Int { existing.intersection(absent).count }

  mutating func add(_ logs: DecodedLogs) {
    var seen: Set<UInt64> = []
    for chunk in logs.table.chunks {
      for attempt in chunk {
        let outcome = attempt.outcome
        let isWeb = outcome.service.name.hasPrefix("http.")
        let signedIn = outcome.credential == .accepted
        if isWeb && !signedIn { continue }
        let key = UInt64(attempt.name) << 2 | UInt64(outcome.existence.rawValue)
        guard signedIn || outcome.existence != .undetermined, seen.insert(key).inserted else {
          continue
        }
        if signedIn || outcome.existence.exists {
          existing.insert(logs.name(attempt.name))
        } else {
          absent.insert(logs.name(attempt.name))
        }
      }
    }
  }

  subscript(_ name: String) -> Bool? {
    if let directory {
      if directory.contains(name) || directory.contains(Self.local(name)) { return true }
      let domain = Self.domain(name)
      return (domain.map(domains.contains) ?? true) ? false : nil
    }
    switch (existing.contains(name), absent.contains(name)) {
    case (true, false): return true
    case (false, true): return false
    default: return nil
    }
  }

  private static func domain(_ name: String) -> String? {
    name.lastIndex(of: "@").map { String(name[name.index(after: $0)...]) }
  }

  private static func local(_ name: String) -> String {
    let user = name.lastIndex(of: "\\").map { name[name.index(after: $0)...] } ?? name[...]
    return String(user.prefix { $0 != "@" })
  }
}
