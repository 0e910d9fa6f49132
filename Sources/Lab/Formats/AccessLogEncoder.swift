import Model

/// A web server's access log in the combined format: mail on phones, their set-up, and a blog.
struct AccessLogEncoder: LogEncoder {
  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    text.cite()
    text.append(sourceOf: event, world)
    text.append(" - ")
    if event.service == .httpActiveSync {
      activeSync(event, world, &text)
    } else if event.service == .httpWordPress {
      blog(event, world, &text)
    } else {
      autodiscover(event, world, &text)
    }
    text.append(#" "-" ""#)
    text.append(Clients.all[Int(event.client)].agent)
    text.append(0x22)
    text.endLine()
  }

  private func time(_ event: LabEvent, _ text: inout LogText) {
    text.append("[")
    text.append(accessTime: event.time)
    text.append("] ")
  }

  /// `@` is written as `%40` in a query.
  private func percentName(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    for byte in world.names.text(event.name, at: event.service).utf8 {
      if byte == 0x40 { text.append("%40") } else { text.append(byte) }
    }
  }

  private func activeSync(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    if event.answer == .accepted {
      text.append(nameOf: event, world)
    } else {
      text.append("-")
    }
    text.append(" ")
    time(event, &text)
    text.append(#""POST /Microsoft-Server-ActiveSync?User="#)
    percentName(event, world, &text)
    text.append("&DeviceId=D")
    text.append(number: Int(event.name))
    text.append(#"&DeviceType=Phone&Cmd=Sync HTTP/1.1" "#)
    switch event.answer {
    case .accepted, .there: text.append("200 8802")
    case .locked, .blockedSource, .secondFactor: text.append("403 0")
    case .wrong, .unknown, .elsewhere: text.append("401 0")
    }
  }

  private func autodiscover(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    text.append("- ")
    time(event, &text)
    text.append(#""GET /autodiscover/autodiscover.json?Email="#)
    percentName(event, world, &text)
    text.append(#"&Protocol=Autodiscoverv1 HTTP/1.1" "#)
    switch event.answer {
    case .accepted, .there, .wrong, .secondFactor: text.append("200 312")
    case .unknown, .elsewhere: text.append("404 109")
    case .locked, .blockedSource: text.append("403 0")
    }
  }

  /// An author's page by its name, or an author by number, which is redirected to the page.
  private func blog(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    text.append("- ")
    time(event, &text)
    let name = world.names.names[Int(event.name)]
    let isFound = event.answer != .unknown
    if name.isWhole {
      text.append(#""GET /?author="#)
      text.append(Array(name.text.dropFirst("author ".utf8.count)))
      text.append(isFound ? #" HTTP/1.1" 301 0"# : #" HTTP/1.1" 404 5120"#)
    } else {
      text.append(#""GET /blog/author/"#)
      text.append(name.text)
      text.append(isFound ? #"/ HTTP/1.1" 200 9120"# : #"/ HTTP/1.1" 404 5120"#)
    }
  }
}
