import Foundation
package import Knowledge
package import WorkspaceStore

extension ActorAliases {
  /// The names that were imported into a workspace.
  package init(importedInto workspace: Workspace, facts: AttackFacts) throws(WorkspaceError) {
    self.init()
    for source in try workspace.aliasSources() {
      guard
        let clusters = try? JSONDecoder().decode(
          [ActorCluster].self,
          from: Data(source.actors.utf8)
        )
        // The importer wrote it and SQLite checked that it is JSON: another form is damage.
      else { throw .corrupt(path: workspace.directory) }
      add(clusters, source: "\(source.name) \(source.version)", facts: facts)
    }
  }
}
