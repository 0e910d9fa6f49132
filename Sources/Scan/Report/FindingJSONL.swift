package import Model

/// The output contract `rollcall.finding/1`: one JSON object a line.
package enum FindingJSONL {
  /// The finding with its line end.
  ///
  /// - Throws: `EncodingError` where a figure is infinite or none.
  package static func line(for finding: Finding) throws -> String {
    try ReportJSON.line(finding)
  }
}
