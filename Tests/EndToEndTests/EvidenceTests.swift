import Foundation
import Testing

/// Evidence as people keep it, with both verifiers.
struct EvidenceTests {
  private let folder: Folder

  /// A workspace with three exhibits: two small, and one too large for the database.
  init() throws {
    folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    try folder.write(String(repeating: "a large file\n", count: 20_000), to: "large.txt")
    try folder.write("a note\n", to: "note.txt")
    _ = try rollcall("scan auth.log --workspace w --quiet --format jsonl")
    for file in ["large.txt", "note.txt", "auth.log"] {
      _ = try rollcall("evidence add \(file) --workspace w --purpose test")
    }
  }

  @discardableResult
  private func rollcall(_ line: String, status: Int32 = 0) throws -> Program {
    let run = try Program.shell("$R \(line)", in: folder)
    #expect(run.status == status, "\(line): \(run.text)\(run.errors)")
    return run
  }

  /// `nil`, with a line that says so, where Python or its package is absent.
  private func python(_ line: String) throws -> Program? {
    guard try Program.shell("python3 -c 'import cryptography'", in: folder).status == 0 else {
      print("skipped: python3 with the package cryptography is absent")
      return nil
    }
    return try Program.shell("python3 -B \(line)", in: folder)
  }

  private func expectBoth(_ target: String, _ status: Int32, _ word: String) throws {
    let own = try rollcall("verify \(target)", status: status)
    #expect(own.text.contains(word), "\(own.text)")
    _ = try Program.shell(
      "$R evidence export v --workspace w --purpose t; cp v/verify.py .",
      in: folder
    )
    if let other = try python("verify.py \(target)") {
      #expect(other.status == status, "\(other.text)\(other.errors)")
      #expect(other.text.contains(word), "\(other.text)")
    }
  }

  @Test(arguments: ["out", "out.zip"])
  func `an export verifies with both verifiers`(target: String) throws {
    try rollcall("evidence show E-1 --workspace w --purpose look > seen")
    try rollcall("evidence rotate-key --workspace w --purpose yearly")
    try rollcall("evidence export \(target) --workspace w --purpose court")
    try expectBoth(target, 0, "GOOD")
    try rollcall("verify w")
  }

  @Test
  func `withheld records and bytes leave the rest verifiable`() throws {
    try rollcall("evidence redact out --event 2 --exhibit E-1 --workspace w --purpose privacy")
    try expectBoth("out", 0, "5 events (1 withheld)")
    let events = try String(contentsOfFile: folder.path + "/out/data/events.jsonl", encoding: .utf8)
    #expect(!events.contains("note.txt"))
  }

  @Test(arguments: [
    ("sed -i '2s/test/best/' out/data/events.jsonl", "altered"),
    ("sed -i 2d out/data/events.jsonl", "deleted"),
    ("sed -i 2p out/data/events.jsonl", "inserted"),
    ("sed -i '2{h;d};3G' out/data/events.jsonl", "reordered"),
    ("sed -i '$d' out/data/events.jsonl", "truncated"),
    ("cd out/data/exhibits; f=($(ls)); mv ${f[0]} x; mv ${f[1]} ${f[0]}; mv x ${f[1]}", "swapped"),
    ("rm out/data/exhibits/$(ls out/data/exhibits | head -1)", "deleted"),
    ("sed -i 's/+/-/' out/data/keys.txt", "keys"),
    ("echo x > out/data/new.txt", "signature.note"),
  ])
  func `tampering is named even when the manifests are made anew`(
    command: String,
    word: String
  ) throws {
    try rollcall("evidence export out --workspace w --purpose court")
    let manifests = """
      (cd out && find data -type f | LC_ALL=C sort | xargs sha256sum > manifest-sha256.txt && \
      sha256sum bag-info.txt bagit.txt manifest-sha256.txt verify.py > tagmanifest-sha256.txt)
      """
    _ = try Program.shell("(\(command)) && \(manifests)", in: folder)
    try expectBoth("out", 1, word)
  }

  @Test
  func `a note with two signature lines of one key is refused`() throws {
    try rollcall("evidence export out --workspace w --purpose court")
    _ = try Program.shell("sed -i '$p' out/signature.note", in: folder)
    try expectBoth("out", 1, "signature.note")
  }

  @Test
  func `a measured log of evidence verifies`() throws {
    let run = try rollcall("evaluate custody --length 300 --batch 7")
    #expect(run.text.contains("| problems found | none |"))
  }

