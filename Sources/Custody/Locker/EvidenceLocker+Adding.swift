package import Foundation

/// What is to become an exhibit, but for its bytes.
package struct NewExhibit: Equatable, Sendable {
  package var kind: Exhibit.Kind
  package var form: Exhibit.Form
  package var parent: ExhibitID?
  package var name: String
  package var origin: Exhibit.Origin
  package var circumstances: Circumstances

  package init(
    kind: Exhibit.Kind,
    form: Exhibit.Form = .original,
    parent: ExhibitID? = nil,
    name: String,
    origin: Exhibit.Origin,
    circumstances: Circumstances = Circumstances()
  ) {
    self.kind = kind
    self.form = form
    self.parent = parent
    self.name = name
    self.origin = origin
    self.circumstances = circumstances
  }

  /// How the bytes came about, as far as it is known; each is a field of the event that takes them in.
  package struct Circumstances: Equatable, Sendable {
    /// The folder that relative paths are relative to.
    package var folder: String?
    /// The query, verbatim, whose result the bytes are.
    package var query: String?
    /// The program that made them, and its version, where that is another than the event's tool.
    package var sourceTool: String?
    /// The zone of times in the bytes that are written without one.
    package var sourceZone: String?

    package init(
      folder: String? = nil,
      query: String? = nil,
      sourceTool: String? = nil,
      sourceZone: String? = nil
    ) {
      self.folder = folder
      self.query = query
      self.sourceTool = sourceTool
      self.sourceZone = sourceZone
    }

    var details: [String: String] {
      var fields: [String: String] = [:]
      fields["folder"] = folder
      fields["query"] = query
      fields["source_tool"] = sourceTool
      fields["source_zone"] = sourceZone
      return fields
    }
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

  /// Takes in several contents with one signature: all of them or none. `expected` is what each must
  /// hash to, if that is known.
  /// - Throws: `CustodyError.invalid` for one that changed.
  package func add(
    _ new: [(exhibit: NewExhibit, bytes: Data)],
    expecting expected: [String]? = nil
  ) throws -> [Exhibit] {
    var small: [TreeHash: Data] = [:]
    var digests: [Exhibit.Digests] = []
    for (number, (exhibit, bytes)) in new.enumerated() {
      let digest = ContentDigest.of(bytes)
      if let expected, expected[number] != digest.sha256.hexadecimal {
        throw CustodyError.invalid("\(exhibit.name): the line changed since the finding was made")
      }
      digests.append(digest)
    }
    for (digest, (_, bytes)) in zip(digests, new) {
      if bytes.count <= ContentFolder.largestInDatabase {
        small[digest.sha256] = bytes
      } else {
        try contents.take(bytes, with: digest)
      }
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
      origin: new.origin,
      circumstances: new.circumstances
    )
  }
}
