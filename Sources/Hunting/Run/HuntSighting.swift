package import Model
import Scan

/// Something found, by what makes it the same thing in a later run.
package struct HuntSighting: Hashable, Sendable {
  package var rule: String
  /// The digest of a record, the id of a finding, or the values of a group.
  package var key: String
  package var lastTime: Timestamp?
}

extension HuntReport {
  /// What is kept of each of the `sightings`: the record or the group as JSON, with at most `limit` lines,
  /// whose logs are named from the root, as they were typed in `folder`.
  package func contents(
    of sightings: [HuntSighting],
    limit: Int,
    from folder: String
  ) throws -> [String] {
    var texts: [HuntSighting: String] = [:]
    for hunt in hunts {
      for line in hunt.lines {
        let sighting = HuntSighting(rule: hunt.key, key: line.key, lastTime: nil)
        if texts[sighting] == nil {
          texts[sighting] = try ReportJSON.line(line.named(from: folder))
        }
      }
      for group in hunt.groups {
        let sighting = HuntSighting(rule: hunt.key, key: group.key, lastTime: group.lastTime)
        var kept = group
        kept.lines = group.lines.prefix(limit).map { $0.named(from: folder) }
        texts[sighting] = try ReportJSON.line(kept)
      }
    }
    return sightings.map { texts[$0] ?? "" }
  }

  /// Everything found, each once. The report must hold all its lines.
  package var sightings: [HuntSighting] {
    var seen: [HuntSighting] = []
    var known: Set<HuntSighting> = []
    for hunt in hunts {
      let lines = hunt.lines.map { HuntSighting(rule: hunt.key, key: $0.key, lastTime: nil) }
      let groups = hunt.groups.map {
        HuntSighting(rule: hunt.key, key: $0.key, lastTime: $0.lastTime)
      }
      seen += (lines + groups).filter { known.insert($0).inserted }
    }
    return seen
  }

  /// Marks what is among `new`, and leaves `limit` lines of each result.
  package mutating func mark(new: Set<HuntSighting>, limit: Int) {
    for hunt in hunts.indices {
      let rule = hunts[hunt].key
      for line in hunts[hunt].lines.indices {
        let key = hunts[hunt].lines[line].key
        hunts[hunt].lines[line].isNew = new.contains(HuntSighting(rule: rule, key: key))
      }
      for group in hunts[hunt].groups.indices {
        let found = hunts[hunt].groups[group]
        let sighting = HuntSighting(rule: rule, key: found.key, lastTime: found.lastTime)
        hunts[hunt].groups[group].isNew = new.contains(sighting)
        hunts[hunt].groups[group].lines = Array(found.lines.prefix(limit))
      }
      let marks = hunts[hunt].lines.map(\.isNew) + hunts[hunt].groups.map(\.isNew)
      hunts[hunt].newCount = marks.count { $0 == true }
      // What is new is what the reader came for.
      let lines = hunts[hunt].lines
      let ordered = lines.filter { $0.isNew == true } + lines.filter { $0.isNew != true }
      hunts[hunt].lines = Array(ordered.prefix(limit))
    }
  }
}

extension HuntLine {
  /// The same with its log as a workspace names it. A finding lies in no log.
  fileprivate func named(from folder: String) -> HuntLine {
    var line = self
    if finding == nil { line.file = LogName.absolute(file, from: folder) }
    return line
  }
}
