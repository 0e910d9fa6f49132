extension ToolFingerprint {
  private init(
    _ id: String,
    _ tool: String,
    software: String? = nil,
    client: [String],
    _ commonness: Commonness,
    otherwise: String,
    source: String
  ) {
    self.init(
      id: id,
      tool: tool,
      software: software,
      clientContains: client,
      commonness: commonness,
      otherwise: otherwise,
      source: source,
      checked: "2026-11-23",
      // A year: what tools say of themselves changes.
      expires: "2027-11-23"
    )
  }

  /// Facts from published detection content, in our words; sorted by id.
  package static let all = [
    ToolFingerprint(
      "axios",
      "scripts on axios, as relays of sign-ins and replay of stolen credentials use it",
      client: ["axios/"],
      .veryCommon,
      otherwise: "web applications of all kinds use the library",
      source: "Sigma"
    ),
    ToolFingerprint(
      "bav2ropc",
      "password trials over POP, IMAP or SMTP",
      client: ["BAV2ROPC"],
      .common,
      otherwise: "old mail clients that sign in to Entra with a password have the same name",
      source: "Elastic and Red Canary"
    ),
    ToolFingerprint(
      "cbainprod",
      "password trials over POP or IMAP",
      client: ["CBAInPROD"],
      .common,
      otherwise: "old mail clients with basic authentication have the same name",
      source: "Microsoft"
    ),
    ToolFingerprint(
      "fasthttp",
      "password trials with the library fasthttp",
      client: ["fasthttp"],
      .rare,
      otherwise: "mail and office clients do not call themselves so",
      source: "SpearTip and Elastic"
    ),
    ToolFingerprint(
      "hydra",
      "Hydra",
      client: ["(hydra)"],
      .rare,
      otherwise: "the tool's own name, in authorised tests too",
      source: "Sigma"
    ),
    ToolFingerprint(
      "ruler",
      "Ruler",
      software: "S0358",
      client: ["ruler"],
      .common,
      otherwise: "the tool's name is an ordinary word",
      source: "Sigma"
    ),
    ToolFingerprint(
      "scripts",
      "a script",
      client: [
        "go-http-client", "python-requests", "python-urllib", "curl/", "wget/", "postmanruntime",
        "okhttp", "scrapy",
      ],
      .veryCommon,
      otherwise: "monitoring, integrations and developers use the same programs",
      source: "Elastic"
    ),
    ToolFingerprint(
      "sipvicious",
      "SIPVicious",
      client: ["friendly-scanner"],
      .rare,
      otherwise: "the tool's own name, in authorised tests too",
      source: "Elastic"
    ),
    ToolFingerprint(
      "sqlmap",
      "sqlmap",
      software: "S0225",
      client: ["sqlmap"],
      .rare,
      otherwise: "the tool's own name, in authorised tests too",
      source: "Sigma"
    ),
    ToolFingerprint(
      "teamfiltration",
      "TeamFiltration",
      client: ["Teams/1.3.00.30866 Chrome/80.0.3987.165 Electron/8.5.1"],
      .rare,
      otherwise: "a version of the Teams client that is long out of use",
      source: "Elastic"
    ),
  ]
}
