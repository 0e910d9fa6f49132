/// Where a statement on a control stands: bytes of a log, or a line of a configuration.
package struct ControlCitation: Codable, Equatable, Hashable, Sendable {
  package var file: String
  /// Counted from 1; `nil` in logs that have no lines.
  package var line: Int?
  /// Of a log's record, in its unpacked content.
  package var offset: UInt64?
  package var length: Int?
  package var sha256: String?
  /// The line of a configuration. Lines of logs are not repeated: people type passwords into them.
  package var text: String?

  package init(
    file: String,
    line: Int? = nil,
    offset: UInt64? = nil,
    length: Int? = nil,
    sha256: String? = nil,
    text: String? = nil
  ) {
    (self.file, self.line, self.offset, self.length) = (file, line, offset, length)
    (self.sha256, self.text) = (sha256, text)
  }
}

/// One thing that was read and says that a control works, or that it does not.
package struct ControlObservation: Codable, Equatable, Sendable {
  package enum Kind: String, Codable, Sendable {
    case log
    case configuration
  }

  /// `on` or `off`.
  package var state: ControlState
  package var kind: Kind
  /// The part of the estate that it is about: two can disagree on one part only.
  package var scope: String
  package var statement: String
  /// Indirect evidence counts only where no direct evidence says otherwise.
  package var isIndirect: Bool
  /// Records of a log, or places in configurations.
  package var count: Int
  package var firstTime: Timestamp?
  package var lastTime: Timestamp?
  package var citations: [ControlCitation]

  package init(
    _ state: ControlState,
    _ kind: Kind,
    scope: String,
    _ statement: String,
    isIndirect: Bool = false,
    count: Int = 1,
    firstTime: Timestamp? = nil,
    lastTime: Timestamp? = nil,
    citations: [ControlCitation]
  ) {
    (self.state, self.kind, self.scope, self.statement) = (state, kind, scope, statement)
    (self.isIndirect, self.count, self.citations) = (isIndirect, count, citations)
    (self.firstTime, self.lastTime) = (firstTime, lastTime)
  }
}

/// What one check concluded of one control.
package struct ControlRecord: Codable, Equatable, Sendable {
  /// As `rollcall mitigation list` shows it.
  package var id: String
  package var title: String
  package var state: ControlState
  /// By part of the estate, sorted.
  package var scopes: [String: ControlState]
  package var observations: [ControlObservation]
  /// What would tell, where the state is not known.
  package var wouldTell: [String]

  package init(
    id: String,
    title: String,
    state: ControlState,
    scopes: [String: ControlState],
    observations: [ControlObservation],
    wouldTell: [String]
  ) {
    (self.id, self.title, self.state, self.scopes) = (id, title, state, scopes)
    (self.observations, self.wouldTell) = (observations, wouldTell)
  }
}

/// Who answers for a control, until when it is to be done, and whether its risk was accepted.
package struct ControlDuty: Codable, Equatable, Sendable {
  package struct Acceptance: Codable, Equatable, Sendable {
    package var reason: String
    package var expires: Timestamp
    package var person: String

    package init(reason: String, expires: Timestamp, person: String) {
      (self.reason, self.expires, self.person) = (reason, expires, person)
    }
  }

  package var control: String
  package var owner: String?
  package var due: Timestamp?
  package var acceptance: Acceptance?

  package init(
    control: String,
    owner: String? = nil,
    due: Timestamp? = nil,
    acceptance: Acceptance? = nil
  ) {
    (self.control, self.owner, self.due) = (control, owner, due)
    self.acceptance = acceptance
  }
}
