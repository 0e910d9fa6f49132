import Foundation
import LogBytes
import LogFormats
import Model
import Scan
import Sigma

/// What one worker does with blocks of records.
// Sendable unchecked: only the task that made it touches it until that task has ended.
final class HuntWorker: @unchecked Sendable {
  var values = ByteInterner()
  private var matchers: [EventSource: SourceMatcher] = [:]
  private var attempts: AttemptMatcher?
  /// Of the blocks with lines that have no year.
  private(set) var calendars: [(segment: UInt32, calendar: YearlessCalendar)] = []
  /// Records that could not be read as what their log holds.
  private(set) var unreadCount = 0
  private let zone: TimeZone

  init(_ plan: HuntPlan, _ sources: [EventSource], zone: TimeZone) {
    self.zone = zone
    for source in sources { matchers[source] = SourceMatcher(plan, source) }
  }

  /// The time in UTC.
  private func utc(_ moment: EventMoment) -> Int64? {
    guard let time = moment.milliseconds, moment.isZoneless, zone != .gmt else {
      return moment.milliseconds
    }
    let local = Date(timeIntervalSince1970: Double(time) / 1000)
    return time - Int64(zone.secondsFromGMT(for: local)) * 1000
  }

  /// What was found: the records that rules were asked about, and the matches of each rule.
  var found: [(source: EventSource, eventCount: Int, matches: [(rule: Int, list: MatchList)])] {
    var all = matchers.map { source, matcher in
      (source, matcher.eventCount, Array(zip(matcher.numbers, matcher.lists)))
    }
    if let attempts {
      all.append((.attempts, attempts.eventCount, Array(zip(attempts.numbers, attempts.lists))))
    }
    return all
  }

  // MARK: Attempts

  init(_ plan: HuntPlan, attemptsOf logs: DecodedLogs) {
    zone = .gmt
    attempts = AttemptMatcher(plan, logs)
  }

  func match(_ chunk: [Attempt]) {
    attempts?.match(chunk, &values)
  }

  // MARK: Findings

  /// A finding has the time at which it began, and its `number` for a place.
  func match(_ finding: Finding, number: Int) {
    guard var matcher = matchers.removeValue(forKey: .findings) else { return }
    matcher.event.reset()
    FindingEvents(matcher.rules).read(finding, into: &matcher.event)
    matcher.match(
      time: finding.firstSeen.millisecondsSince1970,
      segment: FindingEvents.segment,
      place: number..<number,
      &values
    )
    matchers[.findings] = matcher
  }

  // MARK: Records

  func match(_ block: Span<UInt8>, at place: BlockPlace) {
    guard let source = EventSource.records(of: place.format),
      var matcher = matchers.removeValue(forKey: source)
    else { return }
    if place.format is WindowsEVTXFormat.Type {
      matchEVTX(block, place.segment, &matcher)
    } else {
      matchText(block, place, source, &matcher)
    }
    matchers[source] = matcher
  }

  private func matchEVTX(
    _ block: Span<UInt8>,
    _ segment: UInt32,
    _ matcher: inout SourceMatcher
  ) {
    let reader = EVTXEvents(matcher.rules)
    var event = matcher.rules.makeFields()
    reader.forEach(in: block, &event) { event, place, moment in
      swap(&event, &matcher.event)
      matcher.match(time: utc(moment), segment: segment, place: place, &values)
      swap(&event, &matcher.event)
    } broken: {
      unreadCount += 1
    }
  }

  private func matchText(
    _ block: Span<UInt8>,
    _ place: BlockPlace,
    _ source: EventSource,
    _ matcher: inout SourceMatcher
  ) {
    var reader = TextEvents(place, source, matcher.rules)
    func visit(_ record: Span<UInt8>, _ offset: Int) {
      if record.isEmpty { return }
      matcher.event.reset()
      switch reader.read(record, into: &matcher.event) {
      case .notEvent: break
      case .unreadable: unreadCount += 1
      case .event(let moment):
        let range = offset..<offset + record.count
        matcher.match(time: utc(moment), segment: place.segment, place: range, &values)
      }
    }
    switch place.format.facts.framing {
    case .jsonArray:
      let isInside = place.context.startsInsideArray
      _ = forEachArrayElement(in: block, isInside: isInside) { record, offset, _ in
        visit(record, offset)
      }
    case .quotedLines:
      _ = forEachQuotedLine(in: block) { record, offset, _ in visit(record, offset) }
    case .lines, .chunks: _ = forEachLine(in: block) { record, offset, _ in visit(record, offset) }
    }
    if case .line(let lines) = reader, lines.calendar.firstDay != nil {
      calendars.append((place.segment, lines.calendar))
    }
  }
}

/// The reader of one block's records.
private enum TextEvents {
  case entraTable(EntraTableEvents)
  case json(JSONEvents)
  case keycloak(KeycloakEvents)
  case line(LineEvents)
  case web(WebEvents)

  init(_ place: BlockPlace, _ source: EventSource, _ rules: RuleSet) {
    switch place.format {
    case is AccessLogFormat.Type: self = .web(WebEvents(rules))
    case is EntraCSVFormat.Type: self = .entraTable(EntraTableEvents(rules, place.context))
    case is KeycloakLogFormat.Type: self = .keycloak(KeycloakEvents(rules))
    case is SyslogFormat.Type: self = .line(LineEvents(rules))
    default: self = .json(JSONEvents(JSONLayout.all(of: source), rules))
    }
  }

  mutating func read(_ record: Span<UInt8>, into event: inout EventFields) -> RecordReading {
    switch self {
    case .json(var reader):
      let reading = reader.read(record, into: &event)
      self = .json(reader)
      return reading
    case .keycloak(var reader):
      let reading = reader.read(record, into: &event)
      self = .keycloak(reader)
      return reading
    case .entraTable(let reader): return reader.read(record, into: &event)
    case .line(var reader):
      let reading = reader.read(record, into: &event)
      self = .line(reader)
      return reading
    case .web(let reader): return reader.read(record, into: &event)
    }
  }
}
