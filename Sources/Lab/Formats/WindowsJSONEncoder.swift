import Model

/// A domain controller's Security log as Winlogbeat 7 and later ship it.
struct WindowsJSONEncoder: LogEncoder {
  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    guard let record = WindowsRecord(event, world, port: text.port) else { return }
    text.cite()
    text.append(#"{"@timestamp":""#)
    text.append(time: event.time)
    text.append(0x2e)
    text.append(milliseconds: event.time)
    text.append(#"Z","event":{"code":""#)
    text.append(number: record.number)
    text.append(#"","provider":"\#(WindowsRecord.provider)"},"host":{"name":""#)
    text.append(#"\#(WindowsRecord.computer)"},"winlog":{"channel":"Security","computer_name":""#)
    text.append(#"\#(WindowsRecord.computer)","event_id":""#)
    text.append(number: record.number)
    text.append(#"","provider_name":"\#(WindowsRecord.provider)","record_id":"#)
    text.append(number: Int(text.serial))
    text.append(#","event_data":{"#)
    for (index, field) in record.fields.enumerated() {
      text.append(index == 0 ? "\"" : "\",\"")
      text.append(field.name)
      text.append("\":\"")
      text.append(field.value)
    }
    text.append(#""}}}"#)
    text.endLine()
  }
}
