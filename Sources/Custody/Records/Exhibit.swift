/// A piece of evidence: bytes that never change, and where they came from.
package struct Exhibit: Equatable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case file
    case finding
    case huntResult = "hunt-result"
    case logLine = "log-line"
    case report
    case screenshot
  }

  package enum Form: String, Sendable, CaseIterable {
    case original
    case workingCopy = "working-copy"
    case derived

    /// The action that brings in an exhibit of this form.
    package var action: CustodyEvent.Action {
      switch self {
      case .original: .acquire
      case .workingCopy: .copy
      case .derived: .derive
      }
    }
  }

  package var id: ExhibitID
  package var kind: Kind
  package var form: Form
  /// The exhibit that this one was copied or derived from; originals have none.
  package var parent: ExhibitID?
  package var name: String
  package var digests: Digests
  package var origin: Origin

  package init(
    id: ExhibitID,
    kind: Kind,
    form: Form,
    parent: ExhibitID?,
    name: String,
    digests: Digests,
    origin: Origin
  ) {
    self.id = id
    self.kind = kind
    self.form = form
    self.parent = parent
    self.name = name
    self.digests = digests
    self.origin = origin
  }

  package struct Digests: Equatable, Hashable, Sendable {
    package var byteCount: Int64
    /// The one that proves; SHA-1 and MD5 are kept to match lists that others give out.
    package var sha256: TreeHash
    package var sha1: String
    package var md5: String

    package init(byteCount: Int64, sha256: TreeHash, sha1: String, md5: String) {
      self.byteCount = byteCount
      self.sha256 = sha256
      self.sha1 = sha1
      self.md5 = md5
    }
  }

  /// Where the bytes were taken from.
  package struct Origin: Equatable, Sendable {
    /// Of the machine that the bytes come from, where that is another than the event's host.
    package var host: String?
    /// As it was named; `archive.zip!member` for a member of an archive.
    package var path: String
    /// Of a part of a file: its first byte.
    package var byteOffset: UInt64?
    /// The finding that cites the bytes.
    package var finding: String?

    package init(
      host: String? = nil,
      path: String,
      byteOffset: UInt64? = nil,
      finding: String? = nil
    ) {
      self.host = host
      self.path = path
      self.byteOffset = byteOffset
      self.finding = finding
    }
  }
}

extension Exhibit {
  /// The fields of the event that brings the exhibit in.
  var details: [String: String] {
    var fields = [
      "kind": kind.rawValue, "form": form.rawValue, "name": name,
      "bytes": String(digests.byteCount), "sha256": digests.sha256.hexadecimal,
      "sha1": digests.sha1, "md5": digests.md5, "path": origin.path,
    ]
    fields["parent"] = parent?.description
    fields["origin_host"] = origin.host
    fields["offset"] = origin.byteOffset.map(String.init)
    fields["finding"] = origin.finding
    return fields
  }

  /// The exhibit that `event` brings in; `nil` for an event of another kind.
  /// - Throws: The name of the field that is missing or malformed.
  package init?(_ event: CustodyEvent) throws(CustodyEvent.Flaw) {
    guard event.action.makesExhibit else { return nil }
    func text(_ name: String) throws(CustodyEvent.Flaw) -> String {
      guard let text = event.details[name] else { throw .field(name) }
      return text
    }
    func digest(_ name: String, count: Int) throws(CustodyEvent.Flaw) -> String {
      let text = try text(name)
      guard [UInt8](hexadecimal: text)?.count == count else { throw .field(name) }
      return text
    }
    guard let id = event.exhibit, id.position == event.position else { throw .field("exhibit") }
    guard let kind = Kind(rawValue: try text("kind")) else { throw .field("kind") }
    guard let form = Form(rawValue: try text("form")), form.action == event.action else {
      throw .field("form")
    }
    guard let count = Int64(canonical: try text("bytes")) else { throw .field("bytes") }
    guard let sha256 = TreeHash(hexadecimal: try text("sha256")) else { throw .field("sha256") }
    let digests = Digests(
      byteCount: count,
      sha256: sha256,
      sha1: try digest("sha1", count: 20),
      md5: try digest("md5", count: 16)
    )
    let parent = event.details["parent"].flatMap { ExhibitID($0) }
    guard (parent == nil) == (form == .original), parent.map({ $0 < id }) ?? true else {
      throw .field("parent")
    }
    let offset = event.details["offset"].flatMap { Int64(canonical: $0) }
    if offset == nil, event.details["offset"] != nil { throw .field("offset") }
    self.init(
      id: id,
      kind: kind,
      form: form,
      parent: parent,
      name: try text("name"),
      digests: digests,
      origin: Origin(
        host: event.details["origin_host"],
        path: try text("path"),
        byteOffset: offset.map(UInt64.init),
        finding: event.details["finding"]
      )
    )
  }
}
