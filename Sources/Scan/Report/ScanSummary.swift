package import Model

/// The account of a scan: what became of every record of every input.
package struct ScanSummary: Equatable, Sendable, Codable {
  /// Why records were not understood, and where to look.
  package struct Reason: Equatable, Sendable, Codable {
    package var text: String
    package var count: Int
    /// The first few lines with it, counted from 1.
    package var exampleLines: [Int]

    package init(text: String, count: Int, exampleLines: [Int]) {
      self.text = text
      self.count = count
      self.exampleLines = exampleLines
    }
  }

  package struct Input: Equatable, Sendable, Codable {
    package var path: String
    /// The format's id; `nil` where no format took the file.
    package var format: String?
    /// How sure the choice of format is, from 0 to 1.
    package var confidence: Double
    /// Unpacked size.
    package var byteCount: UInt64
    package var records: Int
    package var attempts: Int
    package var notAttempts: Int
    package var notUnderstood: [Reason]

    package init(
      path: String,
      format: String?,
      confidence: Double,
      byteCount: UInt64,
      records: Int,
      attempts: Int,
      notAttempts: Int,
      notUnderstood: [Reason]
    ) {
      self.path = path
      self.format = format
      self.confidence = confidence
      self.byteCount = byteCount
      self.records = records
      self.attempts = attempts
      self.notAttempts = notAttempts
      self.notUnderstood = notUnderstood
    }

    package var notUnderstoodCount: Int { notUnderstood.reduce(0) { $0 + $1.count } }

    /// Records that are in none of the three counts.
    ///
    /// Always 0, or there is an error of ours.
    package var unaccounted: Int { records - attempts - notAttempts - notUnderstoodCount }
  }

  package var inputs: [Input]
  package var sourceCount: Int
  package var nameCount: Int
  /// Of the attempts; `nil` without any.
  package var firstSeen: Timestamp?
  package var lastSeen: Timestamp?
  /// Findings that are not authorised.
  package var findingCount: Int
  package var authorisedCount: Int
  package var wallTimeMilliseconds: Int64
  package var peakMemoryByteCount: UInt64?

  package init(
    inputs: [Input],
    sourceCount: Int,
    nameCount: Int,
    firstSeen: Timestamp?,
    lastSeen: Timestamp?,
    findingCount: Int,
    authorisedCount: Int = 0,
    wallTimeMilliseconds: Int64,
    peakMemoryByteCount: UInt64?
  ) {
    self.inputs = inputs
    self.sourceCount = sourceCount
    self.nameCount = nameCount
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.findingCount = findingCount
    self.authorisedCount = authorisedCount
    self.wallTimeMilliseconds = wallTimeMilliseconds
    self.peakMemoryByteCount = peakMemoryByteCount
  }
}

extension ScanRecord.Input {
  /// The same account as a workspace keeps it.
  package init(_ input: ScanSummary.Input, sha256: String?) {
    self.init(
      path: input.path,
      format: input.format ?? "",
      confidence: input.confidence,
      byteCount: input.byteCount,
      sha256: sha256,
      records: input.records,
      attempts: input.attempts,
      notAttempts: input.notAttempts,
      notUnderstood: input.notUnderstoodCount
    )
  }
}
