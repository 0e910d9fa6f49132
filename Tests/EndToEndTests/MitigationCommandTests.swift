import Testing

/// Controls, audit and self-test by the program.
struct MitigationCommandTests {
  private static let postconf = "alias_maps = hash:/etc/aliases\nmyhostname = mx.corp.example\n"
  private static let sshd =
    "2026-03-02T07:12:09Z h sshd[7]: Failed password for anna from 203.0.113.7 port 22 ssh2\n"

  @Test
  func `states are recorded, change, and say who answers for them`() throws {
    let folder = try Folder()
    try folder.write(Self.postconf, to: "main.txt")
    try folder.write(Self.sshd, to: "auth.log")
    let first = try Program.run(
      ["mitigation", "check", "main.txt", "auth.log", "--workspace", "w"],
      in: folder
    )
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.text.contains("OFF  verify-command"))
    #expect(first.text.contains("OFF  ssh-keys"))
    #expect(first.text.contains("auth.log:1 (0+86 sha256 "), "\(first.text)")
    #expect(first.errors.contains("main.txt: read as postconf -n"))
    try folder.write(Self.postconf + "disable_vrfy_command = yes\n", to: "main.txt")
    let second = try Program.run(
      ["mitigation", "check", "main.txt", "--workspace", "w"],
      in: folder
    )
    #expect(second.text.contains("main.txt:3: disable_vrfy_command = yes"))
    #expect(second.text.contains("was off before"))
    let set = try Program.run(
      [
        "mitigation", "set", "ssh-keys", "--owner", "Bela", "--due", "2026-12-01", "--accept",
        "old host", "--expires", "2027-01-31", "--workspace", "w",
      ],
      in: folder
    )
    #expect(set.status == 0, "\(set.errors)")
    let list = try Program.run(["mitigation", "list", "--workspace", "w"], in: folder)
    #expect(list.text.contains("owner: Bela"))
    #expect(list.text.contains("until 2027-01-31 00:00: old host"))
    #expect(list.text.contains("changes: off 20"))
    // The second check could not tell of sshd: what the first knew stays.
    #expect(list.text.contains("OFF  ssh-keys"))
    let json = try Program.run(["mitigation", "list", "--json"], in: folder)
    #expect(json.lines.count == 20)
    #expect(json.lines.allSatisfy { $0.contains(#""state":"unknown""#) })
  }

  private static let refused: [([String], Int32)] = [
    (["mitigation", "set", "nothing", "--owner", "a", "--workspace", "w"], 2),
    (["mitigation", "set", "ssh-keys", "--accept", "why", "--workspace", "w"], 64),
    (["mitigation", "set", "ssh-keys", "--workspace", "w"], 64),
    (["mitigation", "check", "absent.log"], 2),
    (["audit", "absent.log"], 2),
    (["selftest", "check", "absent.json", "."], 2),
    (["selftest", "plan", "--flow", "no"], 64),
  ]

  @Test(arguments: refused)
  func `what cannot be done ends with its status`(arguments: [String], status: Int32) throws {
    let run = try Program.run(arguments, in: try Folder())
    #expect(run.status == status)
    #expect(!run.errors.isEmpty)
  }

  private static func requests(_ status: (Bool) -> Int) -> String {
    (0..<120).map { number in
      let exists = number % 2 == 0
      let name = (exists ? "n\(number / 2)" : "x\(number)") + "@corp.example"
      let second = 10 + number % 50
      return "203.0.113.7 - - [02/Mar/2026:07:\(10 + number / 50):\(second) +0000] "
        + "\"GET /forgot?email=\(name) HTTP/1.1\" \(status(exists)) 100 \"-\" \"curl\"\n"
    }.joined()
  }

  @Test
  func `an audit names the endpoint, and the next one shows that it was fixed`() throws {
    let folder = try Folder()
    try folder.write((0..<60).map { "n\($0)@corp.example\n" }.joined(), to: "names.txt")
    try folder.write(Self.requests { $0 ? 200 : 404 }, to: "a.log")
    let arguments = ["audit", "a.log", "--names", "names.txt", "--workspace", "w"]
    let before = try Program.run(arguments, in: folder)
    #expect(before.status == 0, "\(before.errors)")
    #expect(before.text.contains("1. GET /forgot?email={name}: one probe a name"), "\(before.text)")
    try folder.write(Self.requests { _ in 200 }, to: "a.log")
    let after = try Program.run(arguments, in: folder)
    #expect(after.text.contains("now alike"), "\(after.text)")
  }

  @Test
  func `a self-test is planned, checked and shown`() throws {
    let folder = try Folder()
    let plan = try Program.run(
      ["selftest", "plan", "--flow", "ssh-password", "--out", "plan.json"],
      in: folder
    )
    let name = try #require(plan.text.firstMatch(of: /as (rc[a-z0-9]+-10m)/)).1
    try folder.write(
      "2026-03-02T07:12:09Z h sshd[7]: Invalid user \(name) from 203.0.113.7 port 22\n",
      to: "auth.log"
    )
    let check = try Program.run(
      [
        "selftest", "check", "plan.json", "auth.log", "--performed", "2026-03-02T07:12:00Z",
        "--workspace", "w",
      ],
      in: folder
    )
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.text.contains("miss: logged as sshd, absent, after 9.0 s"), "\(check.text)")
    #expect(check.text.contains("hit: not logged"))
    let show = try Program.run(["selftest", "show", "--workspace", "w"], in: folder)
    #expect(show.text == check.text)
  }
}
