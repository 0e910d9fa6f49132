import Foundation

/// The last signed head once more, beside the database: a database that is older than it was put back.
///
/// It is written after the database, so it can lag behind but never be ahead.
package struct HeadFile: Sendable {
  package static let name = "custody-head.note"
  private let directory: String

  package init(workspace: String) {
    directory = workspace
  }

  func write(_ head: SignedHead) throws {
    let bytes = Data(head.note.bytes)
    try SafeFolder(path: directory).write(bytes, to: Self.name, mode: 0o600)
  }

  /// `nil` if there is none.
  package func read() throws -> SignedHead? {
    guard let bytes = try SafeFolder(path: directory).read(Self.name, atMost: 1 << 16) else {
      return nil
    }
    guard let head = SignedHead(bytes: Array(bytes)) else {
      let problem = "this is not a signed head"
      throw CustodyError.file(path: directory + "/" + Self.name, problem: problem)
    }
    return head
  }
}

extension CustodyStore {
  /// Whether the log still holds what `head` vouches for.
  /// - Throws: `CustodyError.rolledBack`.
  package func require(_ head: TreeHead, from source: String) throws {
    let state = try logState()
    let size = state.frontier.size
    guard head.size <= size else {
      throw CustodyError.rolledBack(
        "\(source) is a signed head of \(head.size) events, the log has \(size)"
      )
    }
    let root = try withNodes { try TreeProofs(size: head.size, node: $0).root() }
    guard root == head.root else {
      throw CustodyError.rolledBack(
        "\(source) is a signed head of \(head.size) events, and the log's first \(head.size) are others"
      )
    }
  }
}
