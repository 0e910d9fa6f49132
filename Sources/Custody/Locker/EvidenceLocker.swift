package import Foundation
package import Model

/// Everything that is done with the evidence of one workspace; each deed leaves its event.
///
/// The order of every change is: content to the disk, then event, subtrees and signed head in one
/// transaction, then the head file. A process killed in between leaves at most a content that nothing
/// cites.
package struct EvidenceLocker<Store: CustodyStore>: Sendable {
  package let store: Store
  package let contents: ContentFolder
  let keys: KeyFolder
  private let headFile: HeadFile
  private let scene: CustodyEvent.Scene
  private let clock: @Sendable () -> Timestamp

  package init(
    store: Store,
    workspace: String,
    scene: CustodyEvent.Scene,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.store = store
    contents = ContentFolder(workspace: workspace)
    keys = KeyFolder(workspace: workspace)
    headFile = HeadFile(workspace: workspace)
    self.scene = scene
    self.clock = clock
  }

  /// Adds what `compose` composes, on the disk when this returns; begins the log if there is none yet.
  @discardableResult
  package func append<Result>(
    contents: [TreeHash: Data] = [:],
    _ compose: (inout LogComposer) throws -> Result
  ) throws -> Result {
    if let last = try headFile.read() { try store.require(last.head, from: HeadFile.name) }
    var result: Result?
    var head: SignedHead?
    try store.append { state in
      var composer = try composer(for: state)
      result = try compose(&composer)
      let batch = try composer.finish()
      head = batch.head
      return (batch, contents)
    }
    guard let result, let head else {
      throw CustodyError.damagedLog("the database took no batch")
    }
    try headFile.write(head)
    return result
  }

  private func composer(for state: LogState) throws -> LogComposer {
    if let verifier = state.verifier {
      let signer = try keys.signer(for: verifier)
      return LogComposer(
        frontier: state.frontier,
        signer: signer,
        scene: scene,
        clock: clock
      )
    }
    let signer = NoteSigner(newKeyNamed: "rollcall-custody/" + Self.freshName())
    try keys.keep(signer)
    var composer = LogComposer(
      frontier: state.frontier,
      signer: signer,
      scene: scene,
      clock: clock
    )
    composer.begin()
    return composer
  }

  private static func freshName() -> String {
    (0..<2).map { _ in
      let digits = String(UInt64.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
