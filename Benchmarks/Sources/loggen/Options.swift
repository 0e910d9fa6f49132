/// What the command line asked for.
struct Options {
  static let usage = """
    usage: loggen access|entra|sshd --megabytes N --seed S --sources K --out FILE [--truth FILE]

    Writes a log of N million bytes with exactly K source addresses. The same arguments give the same bytes.
    --truth writes the planted enumerators: address, number of names, pace.

    """

  enum Format: String {
    case access, entra, sshd
  }

  let format: Format
  let byteCount: Int
  let seed: UInt64
  let sources: Int
  let outputPath: String
  let truthPath: String?

  /// - Parameter arguments: without the program's name.
  /// - Throws: `LoggenError` for anything missing, unknown or out of range.
  init(_ arguments: [String]) throws(LoggenError) {
    guard let name = arguments.first, let format = Format(rawValue: name) else {
      throw LoggenError("the first argument is access, entra or sshd")
    }
    self.format = format
    let values = try Self.pairs(arguments.dropFirst())
    byteCount = 1_000_000 * (try Self.number(values, "--megabytes", 1...100_000))
    seed = UInt64(try Self.number(values, "--seed", 0...Int.max))
    sources = try Self.number(values, "--sources", 1...100_000_000)
    guard let path = values["--out"] else { throw LoggenError("--out is missing") }
    outputPath = path
    truthPath = values["--truth"]
  }

  private static func pairs(_ arguments: ArraySlice<String>) throws(LoggenError) -> [String: String]
  {
    let known: Set = ["--megabytes", "--seed", "--sources", "--out", "--truth"]
    var values: [String: String] = [:]
    var rest = arguments
    while let option = rest.popFirst() {
      guard known.contains(option) else { throw LoggenError("unknown option \(option)") }
      guard let value = rest.popFirst() else { throw LoggenError("\(option) needs a value") }
      values[option] = value
    }
    return values
  }

  private static func number(
    _ values: [String: String],
    _ option: String,
    _ range: ClosedRange<Int>
  ) throws(LoggenError) -> Int {
    guard let text = values[option], let value = Int(text), range.contains(value) else {
      throw LoggenError("\(option) needs a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
