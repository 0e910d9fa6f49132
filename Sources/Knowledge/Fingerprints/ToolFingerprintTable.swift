extension ToolFingerprint {
  private init(
    _ id: String,
    _ tool: String,
    attackID: String? = nil,
    _ feature: Feature,
    _ commonness: Commonness,
    otherwise: String,
    source: String,
    licence: String
  ) {
    self.init(
      id: id,
      tool: tool,
      attackID: attackID,
      feature: feature,
      commonness: commonness,
      otherwise: otherwise,
      source: source,
      licence: licence,
      checked: "2026-11-23",
      // A year: what tools say of themselves changes.
      expires: "2027-11-23"
    )
  }

  private static let sigma = "DRL 1.1"
  private static let elastic = "Elastic 2.0"
  private static let article = "article"

  /// Facts from published detection content, in our words; sorted by id.
  package static let all = [
    ToolFingerprint(
      "aws-many-addresses",
      "a tool that changes its address with every request, as TeamFiltration does at AWS",
      .networks([14618, 16509], leastSources: 5),
      .common,
      otherwise: "software as a service and monitoring run at AWS too",
      source: "Elastic",
      licence: elastic
    ),
    ToolFingerprint(
      "axios",
      "scripts on axios, as relays of sign-ins and replay of stolen credentials use it",
      .client(contains: ["axios/"]),
      .veryCommon,
      otherwise: "web applications of all kinds use the library",
      source: "Sigma",
      licence: sigma
    ),
    ToolFingerprint(
      "bav2ropc",
      "password trials over POP, IMAP or SMTP",
      .client(contains: ["BAV2ROPC"]),
      .common,
      otherwise: "old mail clients that sign in to Entra with a password have the same name",
      source: "Elastic and Red Canary",
      licence: elastic
    ),
    ToolFingerprint(
      "cbainprod",
      "password trials over POP or IMAP",
      .client(contains: ["CBAInPROD"]),
      .common,
      otherwise: "old mail clients with basic authentication have the same name",
      source: "Microsoft",
      licence: article
    ),
    ToolFingerprint(
      "entra-spoofed-client",
      "sign-ins with a made-up client id, which check a password without a sign-in",
      .record(contains: ["700016"]),
      .rare,
      otherwise: "an application that was deleted but is still called gives the same code",
      source: "Elastic",
      licence: elastic
    ),
    ToolFingerprint(
      "entra-token-burst",
      "sign-ins without a person, name after name",
      .services(["entra.non-interactive"], leastProbes: 30),
      .common,
      otherwise: "an application that signs its users in again after an outage",
      source: "Elastic",
      licence: elastic
    ),
    ToolFingerprint(
      "fasthttp",
      "password trials with the library fasthttp",
      .client(contains: ["fasthttp"]),
      .rare,
      otherwise: "mail and office clients do not call themselves so",
      source: "SpearTip and Elastic",
      licence: elastic
    ),
    ToolFingerprint(
      "honeypot-names",
      "password trials over SMTP that go through a list of role names and of names that nobody has",
      .record(contains: ["sasl_username=nonexistent_user"]),
      .rare,
      otherwise: "no person has such a name; a test of the mail server's owner may use it",
      source: "CrowdSec",
      licence: "MIT"
    ),
    ToolFingerprint(
      "hydra",
      "Hydra",
      .client(contains: ["(hydra)"]),
      .rare,
      otherwise: "the tool's own name, in authorised tests too",
      source: "Sigma",
      licence: sigma
    ),
    ToolFingerprint(
      "kerberos-user-enumeration",
      "tools that ask a domain controller for a ticket name after name, such as kerbrute and KrbGuess",
      .services(["windows.kerberos"], leastProbes: 10),
      .common,
      otherwise: "a service that still signs in accounts that were deleted",
      source: "Splunk and Microsoft",
      licence: "Apache 2.0"
    ),
    ToolFingerprint(
      "many-quiet-addresses",
      "a network of hijacked home routers that tries each account once a day or so",
      attackID: "C0055",
      .manySources(least: 50, mostProbesOfOne: 3),
      .common,
      otherwise: "any operation that buys home addresses looks the same",
      source: "Microsoft",
      licence: article
    ),
    ToolFingerprint(
      "named-tools",
      "a tool for attacks that gives its own name, such as patator, masscan, dirbuster and arachni",
      .client(contains: ["patator", "masscan", "dirbuster", "arachni"]),
      .rare,
      otherwise: "the tools' own names, in authorised tests and surveys of the internet too",
      source: "Sigma and Elastic",
      licence: sigma
    ),
    ToolFingerprint(
      "ruler",
      "Ruler",
      attackID: "S0358",
      .client(contains: ["ruler"]),
      .common,
      otherwise: "the tool's name is an ordinary word",
      source: "Sigma",
      licence: sigma
    ),
    ToolFingerprint(
      "scripts",
      "a script",
      .client(contains: [
        "go-http-client", "python-requests", "python-urllib", "curl/", "wget/", "postmanruntime",
        "okhttp", "scrapy", "headlesschrome", "phantomjs", "selenium",
        "apache-httpclient",
      ]),
      .veryCommon,
      otherwise: "monitoring, integrations and developers use the same programs",
      source: "Elastic",
      licence: elastic
    ),
    ToolFingerprint(
      "sipvicious",
      "SIPVicious",
      .client(contains: ["friendly-scanner"]),
      .rare,
      otherwise: "the tool's own name, in authorised tests too",
      source: "Elastic",
      licence: elastic
    ),
    ToolFingerprint(
      "smtp-probe-only",
      "clients that ask a mail server for names or sign in, and never send a mail",
      .record(contains: ["no MAIL in SMTP connection", "did not issue MAIL/EXPN/VRFY/ETRN"]),
      .veryCommon,
      otherwise: "monitoring of mail servers does the same, without names",
      source: "fail2ban",
      licence: "GPL 2"
    ),
    ToolFingerprint(
      "sqlmap",
      "sqlmap",
      attackID: "S0225",
      .client(contains: ["sqlmap"]),
      .rare,
      otherwise: "the tool's own name, in authorised tests too",
      source: "Sigma",
      licence: sigma
    ),
    ToolFingerprint(
      "ssh-user-enumeration",
      "the published exploit of CVE-2018-15473, which tells names that exist by a broken packet",
      .record(contains: ["trying to get more bytes 1907 than in buffer 308"]),
      .rare,
      otherwise: "no honest client sends this packet; authorised tests do",
      source: "Sigma",
      licence: sigma
    ),
    ToolFingerprint(
      "teamfiltration",
      "TeamFiltration",
      .client(contains: ["Teams/1.3.00.30866 Chrome/80.0.3987.165 Electron/8.5.1"]),
      .rare,
      otherwise: "a version of the Teams client that is long out of use",
      source: "Elastic",
      licence: elastic
    ),
    ToolFingerprint(
      "wordpress-authors",
      "scanners of WordPress that count through its authors, such as wpscan",
      .services(["http.wordpress"], leastProbes: 5),
      .common,
      otherwise: "search engines follow links to authors, but do not count up",
      source: "CrowdSec",
      licence: "MIT"
    ),
  ]
}
