import Detection
package import Model
package import Scan

/// Finds the attempts behind the evidence of findings.
///
/// Only a place in a file leaves a scan, so the attempts are looked up by it again.
package struct CitedAttempts: Sendable {
  private struct Place: Hashable {
    var file: String
    var byteOffset: UInt64
  }

  private var attempts: [Place: [Attempt]] = [:]

  /// - Complexity: O(attempts + evidence).
  package init(of findings: [Finding], in decoded: DecodedLogs) {
    let members = Dictionary(
      decoded.logs.members.enumerated().map { ($1.path, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var wanted: [Int: Set<UInt64>] = [:]
    for evidence in findings.flatMap(\.evidence) {
      guard let member = members[evidence.file] else { continue }
      wanted[member, default: []].insert(evidence.offset)
    }
    for chunk in decoded.table.chunks {
      for attempt in chunk {
        let member = decoded.member(of: attempt)
        let offset = decoded.byteOffset(of: attempt)
        guard wanted[member]?.contains(offset) == true else { continue }
        let place = Place(file: decoded.logs.members[member].path, byteOffset: offset)
        attempts[place, default: []].append(attempt)
      }
    }
  }

  package subscript(finding: Finding) -> [Attempt] {
    finding.evidence.flatMap { attempts[Place(file: $0.file, byteOffset: $0.offset)] ?? [] }
  }
}
