/// What a scan made of one real log, beside what is known of it.
package struct KnownLogResult: Codable, Equatable, Sendable {
  package var title: String
  package var path: String
  package var known: String
  package var attempts: Int
  package var findings: Int
  package var patterns: [String]
  /// How many sources the answer speaks of, as counted in the decoded log.
  package var knownSources: Int
  package var foundSources: Int
  package var differences: [String]

  package var isInAgreement: Bool { differences.isEmpty }
}
