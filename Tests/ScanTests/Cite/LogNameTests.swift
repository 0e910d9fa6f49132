import Scan
import Testing

struct LogNameTests {
  @Test(arguments: [
    ("auth.log", "/srv/logs/auth.log"), ("./auth.log", "/srv/logs/auth.log"),
    ("../auth.log", "/srv/auth.log"), ("../../../auth.log", "/auth.log"),
    ("day/a.zip!../auth.log", "/srv/logs/day/a.zip!../auth.log"), ("-", "-"),
    ("/var/log/auth.log", "/var/log/auth.log"), (".hidden", "/srv/logs/.hidden"),
  ])
  func `a log is named from the root, members of archives and standard input as they were`(
    typed: String,
    kept: String
  ) {
    #expect(LogName.absolute(typed, from: "/srv/logs") == kept)
  }

  @Test
  func `in the root there is nothing in front`() {
    #expect(LogName.absolute("auth.log", from: "/") == "/auth.log")
  }
}
