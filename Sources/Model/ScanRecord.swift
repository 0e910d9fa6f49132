/// What one scan read and what became of every record of it.
package struct ScanRecord: Equatable, Sendable, Codable, Identifiable {
  /// A hash of the inputs: a scan of the same bytes with the same options has the same id.
  package var id: String
  package var startedAt: Timestamp
  package var finishedAt: Timestamp
  package var toolVersion: String
  /// The options that can change a finding, as they would be typed.
  package var options: String
  package var inputs: [Input]
  /// Different sources and account names in all inputs together.
  package var sourceCount: Int
  package var nameCount: Int

  package struct Input: Equatable, Sendable, Codable {
    /// As it was named to the scan; `archive.zip!member` for a member of an archive.
    package var path: String
    /// The format's id; empty where no format took the file.
    package var format: String
    /// How sure the choice of format is, from 0 to 1.
    package var confidence: Double
    /// Unpacked size.
    package var byteCount: UInt64
    /// SHA-256 of the whole input in lower-case hexadecimal, if it was taken.
    package var sha256: String?
    /// `attempts`, `notAttempts` and `notUnderstood` add up to it.
    package var records: Int
    /// Records that were decoded to an attempt.
    package var attempts: Int
    /// Records that were understood and tell of something else.
    package var notAttempts: Int
    package var notUnderstood: Int

    package init(
      path: String,
      format: String,
      confidence: Double,
      byteCount: UInt64,
      sha256: String?,
      records: Int,
      attempts: Int,
      notAttempts: Int,
      notUnderstood: Int
    ) {
      self.path = path
      self.format = format
      self.confidence = confidence
      self.byteCount = byteCount
      self.sha256 = sha256
      self.records = records
      self.attempts = attempts
      self.notAttempts = notAttempts
      self.notUnderstood = notUnderstood
    }

    enum CodingKeys: String, CodingKey {
      case path, format, confidence, sha256, records, attempts
      case byteCount = "bytes"
      case notAttempts = "not_attempts"
      case notUnderstood = "not_understood"
    }
  }

  package init(
    id: String,
    startedAt: Timestamp,
    finishedAt: Timestamp,
    toolVersion: String,
    options: String,
    inputs: [Input],
    sourceCount: Int,
    nameCount: Int
  ) {
    self.id = id
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.toolVersion = toolVersion
    self.options = options
    self.inputs = inputs
    self.sourceCount = sourceCount
    self.nameCount = nameCount
  }

  /// What was given to the option of that name, as in `--timezone`; `nil` where it was not.
  package func option(_ name: String) -> String? {
    let words = options.split(separator: " ")
    let value = words.firstIndex { $0 == name }.map { $0 + 1 } ?? words.endIndex
    return words.indices.contains(value) ? String(words[value]) : nil
  }

  enum CodingKeys: String, CodingKey {
    case id, options, inputs
    case startedAt = "started_at"
    case finishedAt = "finished_at"
    case toolVersion = "tool_version"
    case sourceCount = "sources"
    case nameCount = "names"
  }
}
