import Model

/// One artifact that a finding rests on: a source, a confirmed account, or a log file.
struct OCSFEvidence: Encodable, Equatable {
  struct Endpoint: Encodable, Equatable {
    struct AutonomousSystem: Encodable, Equatable {
      var number: UInt32
    }

    var ip: String?
    var name: String?
    var autonomousSystem: AutonomousSystem?
  }

  struct User: Encodable, Equatable {
    var name: String
    var emailAddr: String?
  }

  struct File: Encodable, Equatable {
    var name: String
    var path: String
    var typeId = 1
  }

  struct Detail: Encodable, Equatable {
    var probes: Int?
    var posterior: Double?
    var citedRecords: Int?
  }

  var srcEndpoint: Endpoint?
  var user: User?
  var file: File?
  var data: Detail?

  static func all(of finding: Finding) -> [OCSFEvidence] {
    let sources = finding.sources.map { source in
      let isAddress = looksLikeAddress(source.ip)
      return OCSFEvidence(
        srcEndpoint: isAddress
          ? Endpoint(ip: source.ip, autonomousSystem: source.asn.map { .init(number: $0) })
          : Endpoint(name: source.ip),
        data: Detail(probes: source.probes, posterior: source.posterior)
      )
    }
    let users = finding.accounts.confirmed.map { name in
      OCSFEvidence(user: User(name: name, emailAddr: name.contains("@") ? name : nil))
    }
    return sources + users + files(of: finding)
  }

  /// The evidence of a finding is sorted by file, so each file is one run of it.
  private static func files(of finding: Finding) -> [OCSFEvidence] {
    var runs: [(path: String, count: Int)] = []
    for record in finding.evidence {
      if runs.last?.path != record.file { runs.append((record.file, 0)) }
      runs[runs.count - 1].count += 1
    }
    return runs.map { run in
      let name = run.path.split(separator: "/").last.map(String.init) ?? run.path
      return OCSFEvidence(
        file: File(name: name, path: run.path),
        data: Detail(citedRecords: run.count)
      )
    }
  }

  /// A source can also be the name that a client gave of itself.
  static func looksLikeAddress(_ source: String) -> Bool {
    let isDotted = source.utf8.allSatisfy {
      $0 == UInt8(ascii: ".") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
    }
    if isDotted { return source.split(separator: ".").count == 4 }
    return source.contains(":")
      && source.utf8.allSatisfy {
        $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
          || Character(Unicode.Scalar($0)).isHexDigit
      }
  }
}

/// A value of a finding that people search for across events.
struct OCSFObservable: Encodable, Equatable {
  var name: String
  var type: String
  var typeId: Int
  var value: String

  static func all(of finding: Finding) -> [OCSFObservable] {
    let sources = finding.sources.map(\.ip).map { source in
      OCSFEvidence.looksLikeAddress(source)
        ? OCSFObservable(
          name: "evidences[].src_endpoint.ip",
          type: "IP Address",
          typeId: 2,
          value: source
        )
        : OCSFObservable(
          name: "evidences[].src_endpoint.name",
          type: "Hostname",
          typeId: 1,
          value: source
        )
    }
    let accounts = finding.accounts.confirmed.map { name in
      name.contains("@")
        ? OCSFObservable(
          name: "evidences[].user.email_addr",
          type: "Email Address",
          typeId: 5,
          value: name
        )
        : OCSFObservable(
          name: "evidences[].user.name",
          type: "User Name",
          typeId: 4,
          value: name
        )
    }
    return sources + accounts
  }
}
