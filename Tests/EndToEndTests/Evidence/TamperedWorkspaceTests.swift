import Foundation
import Testing

/// A workspace whose database, files or keys somebody changed behind the program's back.
struct TamperedWorkspaceTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(String(repeating: "a large file\n", count: 6_000), to: "large.txt")
    try folder.write(String(repeating: "another large file\n", count: 6_000), to: "other.txt")
    try folder.write("a note\n", to: "note.txt")
    try folder.write("another note\n", to: "second.txt")
    for file in ["note.txt", "second.txt", "large.txt", "other.txt"] {
      let run = try Program.shell("$R evidence add \(file) --workspace w --purpose t", in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    _ = try Program.shell("$R evidence show E-1 --workspace w --purpose t >seen", in: folder)
  }

  private static let triggers = """
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    """

  /// `change` is Python; `db` is the open database.
  private func tamper(_ change: String) throws {
    let program = """
      import hashlib, os, sqlite3
      db = sqlite3.connect("w/rollcall.sqlite", isolation_level=None)
      \(Self.triggers)
      def record(n): return db.execute("SELECT record FROM custody_event WHERE position=?", (n,)).fetchone()[0]
      def put(n, bytes): db.execute("UPDATE custody_event SET record=? WHERE position=?", (bytes, n))
      \(change)
      db.close()
      """
    try folder.write(program, to: "tamper.py")
    let run = try Program.shell("python3 tamper.py", in: folder)
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test(arguments: [
    // A flipped bit.
    ("r=bytearray(record(2)); r[40]^=1; put(2, bytes(r))", "event 2: "),
    ("put(2, record(2).replace(b'second.txt', b'secund.txt'))", "event 2: a stored hash"),
    // Deleted, truncated, inserted, reordered.
    ("db.execute('DELETE FROM custody_event WHERE position=2')", "event 2: it was deleted"),
    (
      "db.execute('PRAGMA foreign_keys=0'); db.execute('DELETE FROM custody_event WHERE position=5')",
      "rolled back"
    ),
    ("put(5, record(5)[:-9])", "event 5: this is not a canonical record: it was altered"),
    (
      "db.execute('INSERT INTO custody_event VALUES (6, ?)', (record(5).replace(b'\"position\":\"5\"', b'\"position\":\"6\"'),))",
      "event 6"
    ),
    ("a, b = record(2), record(3); put(2, b); put(3, a)", "deleted or reordered"),
    // A record that makes way for its hash, as if it had been withheld.
    (
      "put(2, b'{\"withheld\":\"' + hashlib.sha256(b'\\0' + record(2)).hexdigest().encode() + b'\"}')",
      "event 2: its record is replaced by its hash, and no event says that it was withheld"
    ),
    // Swapped and altered contents.
    (
      """
      rows = db.execute('SELECT sha256, bytes FROM exhibit_content').fetchall()
      for (name, _), (_, other) in zip(rows, reversed(rows)): db.execute('UPDATE exhibit_content SET bytes=? WHERE sha256=?', (other, name))
      """, "E-1: its bytes are not those that were taken in"
    ),
    (
      """
      files = [os.path.join(p, n) for p, _, names in os.walk('w/exhibits') for n in names]
      a, b = files; os.rename(a, 'x'); os.rename(b, a); os.rename('x', b)
      """, "E-3: its bytes are not those that were taken in"
    ),
    (
      "[os.remove(os.path.join(p, n)) for p, _, names in os.walk('w/exhibits') for n in names]",
      "E-3: its bytes are gone"
    ),
    // Rows that lists are made of.
    (
      "db.execute(\"UPDATE exhibit SET name='x' WHERE position=2\")",
      "E-2: its row is not what its event says"
    ),
    // Another key, another head.
    (
      "import base64; k=db.execute('SELECT verifier FROM custody_key').fetchone()[0].split('+')[0]; b=bytes([1])+bytes(32); i=hashlib.sha256(k.encode()+b'\\n'+b).hexdigest()[:8]; db.execute('UPDATE custody_key SET verifier=?', (k+'+'+i+'+'+base64.b64encode(b).decode(),))",
      "key: the database names another key than the events: it was replaced"
    ),
    (
      """
      lines = db.execute('SELECT note FROM custody_head WHERE size = 3').fetchone()[0].split(b'\\n')
      lines[2] = (b'B' if lines[2][:1] == b'A' else b'A') + lines[2][1:]
      db.execute('UPDATE custody_head SET note = ? WHERE size = 3', (b'\\n'.join(lines),))
      """, "head of 3 events"
    ),
    (
      "db.execute('UPDATE custody_node SET hash = zeroblob(32) WHERE place = 4')",
      "event 2: a stored hash"
    ),
    (
      "open('w/custody-head.note', 'a').write('x')",
      "custody-head.note: this is not a signed head: it was altered"
    ),
  ])
  func `what was done to a workspace is named`(change: String, words: String) throws {
    try tamper(change)
    let run = try Program.shell("$R verify w", in: folder)
    #expect(run.status == 1, "\(run.text)\(run.errors)")
    #expect(run.text.contains(words), "\(run.text)\(run.errors)")
  }

  @Test
  func `a log that was made anew under another key is found by the key, and by a witness`() throws {
    let line = """
      $R evidence heads --key --workspace w --out key; $R evidence heads --workspace w --out witness
      $R verify w --key key --witness witness >good || exit 9
      rm -r w; $R evidence add note.txt --workspace w --purpose t >/dev/null
      $R verify w >anew || exit 8
      $R verify w --key key; $R verify w --witness witness
      $R evidence export out --workspace w --purpose t
      $R verify out --key key
      """
    let run = try Program.shell(line, in: folder)
    #expect(run.status == 1, "\(run.text)\(run.errors)")
    #expect(run.text.components(separatedBy: "the key was replaced").count == 3, "\(run.text)")
    #expect(run.text.contains("it is of the log"))
  }
}
