package import Model

/// Something done to a case.
package struct CaseEvent: Sendable, Equatable, Encodable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case opened
    case renamed
    case assigned
    case closed
    case reopened
    case findingAdded = "finding-added"
    case findingRemoved = "finding-removed"
    case note
    case noteChanged = "note-changed"
    case task
    case taskDone = "task-done"
    case taskReopened = "task-reopened"
  }

  package var number: Int64
  package var at: Timestamp
  package var person: String
  package var kind: Kind
  /// The id of a finding, or the number of the event that began a note or a task.
  package var target: String
  /// A title, an assignee, or what a note or a task says.
  package var body: String
}

/// What people work on together, as its events made it.
package struct CaseFile: Sendable, Equatable, Encodable {
  package struct Note: Sendable, Equatable, Encodable {
    package var number: Int64
    /// The latest last.
    package var versions: [Version]

    package struct Version: Sendable, Equatable, Encodable {
      package var text: String
      package var person: String
      package var at: Timestamp
    }
  }

  package struct Task: Sendable, Equatable, Encodable {
    package var number: Int64
    package var text: String
    package var isDone: Bool
    /// Who wrote it or, later, last ticked it or not.
    package var person: String
    package var at: Timestamp
  }

  package var id: String
  package private(set) var title = ""
  package private(set) var assignee = ""
  package private(set) var isOpen = true
  /// Ids, in the order in which they were added.
  package private(set) var findings: [String] = []
  package private(set) var notes: [Note] = []
  package private(set) var tasks: [Task] = []
  /// All of it, the first first.
  package let events: [CaseEvent]

  init(id: String, events: [CaseEvent]) {
    (self.id, self.events) = (id, events)
    for event in events { apply(event) }
  }

  package var openTaskCount: Int { tasks.count { !$0.isDone } }

  private mutating func apply(_ event: CaseEvent) {
    switch event.kind {
    case .opened, .renamed: title = event.body
    case .assigned: assignee = event.body
    case .closed: isOpen = false
    case .reopened: isOpen = true
    case .findingAdded: findings.append(event.target)
    case .findingRemoved: findings.removeAll { $0 == event.target }
    case .note: notes.append(Note(number: event.number, versions: [Self.version(event)]))
    case .noteChanged:
      guard let place = notes.firstIndex(where: { String($0.number) == event.target }) else {
        break
      }
      notes[place].versions.append(Self.version(event))
    case .task:
      let (person, at) = (event.person, event.at)
      tasks.append(
        Task(number: event.number, text: event.body, isDone: false, person: person, at: at)
      )
    case .taskDone, .taskReopened:
      guard let place = tasks.firstIndex(where: { String($0.number) == event.target }) else {
        break
      }
      tasks[place].isDone = event.kind == .taskDone
      (tasks[place].person, tasks[place].at) = (event.person, event.at)
    }
  }

  private static func version(_ event: CaseEvent) -> Note.Version {
    Note.Version(text: event.body, person: event.person, at: event.at)
  }

  /// Whether an event of this kind and target makes sense for the case as it is.
  func accepts(_ kind: CaseEvent.Kind, target: String, body: String) -> Bool {
    switch kind {
    case .opened: events.isEmpty && !body.isEmpty
    case .renamed: !body.isEmpty
    case .assigned: true
    case .closed: isOpen
    case .reopened: !isOpen
    case .findingAdded: !findings.contains(target)
    case .findingRemoved: findings.contains(target)
    case .note, .task: !body.isEmpty
    case .noteChanged: !body.isEmpty && notes.contains { String($0.number) == target }
    case .taskDone: tasks.contains { String($0.number) == target && !$0.isDone }
    case .taskReopened: tasks.contains { String($0.number) == target && $0.isDone }
    }
  }
}
