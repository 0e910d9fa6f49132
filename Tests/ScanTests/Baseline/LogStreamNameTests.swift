import Testing

@testable import Scan

struct LogStreamNameTests {
  @Test(arguments: [
    ("auth.log", "auth.log"), ("auth.log.3.gz", "auth.log"), ("auth.log-20260302", "auth.log"),
    ("w/uploads/1A2B3C4D-auth.log.1", "w/uploads/auth.log"),
    ("uploads/1A2B3C4D-auth.log", "uploads/auth.log"),
    // Somebody's own names.
    ("uploads/2026-auth.log", "uploads/2026-auth.log"),
    ("logs/1A2B3C4D-auth.log", "logs/1A2B3C4D-auth.log"),
    ("1A2B3C4D-auth.log", "1A2B3C4D-auth.log"),
  ])
  func `rotation and the mark of a log that was sent are no part of its name`(
    path: String,
    stream: String
  ) {
    #expect(LogStreamName.of(path) == stream)
  }

  @Test
  func `logs that are sent under one name are one stream in two files`() {
    let (first, second) = (SentLogName.new("auth.log"), SentLogName.new("auth.log"))
    #expect(first != second)
    #expect(LogStreamName.of("uploads/" + first) == LogStreamName.of("uploads/" + second))
  }
}
