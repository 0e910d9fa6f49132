/// A PDF of plain pages, written by hand: what reading one costs is measured on it.
package enum InventedPDF {
  private static let lineLength = 90
  private static let linesOfAPage = 50

  /// `pages` pages of 50 lines of the text, which is repeated as often as is needed. ASCII only.
  package static func bytes(pages: Int, text: String) -> [UInt8] {
    let words = text.unicodeScalars.filter {
      $0.isASCII && $0.value >= 32 && !"()\\".unicodeScalars.contains($0)
    }
    let letters = Array(String(String.UnicodeScalarView(words)).utf8)
    var file = Array("%PDF-1.4\n".utf8)
    var objects: [Int] = []
    func add(_ body: String) {
      objects.append(file.count)
      file += Array("\(objects.count) 0 obj\n\(body)\nendobj\n".utf8)
    }
    let kids = (0..<pages).map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
    add("<</Type/Catalog/Pages 2 0 R>>")
    add("<</Type/Pages/Count \(pages)/Kids[\(kids)]>>")
    add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    var place = 0
    for page in 0..<pages {
      var stream = "BT /F1 9 Tf 12 TL 50 740 Td\n"
      for _ in 0..<linesOfAPage {
        let line = (0..<lineLength).map { letters[(place + $0) % letters.count] }
        place += lineLength
        stream += "(" + String(decoding: line, as: UTF8.self) + ") Tj T*\n"
      }
      stream += "ET"
      add(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents \(5 + 2 * page) 0 R"
          + "/Resources<</Font<</F1 3 0 R>>>>>>"
      )
      add("<</Length \(stream.utf8.count)>>stream\n\(stream)\nendstream")
    }
    let start = file.count
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in objects {
      table += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
    }
    file += Array(
      (table + "trailer<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n")
        .utf8
    )
    return file
  }
}
