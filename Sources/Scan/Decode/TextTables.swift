import LogBytes
import LogFormats
import Model

/// The scan's interned text once all workers are done. Read-only from then on.
// Sendable unchecked: the tables are filled before the object is shared and never changed after.
final class TextTables: @unchecked Sendable {
  private let names: NameTable
  private let sources: ByteInterner
  private let clients: ByteInterner
  /// Whether any source is a queue id.
  let hasQueues: Bool

  init(
    names: consuming NameTable,
    sources: consuming ByteInterner,
    clients: consuming ByteInterner,
    hasQueues: Bool
  ) {
    self.hasQueues = hasQueues
    names.table.endInterning()
    sources.endInterning()
    clients.endInterning()
    self.names = names
    self.sources = sources
    self.clients = clients
  }

  var nameCount: Int { names.count }
  var sourceCount: Int { sources.count }
  var clientCount: Int { clients.count }
  var nameTraits: [NameTraits] { names.traits }

  func nameBytes(_ name: UInt32) -> [UInt8] { names.table.bytes(of: name) }
  func client(_ client: UInt32) -> String { clients.text(of: client) }

  func source(_ source: UInt32) -> SourceKey {
    sources.withBytes(of: source) { SourceKey($0) }
  }

  /// The address of a source that has one.
  func address(_ source: UInt32) -> IPAddress? {
    guard case .address(let address) = self.source(source) else { return nil }
    return address
  }

  /// The shard of `AttemptList` that the source's attempts belong to.
  func shard(of source: UInt32) -> Int {
    source == Attempt.none ? 0 : sources.shard(of: source, shardCount: AttemptList.shardCount)
  }

  func isQueue(_ source: UInt32) -> Bool {
    sources.withBytes(of: source) { !$0.isEmpty && $0[0] == SourceKey.queueTag }
  }
}
