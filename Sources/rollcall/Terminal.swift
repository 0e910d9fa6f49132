import Foundation
import Scan

/// What the output side is: a terminal of some width, or a file.
struct Terminal {
  var width: Int
  var style: TerminalStyle

  /// The terminal behind `descriptor`. Colour is left out when it is none, when `NO_COLOR` is set, or
  /// when `TERM` is `dumb`.
  init(descriptor: Int32) {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(descriptor) == 1
    width = environment["COLUMNS"].flatMap(Int.init) ?? Self.measuredWidth(descriptor) ?? 100
    let wantsColour =
      isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    style = wantsColour ? .colour : .plain
  }

  private static func measuredWidth(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
