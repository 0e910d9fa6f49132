import Model

/// What one actor does at one service, as it is being written.
struct Script {
  let log: LabLog
  let service: Service
  private(set) var events: [LabEvent] = []

  init(_ log: LabLog, _ service: Service) {
    self.log = log
    self.service = service
  }

  mutating func add(
    _ name: UInt32,
    _ answer: LabEvent.Answer,
    at time: Int64,
    from source: UInt32,
    client: UInt16,
    hasNullSender: Bool = false,
    isSilent: Bool = false,
    service other: Service? = nil
  ) {
    events.append(
      LabEvent(
        time: time,
        name: name,
        source: source,
        client: client,
        service: other ?? service,
        answer: answer,
        hasNullSender: hasNullSender,
        isSilent: isSilent
      )
    )
  }

  /// What the service answers somebody who has a name and at most a wrong password.
  func probeAnswer(_ name: UInt32, at time: Int64, in world: World) -> LabEvent.Answer {
    guard world.company.exists(name, at: time) else { return .unknown }
    return service.takesPassword ? .wrong : .there
  }
}
