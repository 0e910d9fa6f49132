import LogBytes
import LogFormats
import Model

/// Joins the workers' harvests: one numbering of names, sources and clients for all.
///
/// The numbers depend on which worker met what first; nothing that leaves the scan does.
enum JoinStage {
  struct Joined {
    var attempts: [AttemptList]
    var tables: TextTables
    var queueClients: [AttemptSink.QueueClient]
    /// In the order of the segments.
    var blocks: [DecodedBlock]
  }

  static func run(_ parts: consuming [DecodedPart]) -> Joined {
    var names = NameTable()
    var sources = ByteInterner()
    var clients = ByteInterner()
    var joined: [AttemptList] = []
    var queueClients: [AttemptSink.QueueClient] = []
    var blocks: [DecodedBlock] = []
    for (number, part) in parts.enumerated() {
      blocks += part.blocks
      var attempts = part.sink.takeAttempts()
      if number == 0 {
        // The first part's numbers stay as they are.
        swap(&names, &part.sink.names)
        swap(&sources, &part.sink.sources)
        swap(&clients, &part.sink.clients)
        queueClients = part.sink.queueClients
      } else {
        let newNames = names.absorb(part.sink.names)
        let newSources = sources.absorb(part.sink.sources)
        let newClients = clients.absorb(part.sink.clients)
        attempts.renumber(names: newNames, sources: newSources, clients: newClients)
        queueClients += part.sink.queueClients.map { link in
          var link = link
          link.queue = newSources[Int(link.queue)]
          if link.client != Attempt.none { link.client = newSources[Int(link.client)] }
          return link
        }
      }
      joined.append(attempts)
      part.sink = AttemptSink()
    }
    blocks.sort { $0.segment < $1.segment }
    return Joined(
      attempts: joined,
      tables: TextTables(names: names, sources: sources, clients: clients),
      queueClients: queueClients,
      blocks: blocks
    )
  }
}