  @Test
  func `a process that is killed at any moment loses no acknowledged event`() throws {
    var (killed, acknowledged) = (0, 0)
    for milliseconds in stride(from: 4, through: 120, by: 4) {
      let file = milliseconds % 8 == 0 ? "large.txt" : "note.txt"
      let run = try Program.shell(
        "timeout -s KILL \(Double(milliseconds) / 1000) $R evidence add \(file) --workspace w"
          + " --purpose kill",
        in: folder
      )
      // The shell may have become `timeout`, which dies of the signal that it sends.
      if run.status == 137 || run.status == SIGKILL { killed += 1 }
      acknowledged += run.lines.count
      let check = try rollcall("verify w")
      let events = Int(check.text.prefix { $0 != " " }) ?? 0
      // The first four are those of `init`; an event that was not acknowledged may be there as well.
      #expect(events >= 4 + acknowledged)
    }
    #expect(killed > 0 && acknowledged > 0)
  }

  @Test
  func `a database that was put back is detected, with the witness and without`() throws {
    _ = try Program.shell("cp -r w old", in: folder)
    try rollcall("evidence show E-1 --workspace w --purpose look > seen")
    try rollcall("evidence heads --workspace w --out witness")
    #expect(try rollcall("verify old --witness witness", status: 1).text.contains("rolled back"))
    _ = try Program.shell("rm w/rollcall.sqlite*; cp old/rollcall.sqlite* w/", in: folder)
    #expect(try rollcall("verify w", status: 1).text.contains("rolled back"))
    let add = try rollcall("evidence add note.txt --workspace w --purpose x", status: 2)
    #expect(add.errors.contains("rolled back"))
  }

  @Test
  func `the lines of a finding become exhibits`() throws {
    let run = try Program.shell(
      "id=$($R findings --workspace w --format jsonl | sed -E 's/.*\"id\":\"([^\"]+)\".*/\\1/');"
        + " $R evidence add --finding $id --workspace w --purpose case &&"
        + " $R evidence list --finding $id --workspace w",
      in: folder
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count { $0.contains("log-line") } == 20)
    let line = try rollcall("evidence show E-4 --workspace w --purpose look")
    #expect(line.text.contains("Invalid user"))
  }

  @Test
  func `the graph of an export conforms to CASE`() throws {
    guard try Program.shell("command -v case_validate", in: folder).status == 0 else {
      print("skipped: case_validate (of the package case-utils) is not in PATH")
      return
    }
    try rollcall("evidence add note.txt --parent E-1 --working-copy --workspace w --purpose copy")
    try rollcall("evidence export out --workspace w --purpose court")
    let run = try Program.shell("case_validate out/data/case.jsonld", in: folder)
    #expect(run.status == 0 && run.text.contains("Conforms: True"), "\(run.text)\(run.errors)")
  }

  @Test
  func `openssl answers a timestamp request and both verifiers believe the answer`() throws {
    guard try Program.shell("openssl version", in: folder).status == 0 else {
      print("skipped: openssl is absent")
      return
    }
    try rollcall("evidence timestamp --request q.tsq --workspace w --purpose t")
    let config = """
      [tsa]
      default_tsa = t
      [t]
      serial = serial
      crypto_device = builtin
      signer_cert = tsa.pem
      signer_key = tsa.key
      default_policy = 1.2.3.4
      signer_digest = sha256
      digests = sha256
      ess_cert_id_alg = sha256
      """
    try folder.write(config, to: "tsa.cnf")
    let made = try Program.shell(
      """
      set -e; echo 01 > serial
      openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 9 -subj /CN=ca
      openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=tsa
      openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -out tsa.pem \
        -extfile <(echo extendedKeyUsage=critical,timeStamping)
      openssl ts -reply -config tsa.cnf -queryfile q.tsq -out r.tsr
      openssl ts -verify -queryfile q.tsq -in r.tsr -CAfile ca.pem
      """,
      in: folder
    )
    #expect(made.status == 0, "\(made.errors)")
    try rollcall("evidence timestamp --response r.tsr --tsa-ca ca.pem --workspace w --purpose t")
    try rollcall("evidence export out --workspace w --purpose t")
    #expect(try rollcall("verify out --tsa-ca ca.pem").text.contains("1 timestamps"))
    if let other = try python("out/verify.py --tsa-ca ca.pem") {
      #expect(
        other.status == 0 && other.text.contains("1 timestamps"),
        "\(other.text)\(other.errors)"
      )
    }
    #expect(
      try rollcall("verify out --tsa-ca tsa.csr", status: 2).errors.contains("no certificate")
    )
  }
}
