package import LogBytes
package import Model

/// A log format. A new one is one file with a type like this and one line in `LogFormats.all`.
package protocol LogFormat: Sendable {
  static var facts: FormatFacts { get }

  /// How sure the first bytes of a file make us that it has this format: 0 no, 1 certain.
  /// `sample` is up to 64 KB and begins with the file's first record.
  static func confidence(in sample: Span<UInt8>) -> Double

  init(context: FormatContext)

  /// Decodes one record, adding its attempts to `sink`.
  mutating func decode(_ record: Span<UInt8>, into sink: inout AttemptSink) -> RecordVerdict

  /// Decodes a block of records. The default visits them by the framing; it is a requirement so that
  /// each format gets its own compiled loop.
  static func decodeBlock(
    _ block: Span<UInt8>,
    context: FormatContext,
    into sink: inout AttemptSink
  )
}

/// What is fixed about a format.
package struct FormatFacts: Sendable {
  /// The name for `--format` and for reports, as in `entra-ndjson`.
  package let id: String
  package let title: String
  package let framing: RecordFraming
  /// What its attempts are attempts at, and what the log cannot show of them.
  package let services: [ServiceFacts]
  /// Records written by us, with what they decode to. Tests and documents use them.
  package let examples: [FormatExample]

  package init(
    id: String,
    title: String,
    framing: RecordFraming,
    services: [ServiceFacts],
    examples: [FormatExample]
  ) {
    self.id = id
    self.title = title
    self.framing = framing
    self.services = services
    self.examples = examples
  }
}

/// What a log can show of the attempts on one service.
package struct ServiceFacts: Sendable {
  package let service: Service
  /// How much of what the requester learned can be read from the log.
  package let confirmedVisibility: Finding.Accounts.Visibility
  package let gaps: [VisibilityGap]

  package init(
    _ service: Service,
    confirmed: Finding.Accounts.Visibility,
    gaps: [VisibilityGap]
  ) {
    self.service = service
    confirmedVisibility = confirmed
    self.gaps = gaps
  }
}

/// One record and the attempt it must decode to (`nil`: it is no attempt).
package struct FormatExample: Sendable {
  package let record: String
  package let attempt: ExampleAttempt?

  package init(_ record: String, _ attempt: ExampleAttempt?) {
    self.record = record
    self.attempt = attempt
  }
}

package struct ExampleAttempt: Sendable, Equatable {
  package var name: String
  package var source: String?
  package var client: String?
  package var outcome: Outcome

  package init(
    _ name: String,
    from source: String?,
    client: String? = nil,
    _ outcome: Outcome
  ) {
    self.name = name
    self.source = source
    self.client = client
    self.outcome = outcome
  }
}

/// What a decoder is told about the file its block comes from.
package struct FormatContext: Sendable {
  /// The file's first record (a CSV header), for formats that need it in every block.
  package var firstRecord: [UInt8]
  /// Whether the block was cut inside a JSON array.
  package var startsInsideArray: Bool

  package init(
    firstRecord: [UInt8] = [],
    startsInsideArray: Bool = false
  ) {
    self.firstRecord = firstRecord
    self.startsInsideArray = startsInsideArray
  }
}

extension LogFormat {
  package static func decodeBlock(
    _ block: Span<UInt8>,
    context: FormatContext,
    into sink: inout AttemptSink
  ) {
    var decoder = Self(context: context)
    let lines: Int
    switch facts.framing {
    case .lines:
      lines = forEachLineOfText(in: block) { record, offset, line, isASCII in
        sink.visit(record, byteOffset: offset, line: line, isASCII: isASCII) {
          decoder.decode($0, into: &$1)
        }
      }
    case .quotedLines:
      lines = forEachQuotedLine(in: block) { record, offset, line in
        sink.visit(record, byteOffset: offset, line: line) { decoder.decode($0, into: &$1) }
      }
    case .jsonArray:
      lines = forEachArrayElement(in: block, isInside: context.startsInsideArray) {
        record,
        offset,
        line in
        sink.visit(record, byteOffset: offset, line: line) { decoder.decode($0, into: &$1) }
      }
    case .chunks:
      preconditionFailure("\(facts.id) must find its records itself")
    }
    sink.finishBlock(lines: lines)
  }
}
