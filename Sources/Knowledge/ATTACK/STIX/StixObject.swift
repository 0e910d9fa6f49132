/// One object of a STIX bundle, as far as ATT&CK's facts and texts need it.
///
/// The same for STIX 2.0 and 2.1: what differs between them is not read. A text that is missing is
/// empty.
struct StixObject {
  struct Reference: Hashable {
    var sourceName: String
    var externalID: String
    var title: String
    var url: String
  }

  /// Where an analytic looks.
  struct LogSource {
    /// STIX id of the data component.
    var component: String
    var name: String
    var channel: String
  }

  struct MutableElement {
    var field: String
    var description: String
  }

  var type = ""
  var id = ""
  var name = ""
  var description = ""
  var modified = ""
  var version = ""
  var isRevoked = false
  var isDeprecated = false
  var domains: [String] = []
  var references: [Reference] = []
  var aliases: [String] = []
  var platforms: [String] = []

  // Techniques and tactics.
  var killChainPhases: [String] = []
  var shortName = ""
  var detection = ""

  // Campaigns.
  var firstSeen = ""
  var lastSeen = ""

  // Detection strategies, analytics, data components: STIX ids and what hangs on them.
  var analytics: [String] = []
  var logSources: [LogSource] = []
  var mutableElements: [MutableElement] = []
  var dataSource = ""

  // Relationships.
  var relationshipType = ""
  var source = ""
  var target = ""

  /// What ATT&CK calls the object, if it does.
  var attackID: String? {
    references.first { Self.attackSources.contains($0.sourceName) && !$0.externalID.isEmpty }?
      .externalID
  }

  /// Everything the object cites but itself; other catalogues such as CAPEC have an id and are none.
  var citations: [Reference] {
    references.filter { $0.externalID.isEmpty && !Self.attackSources.contains($0.sourceName) }
  }

  private static let attackSources: Set = [
    "mitre-attack", "mitre-mobile-attack", "mitre-ics-attack",
  ]
}
