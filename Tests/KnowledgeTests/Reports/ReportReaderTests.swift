import Foundation
import Model
import Testing

@testable import Knowledge

struct ReportReaderTests {
  private func read(_ text: String, _ file: String) throws -> (String, [String]) {
    let (format, report) = try ReportReader.read(Array(text.utf8), file: file)
    let sections = report.sections.map {
      "\($0.kind.rawValue): " + String(decoding: report.bytes[$0.range], as: UTF8.self)
    }
    return (format.rawValue, sections)
  }

  @Test
  func `a page gives headings, paragraphs, items, rows and code, and no script`() throws {
    let (format, sections) = try read(
      """
      <!doctype html><html><head><title>A &amp; B</title><style>p{}</style></head><body>
      <h1>Head</h1><p>One <b>two</b>&nbsp;three<script>alert("<p>no</p>")</script><ul><li>a<li>b</ul>
      <table><tr><td>x</td><td>y</td></tr></table><pre>l1
      l2</pre><!-- <p>hidden</p> --><h2>IOCs</h2><p>bad[.]ru</p>
      """,
      "a.html"
    )
    #expect(format == "html")
    #expect(
      sections == [
        "heading: Head", "paragraph: One two three", "list: a", "list: b", "table: x | y",
        "code: l1\nl2", "heading: IOCs", "indicators: bad[.]ru",
      ]
    )
  }

  @Test
  func `Markdown is parted at its marks`() throws {
    let (format, sections) = try read(
      "# Head\n\nA line\ngoes on.\n- item\n```\ncode\n```\n| a | b |\n",
      "r.md"
    )
    #expect(format == "markdown")
    #expect(
      sections == [
        "heading: Head", "paragraph: A line goes on.", "list: - item", "code: code",
        "table: | a | b |",
      ]
    )
  }

  @Test
  func `plain text is parted at blank lines, and its list of indicators is seen`() throws {
    let (format, sections) = try read("One.\n\nTwo\n\nIndicators of Compromise:\nbad.ru\n", "r.txt")
    #expect(format == "text")
    #expect(
      sections == [
        "paragraph: One.", "paragraph: Two", "heading: Indicators of Compromise:",
        "indicators: bad.ru",
      ]
    )
  }

  @Test
  func `a STIX bundle and a MISP event become text`() throws {
    let stix = try read(
      #"{"type":"bundle","objects":[{"type":"report","name":"R","description":"D"},"#
        + #"{"type":"indicator","name":"I","pattern":"[ipv4-addr:value = '45.77.1.2']"},"#
        + #"{"type":"attack-pattern","name":"P","external_references":[{"external_id":"T1566"}]}]}"#,
      "b.json"
    )
    #expect(stix.0 == "stix")
    #expect(stix.1.contains("heading: R") && stix.1.contains("list: T1566"))
    #expect(stix.1.contains("list: [ipv4-addr:value = '45.77.1.2']"))
    let misp = try read(
      #"{"Event":{"info":"E","Attribute":[{"value":"a.exe|5f4d","comment":"c"}],"#
        + #""Object":[{"Attribute":[{"value":"bad.ru"}]}]}}"#,
      "e.json"
    )
    #expect(misp.0 == "misp")
    #expect(misp.1 == ["heading: E", "list: a.exe 5f4d", "paragraph: c", "list: bad.ru"])
  }

  @Test
  func `characters that cannot be seen and turns of direction are dropped`() throws {
    let (_, sections) = try read("ev\u{200b}il\u{202e}.ru \u{7}x\u{0301}", "r.txt")
    #expect(sections == ["paragraph: evil.ru x\u{0301}"])
  }

  @Test(arguments: ["", "   \n", "<html><script>x</script>"])
  func `a file without text is an error`(text: String) {
    #expect(throws: ReportError.empty(file: "r.txt")) {
      try ReportReader.read(Array(text.utf8), file: "r.txt")
    }
  }

  @Test
  func `zero bytes and other JSON are no report`() {
    for text in ["a\0b", #"{"a":1}"#, "{"] {
      #expect(throws: ReportError.notAReport(file: "x")) {
        try ReportReader.read(Array(text.utf8), file: "x")
      }
    }
  }

  @Test
  func `fifty megabytes of HTML in one line are cut at the limit`() throws {
    let bytes = Array("<html><p>".utf8) + [UInt8](repeating: 0x61, count: 50 << 20)
    let text = try ReportReader.read(bytes, file: "a.html").text
    #expect(text.wasCut)
    #expect(text.bytes.count <= ReportTextBuilder.longestText)
  }

  @Test
  func `a million open elements need no stack`() throws {
    let bytes = Array(("<html>" + String(repeating: "<div>", count: 1_000_000) + "deep").utf8)
    #expect(try ReportReader.read(bytes, file: "a.html").text.bytes == Array("deep".utf8))
    let json = Array((#"{"objects":"# + String(repeating: "[", count: 1_000_000)).utf8)
    #expect(throws: ReportError.notAReport(file: "x")) { try ReportReader.read(json, file: "x") }
  }

  @Test
  func `a page without an end of script, comment or tag ends`() throws {
    for open in ["<script>", "<!-- ", "<p "] {
      let bytes = Array(("<html>text" + String(repeating: open, count: 100_000)).utf8)
      #expect(try ReportReader.read(bytes, file: "a.html").text.bytes.starts(with: "text".utf8))
    }
  }

  /// Made with the system's `python3`, which setup asks for.
  private func zip(_ python: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let program =
      "import zipfile,sys,io\nb=io.BytesIO()\nz=zipfile.ZipFile(b,'w',zipfile.ZIP_DEFLATED)\n"
    process.arguments = [
      "python3", "-c", program + python + "\nz.close()\nsys.stdout.buffer.write(b.getvalue())",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = Array(try pipe.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    return bytes
  }

  @Test
  func `a DOCX file gives its headings, paragraphs and rows`() throws {
    let xml =
      "<w:document><w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>"
      + "<w:p><w:r><w:t>One &amp;</w:t></w:r><w:r><w:t> two</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r>"
      + "<w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:document>"
    let bytes = try zip("z.writestr('a.txt','no')\nz.writestr('word/document.xml',\"\(xml)\")")
    let (format, text) = try ReportReader.read(bytes, file: "a.docx")
    #expect(format == .docx)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "Head\n\nOne & two\n\nx |")
    #expect(text.sections.map(\.kind) == [.heading, .paragraph, .table])
  }

  @Test
  func `a zip bomb is unpacked to the limit only`() throws {
    let bytes = try zip(
      "z.writestr('word/document.xml','<w:t>'+'a'*(200<<20))"
    )
    #expect(bytes.count < 1 << 20)
    let text = try ReportReader.read(bytes, file: "a.docx").text
    #expect(text.wasCut)
    #expect(text.bytes.count <= ReportTextBuilder.longestText)
  }

  @Test
  func `entities in a DOCX file are refused, and a zip file of anything else too`() throws {
    let bomb = try zip(
      "z.writestr('word/document.xml','<!DOCTYPE x [<!ENTITY a \"ha\">]><w:t>&a;</w:t>')"
    )
    #expect(throws: ReportError.declaresEntities(file: "a.docx")) {
      try ReportReader.read(bomb, file: "a.docx")
    }
    let other = try zip("z.writestr('x','y')")
    #expect(throws: ReportError.noDocument(file: "a.docx")) {
      try ReportReader.read(other, file: "a.docx")
    }
  }

  @Test
  func `a PDF is read by pdftotext, and a broken one is an error`() throws {
    guard PDFReader.isInstalled else {
      print("skipped: pdftotext is not installed")
      return
    }
    let stream = "BT /F1 12 Tf 72 720 Td (Seen at evil-host.ru) Tj ET"
    let pdf = """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
      4 0 obj<</Length \(stream.utf8.count)>>stream
      \(stream)
      endstream endobj
      5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
      trailer<</Root 1 0 R>>
      """
    let (format, text) = try ReportReader.read(Array(pdf.utf8), file: "a.pdf")
    #expect(format == .pdf)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "Seen at evil-host.ru")
    #expect(throws: ReportError.brokenPDF(file: "b.pdf")) {
      try ReportReader.read(Array("%PDF-1.4 nothing".utf8), file: "b.pdf")
    }
  }

  /// A PDF of these objects, the first of which is the catalogue. Made with the system's `python3`.
  private func pdf(_ objects: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let program = """
      import sys, zlib
      font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
      page = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>")
      objects = [b"<</Type/Catalog/Pages 2 0 R>>"] + \(objects)
      out = b"%PDF-1.4\\n"
      for number, body in enumerate(objects, 1):
        out += b"%d 0 obj\\n" % number + body + b"\\nendobj\\n"
      sys.stdout.buffer.write(out + b"trailer<</Root 1 0 R>>\\n")
      """
    process.arguments = ["python3", "-c", program]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = Array(try pipe.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    return bytes
  }

  @Test
  func `hostile PDFs end within the limits`() throws {
    guard PDFReader.isInstalled else {
      print("skipped: pdftotext is not installed")
      return
    }
    let loop = try pdf("[b'<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>']")
    #expect(throws: ReportError.empty(file: "a.pdf")) { try ReportReader.read(loop, file: "a.pdf") }
    let count = try pdf(
      "[b'<</Type/Pages/Kids[3 0 R]/Count 2000000000>>', page, b'<</Length 0>>stream endstream', font]"
    )
    #expect(throws: ReportError.self) { try ReportReader.read(count, file: "a.pdf") }
    // 90 KB that unpack to 30 MB of text on one page.
    let bomb = try pdf(
      "(lambda s: [b'<</Type/Pages/Kids[3 0 R]/Count 1>>', page, b'<</Length %d/Filter/FlateDecode>>stream '"
        + " % len(s) + s + b' endstream', font])(zlib.compress(b'BT /F1 9 Tf 10 TL 50 700 Td '"
        + " + b'(The same words) Tj T* ' * 1300000 + b'ET'))"
    )
    #expect(bomb.count < 1 << 20)
    // Either it is read or it is refused; what must not happen is that it takes more than its limits.
    let clock = ContinuousClock()
    let time = clock.measure {
      do {
        let text = try ReportReader.read(bomb, file: "a.pdf").text
        #expect(text.bytes.count <= ReportTextBuilder.longestText)
      } catch {
        let refusals = [ReportError.brokenPDF(file: "a.pdf"), .empty(file: "a.pdf")]
        #expect(refusals.contains { $0 == error as? ReportError })
      }
    }
    #expect(time < .seconds(35))
  }

  @Test
  func `a PDF of twenty pages is read whole`() throws {
    guard PDFReader.isInstalled else {
      print("skipped: pdftotext is not installed")
      return
    }
    let bytes = InventedPDF.bytes(
      pages: 20,
      text: "They called name after name, and noted who was there. "
    )
    let text = try ReportReader.read(bytes, file: "a.pdf").text
    // 20 pages of 50 lines of 90 characters, of which some are blanks at the ends of lines.
    #expect((85_000...92_000).contains(text.bytes.count))
    #expect(!text.wasCut)
  }
}

/// Files that were made to take long, and those of odd encodings.
struct HostileReportTests {
  /// Of the machine's processor: a time at which nobody would wait.
  private static let mostSeconds = 20.0

  /// In seconds of processor of this thread: other tests run beside it.
  private static func timed<Result>(
    _ body: () throws -> Result
  ) rethrows -> (Result, seconds: Double) {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }
    let start = now()
    let result = try body()
    return (result, now() - start)
  }

  private func read(_ text: String, _ file: String = "a.html") throws -> ReportText {
    let (result, seconds) = try Self.timed {
      try ReportReader.read(Array(text.utf8), file: file).text
    }
    #expect(seconds < Self.mostSeconds, "\(seconds) s")
    return result
  }

  @Test(arguments: ["<", "<a ", "<!--", "</", "<div>", "&#", "<p", "<script", "<pre>\n", "<td>"])
  func `a page of one mark over and over is read in a time that grows with its length`(
    mark: String
  ) throws {
    let text = try read("<html>The beginning." + String(repeating: mark, count: 400_000))
    #expect(String(decoding: text.bytes.prefix(14), as: UTF8.self) == "The beginning.")
  }

  @Test
  func
    `a text of a section for each indicator gives each its score in a time that grows with both`()
    throws
  {
    let places = 0..<40_000
    let addresses = places.map { "45.\($0 / 62_500).\($0 / 250 % 250).\($0 % 250)" }
    let text = try read(
      "Seen 9.9.9.1\n\nIndicators of compromise\n\n" + addresses.joined(separator: "\n\n"),
      "a.txt"
    )
    let names = NameMatcher(try FactsPack.read(FactsPack.builtIn()))
    let (claims, seconds) = Self.timed {
      ExtractedClaims(of: text, names: names).claims
    }
    #expect(seconds < Self.mostSeconds, "\(seconds) s")
    #expect(claims.count == ExtractedClaims.most)
    #expect(claims.dropFirst().allSatisfy { $0.score == 0.95 })
  }

  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func `a text in UTF-16 is one`(encoding: String.Encoding) throws {
    let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xff, 0xfe] : [0xfe, 0xff]
    let wide = try #require("APT29 used T1589.002 – né".data(using: encoding))
    let read = try ReportReader.read(mark + wide, file: "a.txt")
    #expect(String(decoding: read.text.bytes, as: UTF8.self) == "APT29 used T1589.002 – né")
  }

  @Test(arguments: [
    ("TLP:RED\n\nThey came.", "a.txt", TrafficLight.red),
    ("A report. TLP: Amber+Strict.", "a.txt", .amberStrict), ("tlp:white", "a.txt", .clear),
    ("<html><p>TLP:CLEAR</p><p>Not TLP:RED.</p>", "a.html", .clear),
    (#"{"Event":{"info":"x","Tag":[{"name":"tlp:green"},{"name":"tlp:red"}]}}"#, "a.json", .red),
    (
      #"{"objects":[{"type":"report","name":"x","object_marking_refs":["#
        + #""marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"]}]}"#, "a.json",
      .amberStrict
    ),
  ])
  func `a report's own label is read`(text: String, file: String, label: TrafficLight) throws {
    let (format, read) = try ReportReader.read(Array(text.utf8), file: file)
    #expect(ReportMarking.label(of: read, format: format) == label)
  }

  @Test
  func `a report that says nothing of who may be told has no label`() throws {
    let (format, read) = try ReportReader.read(Array("They used TLP labels.".utf8), file: "a.txt")
    #expect(ReportMarking.label(of: read, format: format) == nil)
  }
}
