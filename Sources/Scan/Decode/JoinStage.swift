import LogBytes
import LogFormats
import Model

/// Joins the workers' harvests: one numbering of names, sources and clients for all.
///
/// The numbers depend on which worker met what first; nothing that leaves the scan does.
enum JoinStage {
  struct Joined {
    /// The workers' attempts stay in their parts, so that nothing is copied.
    var parts: [DecodedPart]
    var tables: TextTables
    var queueClients: [AttemptSink.QueueClient]
    /// In the order of the segments.
    var blocks: [DecodedBlock]
  }

  static func run(_ parts: [DecodedPart]) -> Joined {
    var names = NameTable()
    var sources = ByteInterner()
    var clients = ByteInterner()
    var queueClients: [AttemptSink.QueueClient] = []
    var blocks: [DecodedBlock] = []
    for (number, part) in parts.enumerated() {
      blocks += part.blocks
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
        part.sink.attempts.renumber(names: newNames, sources: newSources, clients: newClients)
        queueClients += part.sink.queueClients.map { link in
          var link = link
          link.queue = newSources[Int(link.queue)]
          if link.client != Attempt.none { link.client = newSources[Int(link.client)] }
          return link
        }
      }
      part.dropTables()
    }
    blocks.sort { $0.segment < $1.segment }
    return Joined(
      parts: parts,
      tables: TextTables(
        names: names,
        sources: sources,
        clients: clients,
        hasQueues: parts.contains { $0.sink.hasQueues }
      ),
      queueClients: queueClients,
      blocks: blocks
    )
  }
}
