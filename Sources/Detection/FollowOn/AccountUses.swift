import Model

/// How the accounts of a scan are used, whatever campaigns there are: what `FollowOnLinker` can be told
/// before they are known.
package struct AccountUses: Sendable {
  let directory: AccountDirectory
  /// Without failures.
  let trace: AccountTrace
  let strange: StrangeSignIns
  /// Accounts that signed in in earlier scans.
  let acquainted: Set<UInt32>

  /// - Complexity: O(attempts), and O(n log n) for sign-ins.
  package init(_ table: AttemptTable, history: NameHistory, prior: PriorLife = PriorLife()) {
    let directory = AccountDirectory(history, of: table)
    self.directory = directory
    trace = AccountTrace(table, directory: directory, prior: prior)
    strange = StrangeSignIns(trace, prior: prior, directory: directory, in: table)
    acquainted = Set(prior.uses.map { directory[$0.name] })
  }
}
