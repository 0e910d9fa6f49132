package import Foundation

/// What is to become an exhibit, but for its bytes.
package struct NewExhibit: Equatable, Sendable {
  package var kind: Exhibit.Kind
  package var form: Exhibit.Form
  package var parent: ExhibitID?
  package var name: String
  package var origin: Exhibit.Origin

  package init(
    kind: Exhibit.Kind,
    form: Exhibit.Form = .original,
    parent: ExhibitID? = nil,
    name: String,
    origin: Exhibit.Origin
  ) {
    self.kind = kind
    self.form = form
    self.parent = parent
    self.name = name
    self.origin = origin
  }
}

extension EvidenceLocker {
  /// Takes in what `source` holds, read once from where it stands to its end.
  package func add(_ new: NewExhibit, from source: FileHandle) throws -> Exhibit {
    try requireParent(of: new)
    let taken = try contents.take(source, named: new.origin.path)
    let small = taken.small.map { [taken.digests.sha256: $0] } ?? [:]
    return try append(contents: small) { $0.add(new, digests: taken.digests) }
  }

  /// Takes in several small contents with one signature: all of them or none. `expected` is what each
  /// must hash to, if that is known.
  /// - Throws: `CustodyError.invalid` for one that is too large for the database, or that changed.
  package func add(
    _ new: [(exhibit: NewExhibit, bytes: Data)],
    expecting expected: [String]? = nil
  ) throws -> [Exhibit] {
    var small: [TreeHash: Data] = [:]
    var digests: [Exhibit.Digests] = []
    for (number, (exhibit, bytes)) in new.enumerated() {
      guard bytes.count <= ContentFolder.largestInDatabase else {
        let problem = "\(exhibit.name): more than \(ContentFolder.largestInDatabase) bytes"
        throw CustodyError.invalid(problem + "; take it in as a file of its own")
      }
      let digest = ContentDigest.of(bytes)
      if let expected, expected[number] != digest.sha256.hexadecimal {
        throw CustodyError.invalid("\(exhibit.name): the line changed since the finding was made")
      }
      small[digest.sha256] = bytes
      digests.append(digest)
    }
    return try append(contents: small) { composer in
      zip(new, digests).map { new, digests in composer.add(new.exhibit, digests: digests) }
    }
  }

  private func requireParent(of new: NewExhibit) throws {
    guard (new.parent == nil) == (new.form == .original) else {
      throw CustodyError.invalid(
        "a working copy and a derived exhibit have a parent, an original has none"
      )
    }
    if let parent = new.parent { _ = try find(parent) }
  }

  package func find(_ id: ExhibitID) throws -> StoredExhibit {
    guard let found = try store.exhibit(id) else {
      throw CustodyError.noSuchExhibit(id.description)
    }
    return found
  }
}

extension LogComposer {
  fileprivate mutating func add(_ new: NewExhibit, digests: Exhibit.Digests) -> Exhibit {
    addExhibit(
      kind: new.kind,
      form: new.form,
      parent: new.parent,
      name: new.name,
      digests: digests,
      origin: new.origin
    )
  }
}
