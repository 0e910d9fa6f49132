import Model

/// A configuration as it was given: its lines, and its JSON if it is JSON.
struct ConfigurationFile: Sendable {
  let path: String
  /// Without line ends.
  let lines: [String]
  let json: PlacedJSON?

  init(path: String, bytes: [UInt8]) {
    self.path = path
    let text = String(decoding: bytes, as: UTF8.self)
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map(String.init)
    let first = bytes.first { ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].contains($0) }
    json = first == 0x7b || first == 0x5b ? PlacedJSONReader.read(bytes) : nil
  }

  /// Lines longer than this are not shown: an export may stand on one line, with secrets in it.
  private static let longestText = 160

  func citation(line: Int?) -> ControlCitation {
    guard let line, lines.indices.contains(line - 1) else { return ControlCitation(file: path) }
    let text = lines[line - 1].drop { $0 == " " || $0 == "\t" }
    let isShown = text.utf8.count <= Self.longestText
    return ControlCitation(file: path, line: line, text: isShown ? String(text) : nil)
  }
}

/// A setting that says whether a control works.
struct ConfigurationFact: Sendable {
  var control: Control
  var isOn: Bool
  var scope: String
  var statement: String
  /// The lines that it rests on; none where a default holds because nothing is set.
  var lines: [Int]
  var isIndirect = false

  init(
    _ control: Control,
    isOn: Bool,
    scope: String,
    _ statement: String,
    lines: [Int],
    isIndirect: Bool = false
  ) {
    (self.control, self.isOn, self.scope) = (control, isOn, scope)
    (self.statement, self.lines, self.isIndirect) = (statement, lines, isIndirect)
  }

  func observation(in file: ConfigurationFile) -> ControlObservation {
    let places = lines.isEmpty ? [nil] : lines.map(Optional.some)
    return ControlObservation(
      isOn ? .on : .off,
      .configuration,
      scope: scope,
      statement,
      isIndirect: isIndirect,
      count: places.count,
      citations: places.map { file.citation(line: $0) }
    )
  }
}

/// What was read of one configuration.
struct ConfigurationReading: Sendable {
  var facts: [ConfigurationFact] = []
  /// What a person should know, such as a file that is included and was not read.
  var notes: [(line: Int?, text: String)] = []

  init(_ facts: [ConfigurationFact] = []) { self.facts = facts }
}

/// A kind of configuration. A new one is one file with a value like this and one line in `all`.
struct ConfigurationKind: Sendable {
  var id: String
  var title: String
  /// `nil` if the file is none of this kind.
  var read: @Sendable (ConfigurationFile) -> ConfigurationReading?

  /// Sorted by id; a test keeps the order. The first that takes a file has it.
  static let all: [ConfigurationKind] = [
    .activeDirectoryPasswords,
    .adfs,
    .cognito,
    .conditionalAccess,
    .dnsZone,
    .entraSettings,
    .exchange,
    .gitLab,
    .keycloakRealm,
    .mtaSTS,
    .okta,
    .outsideAccess,
    .postfix,
    .sshd,
    .wordPress,
  ]
}
