/// A control whose state can be read from logs and configuration. The order is that of the page.
package enum Control: String, CaseIterable, Sendable {
  case uniformAnswers = "uniform-answers"
  case rateLimits = "rate-limits"
  case recipientVerification = "recipient-verification"
  case errorLimits = "error-limits"
  case verifyCommand = "verify-command"
  case tableName = "table-name"
  case legacySignIn = "legacy-sign-in"
  case smartLockout = "smart-lockout"
  case adfsLockout = "adfs-lockout"
  case kerberosArmoring = "kerberos-armoring"
  case keycloakLimits = "keycloak-limits"
  case canaries
  case wordPressAuthors = "wordpress-authors"
  case publicDirectories = "public-directories"
  case sshKeys = "ssh-keys"
  case challenges
  case mailPolicy = "mail-policy"
  case oktaThreats = "okta-threats"
  case secondFactor = "second-factor"
  case outsideAccess = "outside-access"

  package var id: String { rawValue }

  package var title: String {
    switch self {
    case .uniformAnswers: "Sign-in, reset and registration answer alike for every name"
    case .rateLimits: "Requests are limited for each source"
    case .recipientVerification: "Unknown recipients are refused at RCPT, not bounced later"
    case .errorLimits: "Sessions with many errors are slowed down and ended"
    case .verifyCommand: "VRFY and EXPN tell nothing"
    case .tableName: "Refusals do not name the table that lacks the recipient"
    case .legacySignIn: "Legacy authentication and password grants are blocked"
    case .smartLockout: "Smart lockout comes before the directory's own lockout"
    case .adfsLockout: "AD FS locks out at the extranet and is audited"
    case .kerberosArmoring: "Kerberos requests without armour are refused"
    case .keycloakLimits: "Keycloak detects brute force, stores events, does not register strangers"
    case .canaries: "Canary names lie in the directory"
    case .wordPressAuthors: "WordPress does not list its authors"
    case .publicDirectories: "GitLab and Jira show no people to strangers"
    case .sshKeys: "OpenSSH takes keys only"
    case .challenges: "A challenge comes after several new names"
    case .mailPolicy: "DMARC, SPF, DKIM, MTA-STS and TLS-RPT are enforced"
    case .oktaThreats: "Okta ThreatInsight blocks"
    case .secondFactor: "Sign-ins need a second factor, weak passwords are refused"
    case .outsideAccess:
      "People outside cannot look people up in Teams, SharePoint and the directory"
    }
  }

  /// What to give to a check so that it can tell.
  package var wouldTell: [String] {
    switch self {
    case .uniformAnswers:
      [
        "access logs with names in the URL and response times, see 'rollcall audit'",
        "Keycloak's log or stored events",
        "Cognito: aws cognito-idp describe-user-pool-client",
      ]
    case .rateLimits:
      ["access logs", "GitLab: GET /api/v4/application/settings", "WordPress options"]
    case .recipientVerification:
      [
        "Postfix: its log, and postconf -n",
        "Exchange: Get-AcceptedDomain, Get-RecipientFilterConfig, as JSON",
      ]
    case .errorLimits:
      ["Postfix: its log, and postconf -n", "Exchange: Get-ReceiveConnector as JSON"]
    case .verifyCommand: ["Postfix: its log, and postconf -n"]
    case .tableName: ["Postfix: its log, and postconf -n"]
    case .legacySignIn:
      ["Entra sign-ins", "Graph: GET /identity/conditionalAccess/policies"]
    case .smartLockout:
      [
        "Graph: GET /groupSettings (Password Rule Settings)",
        "Get-ADDefaultDomainPasswordPolicy as JSON", "Windows Security log with event 4740",
      ]
    case .adfsLockout:
      ["Get-AdfsProperties as JSON", "Windows Security log of the AD FS servers"]
    case .kerberosArmoring:
      ["Windows Security log of the domain controllers with events 4768 and 4771"]
    case .keycloakLimits: ["kc.sh export of the realm", "Keycloak's log or stored events"]
    case .canaries: ["--canaries with your canary names and --names with the directory's"]
    case .wordPressAuthors:
      ["the access log of the site", "wp option list --format=json"]
    case .publicDirectories:
      ["access logs of GitLab and Jira", "GitLab: GET /api/v4/application/settings"]
    case .sshKeys: ["sshd's log", "sshd -T, or sshd_config"]
    case .challenges:
      ["access logs", "kc.sh export of the realm", "WordPress options"]
    case .mailPolicy: ["the DNS zone as a file, and the policy file of MTA-STS"]
    case .oktaThreats: ["Okta: GET /api/v1/threats/configuration"]
    case .secondFactor:
      [
        "Entra sign-ins with authenticationRequirement",
        "Graph: GET /identity/conditionalAccess/policies", "Graph: GET /groupSettings",
      ]
    case .outsideAccess:
      [
        "Get-CsTenantFederationConfiguration, Get-SPOTenant as JSON",
        "Graph: GET /policies/authorizationPolicy",
      ]
    }
  }

  /// The technique that it makes harder, or worth less.
  package var technique: String {
    switch self {
    case .mailPolicy: "T1566"
    case .secondFactor: "T1078"
    case .smartLockout, .adfsLockout: "T1110.003"
    default: "T1589.002"
    }
  }

  /// What it costs, where it costs more than work.
  package var tradeOff: String? {
    switch self {
    case .recipientVerification:
      "Refusing is itself an answer. Taking and dropping hides who exists and loses mail silently; "
        + "refusing, and slowing down who asks for many, is the middle way."
    case .mailPolicy: "Hides no account: it cuts what a list of them is worth to a phisher."
    default: nil
    }
  }
}
