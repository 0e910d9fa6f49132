package import Scan
package import WorkspaceStore

extension ScanOptions {
  /// Takes over what the workspace declares: allowed traffic, and names that nobody uses.
  package mutating func takeDeclarations(of workspace: Workspace) throws {
    allow = AllowList(try workspace.allowEntries().map { try AllowRule($0) })
    canaries = CanaryList(try workspace.canaries())
  }
}
