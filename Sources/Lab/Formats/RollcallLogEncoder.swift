import Model

/// The sign-in log of `rollcall serve`. A name that exists is never asked for without a secret there.
struct RollcallLogEncoder: LogEncoder {
  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    text.cite()
    text.append(#"{"time":""#)
    text.append(time: event.time)
    text.append(0x2e)
    text.append(milliseconds: event.time)
    text.append(#"Z","event":"rollcall.sign-in","result":""#)
    switch event.answer {
    case .accepted, .secondFactor: text.append("accepted")
    case .wrong, .there: text.append("wrong-password")
    case .unknown, .elsewhere: text.append("unknown-name")
    case .locked, .blockedSource: text.append("too-many")
    }
    text.append(#"","name":""#)
    text.append(nameOf: event, world)
    text.append(#"","source":""#)
    text.append(sourceOf: event, world)
    text.append(#""}"#)
    text.endLine()
  }
}
