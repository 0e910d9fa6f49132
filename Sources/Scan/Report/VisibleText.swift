// Names, client strings and paths come from whoever typed them. In a terminal they must not move the
// cursor, change colours, hide, or turn the reading order round. What could is written as its code
// point, `\u{202E}`, so that a reader sees that it is there.
//
// Letters of right-to-left scripts are left alone: they are what the name is.

package enum VisibleText {
  /// Marks that may stand on one letter; real scripts need two or three, "zalgo" text has dozens.
  private static let marksOnALetter = 3

  /// The text with everything that is not plainly visible written out.
  package static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20...0x7e ~= $0 }) { return text }
    var result = String.UnicodeScalarView()
    // A mark at the start would sit on a letter of ours.
    var marksInARow = marksOnALetter
    for scalar in text.unicodeScalars {
      if isMark(scalar), !isUnsafe(scalar), marksInARow < marksOnALetter {
        marksInARow += 1
        result.append(scalar)
      } else if isMark(scalar) || isUnsafe(scalar) {
        result.append(contentsOf: codePoint(of: scalar).unicodeScalars)
        marksInARow = marksOnALetter
      } else {
        marksInARow = 0
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Controls, formatting such as bidi overrides, and everything else that shows nothing or a blank.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7f { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse,
      .surrogate, .unassigned:
      return true
    default:
      // Fillers and variation selectors are letters and marks by category, and invisible. The
      // blank Braille pattern is a symbol that shows nothing.
      return scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }

  private static func codePoint(of scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }
}
