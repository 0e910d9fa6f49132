import Foundation
import LogBytes
import LogFormats
import Model
import Testing

/// The example logs in `Examples/` that `script/make-examples` writes.
struct ExampleLogTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Examples")

  @Test(arguments: [
    ("sshd/auth.log", "syslog", "203.0.113.44", 26),
    ("sshd/auth-iso.log", "syslog", "2001:db8:77::9", 22),
    ("sshd/journal.jsonl", "journal-json", "203.0.113.52", 20),
    // Of the 26 recipients that were asked for, the four that exist are only counts.
    ("mail/mail.log", "syslog", "203.0.113.61", 22),
    ("web/access.log", "access-log", "203.0.113.88", 26),
    ("web/access.log", "access-log", "203.0.113.90", 16),
  ])
  func `an example log is understood whole and holds its roll call`(
    path: String,
    id: String,
    caller: String,
    names: Int
  ) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(path)))
    let found = LogFormats.detect(bytes.span)
    let format = try #require(found?.format)
    #expect(format.facts.id == id)
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    format.decodeBlock(bytes.span, context: .init(), into: &sink)
    let tally = sink.tally
    #expect(tally.notUnderstood.reduce(0, +) == 0)
    #expect((200...500).contains(tally.lines))
    var called: Set<UInt32> = []
    for attempt in sink.attempts.inOrder where attempt.source != Attempt.none {
      let source = sink.sources.withBytes(of: attempt.source) { SourceKey($0).text }
      if source == caller { called.insert(attempt.name) }
    }
    #expect(called.count == names)
    // A name taken for a password would be masked and never count.
    let masked = sink.names.traits.count { $0.contains(.looksLikePassword) }
    #expect(masked == 0)
  }
}
