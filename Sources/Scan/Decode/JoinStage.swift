import LogBytes
import LogFormats
import Model

/// Joins the workers' harvests: one numbering of names, sources and clients for all.
///
/// The numbers depend on which worker met what first; nothing that leaves the scan does.
enum JoinStage {
  struct Joined {
    /// The workers' attempts stay in their parts, with the workers' own numbers.
    var parts: [DecodedPart]
    /// By part: what its numbers became. `nil` where they stay.
    var numbers: [Numbers?]
    var tables: TextTables
    var queueClients: [AttemptSink.QueueClient]
    /// In the order of the segments.
    var blocks: [DecodedBlock]
  }

  /// The joined tables' numbers by a worker's own.
  struct Numbers: Sendable {
    var names: [UInt32]
    var sources: [UInt32]
    var clients: [UInt32]

    func renumber(_ attempt: inout Attempt) {
      attempt.name = names[Int(attempt.name)]
      if attempt.source != Attempt.none { attempt.source = sources[Int(attempt.source)] }
      if attempt.client != Attempt.none { attempt.client = clients[Int(attempt.client)] }
    }

    /// Asks for the numbers that an attempt will be given.
    func prefetch(_ attempt: Attempt) {
      names.prefetch(Int(attempt.name))
      if attempt.source != Attempt.none { sources.prefetch(Int(attempt.source)) }
    }
  }

  static func run(_ parts: [DecodedPart]) -> Joined {
    var names = NameTable()
    var sources = ByteInterner()
    var clients = ByteInterner()
    var queueClients: [AttemptSink.QueueClient] = []
    var blocks: [DecodedBlock] = []
    var numbers: [Numbers?] = []
    // The numbers of the greatest part stay as they are.
    let parts = parts.sorted { $0.sink.sources.count > $1.sink.sources.count }
    for (number, part) in parts.enumerated() {
      blocks += part.blocks
      if number == 0 {
        swap(&names, &part.sink.names)
        swap(&sources, &part.sink.sources)
        swap(&clients, &part.sink.clients)
        queueClients = part.sink.queueClients
        numbers.append(nil)
      } else {
        let new = Numbers(
          names: names.absorb(part.sink.names),
          sources: sources.absorb(part.sink.sources),
          clients: clients.absorb(part.sink.clients)
        )
        queueClients += part.sink.queueClients.map { link in
          var link = link
          link.queue = new.sources[Int(link.queue)]
          if link.client != Attempt.none { link.client = new.sources[Int(link.client)] }
          return link
        }
        numbers.append(new)
      }
      part.dropTables()
    }
    blocks.sort { $0.segment < $1.segment }
    return Joined(
      parts: parts,
      numbers: numbers,
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
