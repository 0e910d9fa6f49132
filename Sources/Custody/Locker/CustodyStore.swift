package import Foundation

/// Where a log and the small contents of its exhibits are kept: the workspace's database.
package protocol CustodyStore: Sendable {
  /// Adds the batch that `compose` makes of the log's state, all of it or nothing, and returns once
  /// it is on the disk.
  ///
  /// No other writer comes between the state and the batch.
  func append(
    _ compose: (LogState) throws -> (batch: LogBatch, contents: [TreeHash: Data])
  ) throws

  func logState() throws -> LogState

  /// One view of the stored subtrees for several reads.
  func withNodes<Result>(_ body: (@escaping NodeReader) throws -> Result) throws -> Result

  /// `nil` if it is not stored.
  func node(_ node: TreeNode) throws -> TreeHash?

  /// The stored subtrees by place, in order.
  func forEachNode(in places: Range<Int64>, _ body: (Int64, TreeHash) -> Void) throws

  /// The records of the positions in order. A position that is missing is passed over.
  func forEachRecord(
    in positions: Range<Int64>,
    _ body: (Int64, [UInt8]) throws -> Void
  ) throws

  /// Every signed head, the smallest first.
  func forEachHead(_ body: (_ size: Int64, _ note: [UInt8]) throws -> Void) throws

  func head(ofSize size: Int64) throws -> [UInt8]?

  /// The exhibits in order, all or those of one finding.
  func exhibits(ofFinding finding: String?) throws -> [StoredExhibit]

  func exhibit(_ id: ExhibitID) throws -> StoredExhibit?

  /// The bytes, if they are kept in the database.
  func content(_ hash: TreeHash) throws -> Data?

  /// Tokens with the size of the head that each is over, in order of their events.
  func tokens() throws -> [StoredToken]
}

package struct StoredExhibit: Equatable, Sendable {
  package var exhibit: Exhibit
  /// The event that disposed of it.
  package var disposedAt: Int64?

  package init(exhibit: Exhibit, disposedAt: Int64?) {
    self.exhibit = exhibit
    self.disposedAt = disposedAt
  }
}

package struct StoredToken: Equatable, Sendable {
  package var position: Int64
  package var size: Int64
  package var token: [UInt8]

  package init(position: Int64, size: Int64, token: [UInt8]) {
    self.position = position
    self.size = size
    self.token = token
  }
}
