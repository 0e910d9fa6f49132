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
  func `a ZIP file unpacks into one folder, as a bag must, and can be checked there`() throws {
    try rollcall("evidence export case-7.zip --workspace w --purpose court")
    let unpacked = try Program.shell(
      "mkdir u && cd u && python3 -m zipfile -e ../case-7.zip . && ls && cd case-7 "
        + "&& sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt",
      in: folder
    )
    #expect(unpacked.text == "case-7\n" && unpacked.status == 0, "\(unpacked.errors)")
    try expectBoth("u/case-7", 0, "GOOD")
    // The folder may be called otherwise, but there is one.
    try rollcall("evidence export .zip --workspace w --purpose court")
    try expectBoth(".zip", 0, "GOOD")
    let torn = "b=open('case-7.zip','rb').read().replace(b'case-7/data/heads',b'case-8/data/heads')"
    _ = try Program.shell("python3 -c \"\(torn); open('t.zip','wb').write(b)\"", in: folder)
    try expectBoth("t.zip", 1, "one folder")
  }

  @Test
  func `withheld records and bytes leave the rest verifiable`() throws {
    try rollcall("evidence redact out --event 2 --exhibit E-1 --workspace w --purpose privacy")
    try expectBoth("out", 0, "5 events (1 withheld)")
    let events = try String(contentsOfFile: folder.path + "/out/data/events.jsonl", encoding: .utf8)
    #expect(!events.contains("note.txt"))
  }

  @Test(arguments: ["out", "out.zip"])
  func `an export that was made before is redacted, and still verifies`(source: String) throws {
    try rollcall("evidence export \(source) --workspace w --purpose court")
    try rollcall("evidence rotate-key --workspace w --purpose yearly")
    try rollcall(
      "evidence redact less --from \(source) --event 2 --exhibit E-1 --workspace w --purpose privacy"
    )
    try expectBoth("less", 0, "5 events (1 withheld), ")
    let found = try Program.shell(
      "grep -rl 'note.txt\\|a large file' less/data; ls less/data/exhibits | wc -l",
      in: folder
    )
    #expect(found.text == "1\n", "\(found.text)")
    // And once more, of what is redacted already.
    try rollcall(
      "evidence redact least.zip --from less --event 3 --workspace w --purpose privacy"
    )
    try expectBoth("least.zip", 0, "5 events (2 withheld), ")
    _ = try Program.shell("echo x >>less/data/events.jsonl", in: folder)
    let bad = try rollcall(
      "evidence redact no --from less --event 3 --workspace w --purpose x",
      status: 2
    )
    #expect(bad.errors.contains("is not good"), "\(bad.errors)")
  }

  @Test
  func `a record that is taken out of the workspace is gone, and everything else verifies`() throws
  {
    try rollcall("evidence show E-2 --workspace w --purpose 'for Mrs. Miller'")
    let refused = try rollcall(
      "evidence redact --here --event 2 --workspace w --purpose x",
      status: 2
    )
    #expect(refused.errors.contains("dispose of that first"))
    try rollcall("evidence record dispose E-2 --workspace w --purpose privacy")
    try rollcall("evidence redact --here --event 2 --event 4 --workspace w --purpose privacy")
    let check = try rollcall("verify w")
    #expect(check.text.contains("7 events (2 withheld)"), "\(check.text)")
    let left = try Program.shell("grep -l 'Miller\\|note.txt\\|a note' w/*", in: folder)
    #expect(left.text.isEmpty, "\(left.text)")
    try rollcall("evidence export out --workspace w --purpose court")
    try expectBoth("out", 0, "8 events (2 withheld)")
    for (event, words) in [(0, "names a key"), (4, "withheld already"), (6, "what was withheld")] {
      let run = try rollcall(
        "evidence redact --here --event \(event) --workspace w --purpose x",
        status: 2
      )
      #expect(run.errors.contains(words), "\(run.errors)")
    }
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
  func `all 518 published vectors give the published verdict in verify.py as well`() throws {
    let shared = Program.repository + "/../shared/data/conformance/merkle-rfc6962-vectors/testdata"
    guard FileManager.default.fileExists(atPath: shared) else {
      print("skipped: the vectors are absent")
      return
    }
    let script = Program.repository + "/script/checks/merkle-vectors.py"
    if let run = try python("\(script) \(shared)") {
      #expect(run.status == 0 && run.text == "518 vectors, 0 wrong\n", "\(run.text)\(run.errors)")
    }
  }

  @Test
  func `a few hundred random tamperings are noticed and named by both verifiers`() throws {
    guard try python("-c 0") != nil else { return }
    let run = try Program.shell("ROLLCALL=$R \(Program.repository)/script/tamper 300 7", in: folder)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
  }

  @Test
  func `a measured log of evidence verifies`() throws {
    let run = try rollcall("evaluate custody --length 300 --batch 7")
    #expect(run.text.contains("| problems found | none |"))
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
    #expect(run.lines.count { $0.contains("original  finding") } == 1)
    let line = try rollcall("evidence show E-4 --workspace w --purpose look")
    #expect(line.text.contains("Invalid user"))
    let finding = try rollcall("evidence show E-24 --workspace w --purpose look")
    #expect(finding.text.contains("\"schema\":\"rollcall.finding/1\""))
    let log = try rollcall("evidence log --workspace w")
    #expect(log.text.contains("/auth.log --format jsonl\""))
    #expect(log.text.contains("\"query\":\"rollcall scan /"), "as it is found from any folder")
    #expect(log.text.contains("\"source_zone\":\"UTC\""))
    // Once more: what is an exhibit already is left alone.
    let again = try Program.shell(
      "id=$($R findings --workspace w --format jsonl | sed -E 's/.*\"id\":\"([^\"]+)\".*/\\1/');"
        + " $R evidence add --finding $id --workspace w --purpose case",
      in: folder
    )
    #expect(again.status == 0 && again.text.isEmpty)
    #expect(again.errors.contains("20 lines were exhibits before"))
  }

  @Test(arguments: [
    ("gzip -k auth.log; rm -r w; $R scan auth.log.gz", ""),
    ("tar czf a.tgz auth.log; rm -r w; $R scan a.tgz", ""),
    ("python3 -m zipfile -c a.zip auth.log; rm -r w; $R scan a.zip", ""),
    ("iconv -t UTF-16 auth.log >wide.log; rm -r w; $R scan wide.log", ""),
    ("(cat auth.log; echo) | xz >auth.log.xz; rm -r w; $R scan auth.log.xz", ""),
    ("rm -r w; $R scan - <auth.log", "<auth.log"),
    ("rm -r w; $R scan auth.log", "--moved auth.log=auth.old"),
  ])
  func `lines of packed, archived, wide, streamed and moved logs become exhibits`(
    scan: String,
    from: String
  ) throws {
    let run = try Program.shell(
      """
      \(scan) --workspace w --quiet --format jsonl >found || exit 9
      mv auth.log auth.old; [[ "\(from)" == "<"* ]] && cp auth.old auth.log
      id=$(sed -E 's/.*"id":"([^"]+)".*/\\1/' found)
      $R evidence add --finding $id --workspace w --purpose case \(from)
      """,
      in: folder
    )
    #expect(run.status == 0 && run.lines.count == 21, "\(run.text)\(run.errors)")
    let line = try rollcall("evidence show E-1 --workspace w --purpose look")
    #expect(line.text.contains("Invalid user guess"))
    try rollcall("verify w")
  }

  @Test
  func `a cited line that changed since the scan is no evidence`() throws {
    let run = try Program.shell(
      "sed -i 's/guess7x/guess8x/' auth.log;"
        + " id=$($R findings --workspace w --format jsonl | sed -E 's/.*\"id\":\"([^\"]+)\".*/\\1/');"
        + " $R evidence add --finding $id --workspace w --purpose case",
      in: folder
    )
    #expect(run.status == 2 && run.text.isEmpty)
    #expect(run.errors.contains("the line changed since the finding was made"), "\(run.errors)")
  }

  @Test
  func `exhibits of every kind say what they are, of what they were made and by which query`()
    throws
  {
    try folder.write("# A report\n\nThe operator used T1589.002.\n", to: "report.md")
    try rollcall("report add report.md --workspace w")
    for (options, kind) in [
      ("--report $($R report list --workspace w | grep -oE 'rp-[0-9a-f]+' | head -1)", "report"),
      ("note.txt --kind screenshot", "screenshot"),
      (
        "note.txt --kind hunt-result --query 'rollcall hunt run all auth.log' --source-tool 'x 1'",
        "hunt-result"
      ),
      ("note.txt --parent E-2 --working-copy --origin-host gate", "file"),
      ("note.txt --parent E-2", "file"),
    ] {
      let run = try rollcall(
        "evidence add \(options) --workspace w --purpose t --authority 'order 1'"
      )
      #expect(run.lines.count == 1, "\(kind)")
    }
    let list = try rollcall("evidence list --workspace w").text
    for words in [
      "E-4  original  report", "E-5  original  screenshot", "E-6  original  hunt-result",
      "E-7  working-copy of E-2  file", "E-8  derived of E-2  file",
    ] { #expect(list.contains(words), "\(words)") }
    let log = try rollcall("evidence log --workspace w").text
    #expect(log.contains("\"query\":\"rollcall hunt run all auth.log\""))
    #expect(log.contains("\"authority\":\"order 1\"") && log.contains("\"origin_host\":\"gate\""))
    #expect(log.contains("\"folder\":\"") && log.contains("system clock of the host"))
    #expect(
      try rollcall("evidence show E-4 --workspace w --purpose t").text.hasPrefix("# A report")
    )
    try rollcall("evidence export out --workspace w --purpose court")
    try expectBoth("out", 0, "GOOD")
  }

  @Test
  func `the graph of an export conforms to CASE`() throws {
    let tools = Program.repository + "/.build/python/bin"
    let path = "PATH=\(tools):$PATH"
    guard try Program.shell("\(path) command -v case_validate", in: folder).status == 0 else {
      print("skipped: case_validate is absent; script/setup --tests installs it")
      return
    }
    try rollcall("evidence add note.txt --parent E-1 --working-copy --workspace w --purpose copy")
    try rollcall("evidence export out --workspace w --purpose court")
    let run = try Program.shell("\(path) case_validate out/data/case.jsonld", in: folder)
    #expect(run.status == 0 && run.text.contains("Conforms: True"), "\(run.text)\(run.errors)")
  }

  @Test(arguments: [
    ("rsa:2048", "sha256"), ("rsa:3072", "sha512"),
    ("ec -pkeyopt ec_paramgen_curve:P-256", "sha256"),
    ("ec -pkeyopt ec_paramgen_curve:P-384", "sha384"),
    ("ec -pkeyopt ec_paramgen_curve:P-521", "sha512"),
  ])
  func `openssl answers a timestamp request and both verifiers believe the answer`(
    key: String,
    digest: String
  ) throws {
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
      signer_digest = \(digest)
      digests = sha256
      ess_cert_id_alg = sha256
      """
    try folder.write(config, to: "tsa.cnf")
    let made = try Program.shell(
      """
      set -e; echo 01 > serial
      openssl req -x509 -newkey \(key) -nodes -keyout ca.key -out ca.pem -days 9 -subj /CN=ca
      openssl req -newkey \(key) -nodes -keyout tsa.key -out tsa.csr -subj /CN=tsa
      openssl x509 -req -\(digest) -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -out tsa.pem \
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
    let byHand = try Program.shell(
      """
      openssl ts -verify -data out/data/timestamps/4.note -in out/data/timestamps/4.tsr -CAfile ca.pem
      """,
      in: folder
    )
    #expect(byHand.status == 0, "\(byHand.errors)")
    // A token whose signature has another bit is none, whoever writes it into the log's files.
    _ = try Program.shell(
      """
      openssl req -x509 -newkey rsa:2048 -nodes -keyout o.key -out other.pem -days 9 -subj /CN=ca
      size=$(stat -c %s r.tsr); cp r.tsr bad.tsr
      printf '\\x5a' | dd of=bad.tsr bs=1 seek=$((size - 9)) conv=notrunc 2>/dev/null
      """,
      in: folder
    )
    let other = try rollcall("verify out --tsa-ca other.pem", status: 1)
    #expect(other.text.contains("does not lead to a given authority"), "\(other.text)")
    let bad = try rollcall(
      "evidence timestamp --response bad.tsr --tsa-ca ca.pem --workspace w --purpose t",
      status: 2
    )
    #expect(bad.errors.contains("the timestamp is not good"), "\(bad.errors)")
  }
}
