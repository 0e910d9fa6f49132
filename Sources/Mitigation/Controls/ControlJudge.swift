package import Model

/// From what was read to a state.
///
/// Each part of the estate is judged for itself; a control that is off in one part is off. Direct
/// evidence goes before indirect. What a log shows at different times is a change, not a conflict: the
/// later holds. A configuration has no time, so a log that disagrees with one is a conflict.
enum ControlJudge {
  static func record(_ control: Control, _ observations: [ControlObservation]) -> ControlRecord {
    let scopes = Dictionary(grouping: observations, by: \.scope).mapValues(state)
    let state = whole(scopes.values)
    return ControlRecord(
      id: control.id,
      title: control.title,
      state: state,
      scopes: scopes,
      observations: observations.sorted { order($0) < order($1) },
      wouldTell: state == .unknown ? control.wouldTell : []
    )
  }

  private static func order(_ observation: ControlObservation) -> String {
    let rank = observation.isIndirect ? "2" : "1"
    return [observation.scope, rank, observation.kind.rawValue, observation.statement]
      .joined(separator: "\u{1f}")
  }

  private static func whole(_ states: some Collection<ControlState>) -> ControlState {
    for state in [ControlState.conflicting, .off, .on] where states.contains(state) { return state }
    return .unknown
  }

  static func state(_ observations: [ControlObservation]) -> ControlState {
    let direct = observations.filter { !$0.isIndirect }
    let counted = direct.isEmpty ? observations : direct
    let (on, off) = (counted.filter { $0.state == .on }, counted.filter { $0.state == .off })
    if off.isEmpty { return on.isEmpty ? .unknown : .on }
    if on.isEmpty { return .off }
    return change(on, off) ?? .conflicting
  }

  /// The later state, if all evidence has times and the two do not overlap.
  private static func change(
    _ on: [ControlObservation],
    _ off: [ControlObservation]
  ) -> ControlState? {
    guard let onSpan = span(on), let offSpan = span(off) else { return nil }
    if offSpan.last < onSpan.first { return .on }
    return onSpan.last < offSpan.first ? .off : nil
  }

  private static func span(
    _ observations: [ControlObservation]
  ) -> (first: Timestamp, last: Timestamp)? {
    let firsts = observations.compactMap(\.firstTime)
    let lasts = observations.compactMap(\.lastTime)
    guard firsts.count == observations.count, let first = firsts.min(), let last = lasts.max()
    else { return nil }
    return (first, last)
  }
}

extension Control {
  /// As long as nothing was read.
  package var unchecked: ControlRecord { ControlJudge.record(self, []) }
}
