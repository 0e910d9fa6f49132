import ArgumentParser
import Intake
import Knowledge
import Model
import WorkspaceStore

/// Which version of ATT&CK a command speaks of, and how its pages are written.
struct KnowledgeOption: ParsableArguments {
  @Option(help: "A workspace folder with imported versions of ATT&CK.")
  var workspace: String?

  @Option(help: "Version of ATT&CK, as in 18.1; the newest there is if not given.")
  var attack: String?

  /// The facts in use, and where their texts are.
  func load() throws -> LoadedKnowledge {
    try LoadedKnowledge.load(workspace: workspace, version: attack)
  }
}

extension LoadedKnowledge {
  /// The facts of `version`, or the newest, built in or from the workspace.
  static func load(workspace: String?, version: String? = nil) throws -> LoadedKnowledge {
    do {
      let store = try workspace.map { try Workspace(directory: $0, ifAbsent: .fail) }
      return try LoadedKnowledge(store, wanted: version)
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    } catch let error as AttackError {
      throw Failure(message: error.message)
    }
  }
}

/// The facts in use: the built-in ones, with the place of what was imported.
struct LoadedKnowledge {
  let facts: AttackFacts
  let workspace: Workspace?
  private let choice: AttackChoice

  init(_ workspace: Workspace?, wanted: String?) throws {
    let builtIn = try FactsPack.read(FactsPack.builtIn())
    let imported = try workspace?.attackReleases().compactMap(AttackRelease.init) ?? []
    let choice = AttackChoice(builtIn: builtIn.releases, imported: imported)
    let releases = choice.releases(wanted: wanted)
    guard !releases.isEmpty else {
      let known = (builtIn.releases + imported).map(\.title).joined(separator: ", ")
      throw Failure(message: "version \(wanted ?? "") of ATT&CK is not here; there are: \(known)")
    }
    let (shipped, read) = (
      releases.filter(choice.isBuiltIn), releases.filter { !choice.isBuiltIn($0) }
    )
    var parts = try read.map { try Self.facts(of: $0, in: workspace) }
    if shipped.count == builtIn.releases.count {
      parts.append(builtIn)
    } else if !shipped.isEmpty {
      parts.append(builtIn.keeping { shipped.contains($0) })
    }
    facts = AttackFacts.merging(parts)
    self.workspace = workspace
    self.choice = choice
  }

  private static func facts(
    of release: AttackRelease,
    in workspace: Workspace?
  ) throws -> AttackFacts {
    let pack = try workspace?.attackFacts(
      domain: release.domain.rawValue,
      version: release.version
    )
    return try FactsPack.read(pack ?? [])
  }

  /// The imported texts about these ids, of the releases in use.
  func texts(about ids: [AttackID]) throws -> AttackTexts {
    guard let workspace else { return AttackTexts() }
    do {
      var texts: [AttackText] = []
      for release in facts.releases where choice.isImported(release) {
        texts += try workspace.attackTexts(
          domain: release.domain.rawValue,
          version: release.version,
          about: ids.map(\.rawValue)
        )
      }
      return AttackTexts(texts)
    } catch {
      throw Failure(message: error.description)
    }
  }

  /// Names of actors that were imported from sources besides ATT&CK.
  func aliases() throws -> ActorAliases {
    guard let workspace else { return ActorAliases() }
    do {
      return try ActorAliases(importedInto: workspace, facts: facts)
    } catch {
      throw Failure(message: error.description)
    }
  }

  /// The workspace's reports with a claim on `subject` that was not rejected, newest first.
  func ownReports(claiming subject: String) throws -> [OwnReport] {
    guard let workspace else { return [] }
    do {
      return try workspace.reports(claiming: subject).map {
        OwnReport(id: $0.id, title: $0.title, claimCount: $0.claimCount)
      }
    } catch {
      throw Failure(message: error.description)
    }
  }

  /// The object that was typed, followed to what stands in its place.
  func look(
    up typed: String,
    among kinds: Set<AttackObject.Kind>,
    what: String
  ) throws -> (index: Int, askedFor: AttackID?) {
    switch facts.look(up: typed, among: kinds) {
    case .found(let index): return (index, nil)
    case .followed(let index, let from): return (index, from)
    case .unknown(let nearest):
      if let index = try aliased(typed, kinds) { return (index, nil) }
      let names = nearest.compactMap { facts.object($0) }.map { "\($0.id.rawValue) \($0.name)" }
      let hint = names.isEmpty ? "" : "; nearest: " + names.joined(separator: ", ")
      let versions = facts.releases.map(\.title).joined(separator: ", ")
      if let alias = try aliases().named(typed).first {
        throw Failure(
          message:
            "'\(alias.name)', \(alias.sentence), is no one \(what) of \(versions): what reports say of "
            + "it shows 'rollcall search \"\(alias.subject)\"'"
        )
      }
      throw Failure(message: "no \(what) '\(typed)' in \(versions)\(hint)")
    }
  }
}

extension LoadedKnowledge {
  /// The one actor that an imported list calls so.
  private func aliased(_ typed: String, _ kinds: Set<AttackObject.Kind>) throws -> Int? {
    let known = try aliases().named(typed).compactMap {
      facts.index(of: AttackID(rawValue: $0.subject))
    }
    let wanted = Set(known.filter { kinds.contains(facts.objects[$0].kind) })
    return wanted.count == 1 ? wanted.first : nil
  }

  /// Names that imported lists give an object besides ATT&CK's.
  func otherNames(of id: String) throws -> [ActorPage.OtherNames] {
    let names = Dictionary(grouping: try aliases().all.filter { $0.subject == id }, by: \.sentence)
    return names.sorted { $0.key < $1.key }.map { .init(names: $1.map(\.name), source: $0) }
  }
}

extension AttackRelease {
  /// `nil` where the record is of a domain that this version does not know.
  init?(_ record: AttackReleaseRecord) {
    guard let domain = Domain(rawValue: record.domain), let origin = Origin(rawValue: record.origin)
    else { return nil }
    self.init(domain: domain, version: record.version, origin: origin, date: record.date)
  }
}
