import LogBytes
import LogFormats
import Model
import Testing

/// Decodes one record with a format of its own, as a scan would.
struct Decoded {
  var verdict: RecordVerdict
  var attempts: [ExampleAttempt] = []
  var times: [EventTime] = []

  init(_ record: String, as format: any LogFormat.Type, context: FormatContext = .init()) {
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    let bytes = Array(record.utf8)
    format.decodeBlock(bytes.span, context: context, into: &sink)
    if sink.tally.attempts > 0 {
      verdict = .attempt
    } else if let reason = sink.tally.examples.first?.reason {
      verdict = .notUnderstood(reason)
    } else {
      verdict = .notAttempt
    }
    for attempt in sink.attempts.inOrder {
      var outcome = attempt.outcome
      outcome.timeIsZoneless = false
      let source =
        attempt.source == Attempt.none
        ? nil : sink.sources.withBytes(of: attempt.source) { SourceKey($0).text }
      let client = attempt.client == Attempt.none ? nil : sink.clients.text(of: attempt.client)
      let name = sink.names.table.text(of: attempt.name)
      attempts.append(ExampleAttempt(name, from: source, client: client, outcome))
      times.append(
        EventTime(
          seconds: attempt.seconds,
          milliseconds: attempt.milliseconds,
          isZoneless: attempt.outcome.timeIsZoneless
        )
      )
    }
  }
}

struct FormatExampleTests {
  @Test(arguments: LogFormats.all.indices)
  func `every example decodes to the attempt it promises`(index: Int) {
    let format = LogFormats.all[index]
    #expect(!format.facts.examples.isEmpty)
    for example in format.facts.examples where !format.isBinary {
      // A CSV example is its header, a line end, and the record.
      let parts = example.record.split(separator: "\n", maxSplits: 1)
      let context = FormatContext(firstRecord: parts.count == 2 ? Array(parts[0].utf8) : [])
      let decoded = Decoded(example.record, as: format, context: context)
      #expect(decoded.attempts == (example.attempt.map { [$0] } ?? []), "\(example.record)")
      #expect(decoded.verdict == (example.attempt == nil ? .notAttempt : .attempt))
    }
  }

  @Test
  func `formats are listed by id and each id stands once`() {
    let ids = LogFormats.all.map { $0.facts.id }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
  }

  @Test(arguments: LogFormats.all.indices)
  func `each format recognises its own examples first`(index: Int) {
    let format = LogFormats.all[index]
    guard !format.isBinary else { return }
    let sample = Array(format.facts.examples.map(\.record).joined(separator: "\n").utf8)
    let detected = LogFormats.detect(sample.span)
    #expect(detected?.format.facts.id == format.facts.id)
    #expect((detected?.confidence ?? 0) >= 0.5)
  }
}

extension LogFormat {
  /// Records that no line of text can show.
  static var isBinary: Bool {
    if case .chunks = facts.framing { true } else { false }
  }
}
