package import Model

/// What must be known of a log to add to it.
package struct LogState: Sendable {
  package var frontier: Frontier
  /// The key in force; `nil` in a log that has not begun.
  package var verifier: NoteVerifier?

  package init(frontier: Frontier, verifier: NoteVerifier?) {
    self.frontier = frontier
    self.verifier = verifier
  }
}

/// Events that go into the log together, with everything that follows from them.
package struct LogBatch: Sendable {
  package struct Entry: Sendable {
    package var position: Int64
    package var line: [UInt8]
  }

  package var entries: [Entry] = []
  /// The subtrees that these events complete, their leaves among them.
  package var nodes: [(node: TreeNode, hash: TreeHash)] = []
  package var exhibits: [Exhibit] = []
  package var disposed: [(exhibit: ExhibitID, position: Int64)] = []
  /// The key that begins to sign with one of the events.
  package var verifiers: [(position: Int64, verifier: NoteVerifier)] = []
  /// RFC 3161 tokens over earlier heads.
  package var tokens: [(position: Int64, size: Int64, token: [UInt8])] = []
  /// Earlier records that make way for their leaf hashes.
  package var withheld: [(position: Int64, line: [UInt8])] = []
  package var head: SignedHead
}

/// Puts events together into a batch and signs the head that they lead to.
package struct LogComposer {
  package private(set) var frontier: Frontier
  private var signers: [NoteSigner]
  private let clock: () -> Timestamp
  private let scene: CustodyEvent.Scene
  private var entries: [LogBatch.Entry] = []
  private var nodes: [(node: TreeNode, hash: TreeHash)] = []
  private var exhibits: [Exhibit] = []
  private var disposed: [(exhibit: ExhibitID, position: Int64)] = []
  private var verifiers: [(position: Int64, verifier: NoteVerifier)] = []
  private var tokens: [(position: Int64, size: Int64, token: [UInt8])] = []
  private var withheld: [(position: Int64, line: [UInt8])] = []

  package init(
    frontier: Frontier,
    signer: NoteSigner,
    scene: CustodyEvent.Scene,
    clock: @escaping () -> Timestamp
  ) {
    self.frontier = frontier
    signers = [signer]
    self.scene = scene
    self.clock = clock
  }

  private var signer: NoteSigner { signers[0] }
  /// The name of the log, which all its keys share.
  var origin: String { signer.verifier.name }

  @discardableResult
  package mutating func add(
    _ action: CustodyEvent.Action,
    exhibit: ExhibitID? = nil,
    details: [String: String] = [:]
  ) -> CustodyEvent {
    let event = CustodyEvent(
      position: frontier.size,
      action: action,
      time: clock(),
      scene: scene,
      exhibit: exhibit,
      details: details,
      salt: Self.freshSalt()
    )
    let line = event.record.line
    entries.append(LogBatch.Entry(position: event.position, line: line))
    frontier.append(.leaf(line)) { nodes.append(($0, $1)) }
    return event
  }

  private static func freshSalt() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<CustodyEvent.saltByteCount / 8).flatMap { _ -> [UInt8] in
      let word = generator.next()
      return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
  }

  /// The first event of a log: its name and its first key.
  mutating func begin() {
    verifiers.append((frontier.size, signer.verifier))
    add(.begin, details: ["key": signer.verifier.text])
  }

  mutating func addExhibit(
    kind: Exhibit.Kind,
    form: Exhibit.Form,
    parent: ExhibitID?,
    name: String,
    digests: Exhibit.Digests,
    origin: Exhibit.Origin,
    circumstances: NewExhibit.Circumstances
  ) -> Exhibit {
    let exhibit = Exhibit(
      id: ExhibitID(position: frontier.size),
      kind: kind,
      form: form,
      parent: parent,
      name: name,
      digests: digests,
      origin: origin
    )
    // No field of the one bears a name of the other.
    let details = exhibit.details.merging(circumstances.details) { first, _ in first }
    add(form.action, exhibit: exhibit.id, details: details)
    exhibits.append(exhibit)
    return exhibit
  }

  mutating func dispose(of exhibit: ExhibitID, details: [String: String]) {
    disposed.append((exhibit, frontier.size))
    add(.dispose, exhibit: exhibit, details: details)
  }

  mutating func addTimestamp(_ token: [UInt8], size: Int64, details: [String: String]) {
    tokens.append((frontier.size, size, token))
    add(.timestamp, details: details)
  }

  /// Puts leaf hashes in the place of earlier records; what they said is gone, the tree is the same.
  mutating func withhold(_ leaves: [Int64: TreeHash], details: [String: String]) {
    withheld = leaves.sorted { $0.key < $1.key }.map { ($0, LogReplay.withheldLine($1)) }
    add(.redact, details: details)
  }

  /// The old key vouches for the new one; both sign the head of this batch.
  mutating func rotate(to new: NoteSigner) throws {
    let position = frontier.size
    let old = signer.verifier
    let statement = KeyRotation.statement(old: old, new: new.verifier, position: position)
    let details = [
      "key": new.verifier.text, "previous_key": old.text,
      "endorsement": try signer.sign(statement).base64,
    ]
    verifiers.append((position, new.verifier))
    add(.rotate, details: details)
    signers = [new] + signers
  }

  package func finish() throws -> LogBatch {
    let head = TreeHead(origin: signer.verifier.name, size: frontier.size, root: frontier.root)
    return LogBatch(
      entries: entries,
      nodes: nodes,
      exhibits: exhibits,
      disposed: disposed,
      verifiers: verifiers,
      tokens: tokens,
      withheld: withheld,
      head: try SignedHead(head, signers: signers)
    )
  }
}
