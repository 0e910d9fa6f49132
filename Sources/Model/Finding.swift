/// A roll call that the logs show: one list of names worked by one operator, with its evidence.
///
/// The coding keys are the output contract `rollcall.finding/1`: consumers rely on them. Lists are
/// complete and sorted: sources by probes then address, accounts by name, evidence by file then offset.
package struct Finding: Equatable, Sendable, Codable, Identifiable {
  package static let schema = "rollcall.finding/1"

  package enum Kind: String, Sendable, Codable {
    case enumeration
  }

  package enum Pattern: String, Sendable, Codable {
    case singleSource = "single-source"
    case distributed
    case sourceFree = "source-free"
    case followOn = "follow-on"
    case canary
  }

  package var schema = Finding.schema
  /// `rc-` and 32 hexadecimal digits of a hash of the evidence: the same on every run.
  package var id: String
  package var technique: TechniqueID
  package var kind: Kind
  package var pattern: Pattern
  package var firstSeen: Timestamp
  package var lastSeen: Timestamp
  /// Event time of the attempt that crossed the line.
  package var detectedAt: Timestamp
  /// First contacts of a source with a name; retries are not probes.
  package var probes: Int
  package var probesAtDetection: Int
  package var services: [String]
  package var sources: [Source]
  package var clients: [String]
  package var accounts: Accounts
  package var score: Score
  package var stages: [Stage]
  /// Identifiers of the gaps that bound this verdict.
  package var visibility: [String]
  /// What would have made the same attempts benign, for people.
  package var benignIf: [String]
  /// Probes in each of equal stretches of time from `firstSeen` to `lastSeen`.
  package var rhythm: [Int]
  package var evidence: [Evidence]
  /// Canary names among those it asked for; `nil` without one.
  package var canaries: [Canary]?
  /// The id of the earlier finding that this one follows from; `nil` for any but a follow-on.
  package var follows: String?
  /// `nil` where nobody asked for it.
  package var triage: Triage?
  /// `nil` while nobody has declared the traffic.
  package private(set) var status: Status?
  /// Who answers for the traffic, if it was declared.
  package private(set) var authorisedBy: Authorisation?

  package enum Status: String, Sendable, Codable {
    case authorised
  }

  /// The entry of the allow list that covers every attempt of the finding.
  package struct Authorisation: Equatable, Sendable, Codable {
    package var entry: String
    package var owner: String
    package var reason: String
    package var expires: Timestamp

    package init(entry: String, owner: String, reason: String, expires: Timestamp) {
      self.entry = entry
      self.owner = owner
      self.reason = reason
      self.expires = expires
    }

    package init(_ entry: AllowEntry) {
      self.init(
        entry: entry.id,
        owner: entry.owner,
        reason: entry.reason,
        expires: entry.expires
      )
    }
  }

  package struct Source: Equatable, Sendable, Codable {
    /// An address, or the name that the client gave of itself where the log holds no address.
    package var ip: String
    package var probes: Int
    /// The share of belief that this source took part, from the same test.
    package var posterior: Double
    /// Number of the autonomous system that the address belongs to, where a database told it.
    package var asn: UInt32?

    package init(ip: String, probes: Int, posterior: Double, asn: UInt32? = nil) {
      self.ip = ip
      self.probes = probes
      self.posterior = posterior
      self.asn = asn
    }
  }

  package struct Accounts: Equatable, Sendable, Codable {
    package enum Visibility: String, Sendable, Codable {
      /// The log shows every name that the requester could tell to exist.
      case full
      /// The log can hide some of them, or is not certain of them.
      case partial
      /// The answers told the requester nothing, or the log shows no hit at all.
      case none
    }

    package var probed: Int
    package var absent: Int
    /// Names that exist and were tried, whether or not the requester could tell.
    package var present: [String]
    /// Names that exist and whose existence was disclosed to the requester.
    package var confirmed: [String]
    package var confirmedVisibility: Visibility

    package init(
      probed: Int,
      absent: Int,
      present: [String],
      confirmed: [String],
      confirmedVisibility: Visibility
    ) {
      self.probed = probed
      self.absent = absent
      self.present = present
      self.confirmed = confirmed
      self.confirmedVisibility = confirmedVisibility
    }

    enum CodingKeys: String, CodingKey {
      case probed, absent, present, confirmed
      case confirmedVisibility = "confirmed_visibility"
    }
  }

  package struct Score: Equatable, Sendable, Codable {
    package struct Term: Equatable, Sendable, Codable {
      package var name: String
      package var log10E: Double
      /// How many attempts stand behind the term.
      package var attempts: Int

      package init(name: String, log10E: Double, attempts: Int) {
        self.name = name
        self.log10E = log10E
        self.attempts = attempts
      }

      enum CodingKeys: String, CodingKey {
        case name
        case log10E = "log10_e"
        case attempts
      }
    }

    package var log10E: Double
    /// Sources tested divided by the e-value: how many findings at least this strong chance alone
    /// would be expected to make in this scan.
    package var expectedFalseFindings: Double
    package var terms: [Term]

    package init(log10E: Double, expectedFalseFindings: Double, terms: [Term]) {
      self.log10E = log10E
      self.expectedFalseFindings = expectedFalseFindings
      self.terms = terms
    }

    enum CodingKeys: String, CodingKey {
      case log10E = "log10_e"
      case expectedFalseFindings = "expected_false_findings"
      case terms
    }
  }

  package struct Stage: Equatable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
      case passwordSpray = "password-spray"
      case passwordGuessing = "password-guessing"
      /// Accounts refused as locked or blocked after wrong secrets.
      case lockout
      /// Sign-ins tried at services that the roll call did not ask.
      case externalService = "external-service"
      case accountTakeover = "account-takeover"
      /// An account that was taken over is used more than its owner ever did.
      case accountAbuse = "account-abuse"
      case inboundMail = "inbound-mail"

      package var technique: TechniqueID {
        switch self {
        case .passwordSpray: .passwordSpraying
        case .passwordGuessing: .passwordGuessing
        case .lockout: .bruteForce
        case .externalService: .externalServices
        case .accountTakeover: .validAccounts
        case .accountAbuse: .emailAccounts
        case .inboundMail: .phishing
        }
      }
    }

    package var technique: TechniqueID
    package var kind: Kind
    package var firstSeen: Timestamp
    package var lastSeen: Timestamp
    package var attempts: Int
    package var sources: [String]
    package var accounts: [String]
    /// Chance of this much overlap with the confirmed accounts if the stage had nothing to do with
    /// the roll call; `nil` where the question does not arise.
    package var pValue: Double?

    package init(
      technique: TechniqueID,
      kind: Kind,
      firstSeen: Timestamp,
      lastSeen: Timestamp,
      attempts: Int,
      sources: [String],
      accounts: [String],
      pValue: Double?
    ) {
      self.technique = technique
      self.kind = kind
      self.firstSeen = firstSeen
      self.lastSeen = lastSeen
      self.attempts = attempts
      self.sources = sources
      self.accounts = accounts
      self.pValue = pValue
    }

    enum CodingKeys: String, CodingKey {
      case technique, kind, attempts, sources, accounts
      case firstSeen = "first_seen"
      case lastSeen = "last_seen"
      case pValue = "p_value"
    }
  }

  package init(
    id: String,
    technique: TechniqueID,
    kind: Kind,
    pattern: Pattern,
    firstSeen: Timestamp,
    lastSeen: Timestamp,
    detectedAt: Timestamp,
    probes: Int,
    probesAtDetection: Int,
    services: [String],
    sources: [Source],
    clients: [String],
    accounts: Accounts,
    score: Score,
    stages: [Stage],
    visibility: [String],
    benignIf: [String],
    rhythm: [Int],
    evidence: [Evidence]
  ) {
    self.id = id
    self.technique = technique
    self.kind = kind
    self.pattern = pattern
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.detectedAt = detectedAt
    self.probes = probes
    self.probesAtDetection = probesAtDetection
    self.services = services
    self.sources = sources
    self.clients = clients
    self.accounts = accounts
    self.score = score
    self.stages = stages
    self.visibility = visibility
    self.benignIf = benignIf
    self.rhythm = rhythm
    self.evidence = evidence
  }

  /// Marks the finding as authorised, or with `nil` as a finding like any other.
  package mutating func authorise(by authorisation: Authorisation?) {
    status = authorisation.map { _ in .authorised }
    authorisedBy = authorisation
  }

  enum CodingKeys: String, CodingKey {
    case schema, id, technique, kind, pattern, probes, services, sources, clients, accounts, score
    case stages, visibility, rhythm, evidence, status, canaries, triage
    case follows
    case firstSeen = "first_seen"
    case lastSeen = "last_seen"
    case detectedAt = "detected_at"
    case probesAtDetection = "probes_at_detection"
    case benignIf = "benign_if"
    case authorisedBy = "authorised_by"
  }
}
