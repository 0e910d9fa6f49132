/// A company that never was, a few weeks of its logs, and what is true of them.
package enum Lab {
  /// Writes logs and `truth.json` into a new folder at `path`, or into an empty one.
  ///
  /// The folder is made beside its place and moved there when it is whole, so a failure leaves
  /// nothing. The same parameters write the same bytes on every machine.
  /// - Complexity: O(events); the events of one day are in memory at a time.
  /// - Throws: `LabError`.
  package static func write(to path: String, _ parameters: LabParameters) throws -> LabTruth {
    throw LabError.parameter("no logs are written yet")
  }
}
