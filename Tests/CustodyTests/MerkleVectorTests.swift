import Foundation
import Testing

@testable import Custody

/// The published vectors for proofs of trees and of subtrees.
struct MerkleVectorTests {
  private struct Vector: Decodable {
    var leafIdx: UInt64?
    var treeSize: UInt64?
    var size1: UInt64?
    var size2: UInt64?
    var start: UInt64?
    var end: UInt64?
    var size: UInt64?
    var root: Data?
    var leafHash: Data?
    var root1: Data?
    var root2: Data?
    var proof: [Data]?
    var wantErr: Bool
  }

  @Test
  func `all 518 published vectors give the published verdict`() throws {
    guard let folder = SharedData.find("conformance/merkle-rfc6962-vectors/testdata") else {
      return
    }
    var count = 0
    for kind in ["inclusion", "consistency", "subtreeinclusion", "subtreeconsistency"] {
      let files = FileManager.default.enumerator(atPath: folder.path + "/" + kind)
      while let name = files?.nextObject() as? String {
        guard name.hasSuffix(".json") else { continue }
        let path = folder.appendingPathComponent(kind + "/" + name)
        let vector = try JSONDecoder().decode(Vector.self, from: Data(contentsOf: path))
        #expect(Self.isProved(vector, kind) == !vector.wantErr, "\(kind)/\(name)")
        count += 1
      }
    }
    #expect(count == 518)
  }

  /// A leaf or a proof with hashes of a wrong length is refused before anything is looked at. Where no
  /// hash is taken, the vectors have short texts for roots; each gets a hash of its own here.
  private static func isProved(_ vector: Vector, _ kind: String) -> Bool {
    let hashes = (vector.proof ?? []).map { TreeHash(bytes: $0) }
    let path = hashes.compactMap { $0 }
    guard path.count == hashes.count else { return false }
    let isInclusion = kind.hasSuffix("inclusion")
    let standIn = { (root: Data) in TreeHash(bytes: root) ?? .leaf(Array(root)) }
    let first = isInclusion ? TreeHash(bytes: vector.leafHash ?? Data()) : vector.root1.map(standIn)
    guard let first else { return false }
    let root = standIn((isInclusion ? vector.root : vector.root2) ?? Data())
    switch kind {
    case "inclusion":
      let (index, size) = (vector.leafIdx ?? 0, vector.treeSize ?? 0)
      return ProofCheck.includes(first, at: index, size: size, path: path, root: root)
    case "consistency":
      let (size1, size2) = (vector.size1 ?? 0, vector.size2 ?? 0)
      return ProofCheck.isConsistent(first, size: size1, with: root, size: size2, path: path)
    case "subtreeinclusion":
      guard let start = vector.start, let end = vector.end, start <= end else {
        return false
      }
      let index = vector.leafIdx ?? 0
      return ProofCheck.includes(first, at: index, subtree: start..<end, path: path, root: root)
    default:
      guard let start = vector.start, let end = vector.end, start <= end else { return false }
      return ProofCheck.hasSubtree(
        first,
        start..<end,
        root: root,
        size: vector.size ?? 0,
        path: path
      )
    }
  }

  @Test
  func `proofs made of stored subtrees prove every leaf and every growth`() throws {
    var stored: [TreeNode: TreeHash] = [:]
    var frontier = Frontier()
    var roots = [frontier.root]
    let leaves = (0..<70).map { TreeHash.leaf([UInt8($0)]) }
    for leaf in leaves {
      frontier.append(leaf) { stored[$0] = $1 }
      roots.append(frontier.root)
    }
    for size in 1...70 {
      let proofs = TreeProofs(size: Int64(size)) { try #require(stored[$0]) }
      #expect(try proofs.root() == roots[size])
      for leaf in 0..<size {
        let path = try proofs.inclusion(of: Int64(leaf))
        #expect(
          ProofCheck.includes(
            leaves[leaf],
            at: UInt64(leaf),
            size: UInt64(size),
            path: path,
            root: roots[size]
          )
        )
        let path2 = try proofs.consistency(from: Int64(leaf + 1))
        #expect(
          ProofCheck.isConsistent(
            roots[leaf + 1],
            size: UInt64(leaf + 1),
            with: roots[size],
            size: UInt64(size),
            path: path2
          )
        )
      }
    }
  }
}
