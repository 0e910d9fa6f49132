import Model

/// What a rule over logs says of a control.
///
/// The rules stand in `Resources/controls.yml`; a test runs each, and checks that each has its signal.
struct ControlSignal: Sendable {
  /// The name of the rule.
  var rule: String
  var control: Control
  var state: ControlState
  var scope: String
  var statement: String
  /// Yields to direct evidence: it shows that something was held up once, not that all of it is.
  var isIndirect = false
  /// Matches below which nothing is said.
  var least = 1
  /// Another rule without whose matches it says nothing.
  var requires: String?
  /// Another rule with whose matches it says nothing.
  var unless: String?

  private init(
    _ rule: String,
    _ control: Control,
    _ state: ControlState,
    _ scope: String,
    _ statement: String
  ) {
    (self.rule, self.control, self.state) = (rule, control, state)
    (self.scope, self.statement) = (scope, statement)
  }

  private func indirect() -> ControlSignal { changed { $0.isIndirect = true } }
  private func least(_ count: Int) -> ControlSignal { changed { $0.least = count } }
  private func requires(_ rule: String) -> ControlSignal { changed { $0.requires = rule } }
  private func unless(_ rule: String) -> ControlSignal { changed { $0.unless = rule } }

  private func changed(_ change: (inout ControlSignal) -> Void) -> ControlSignal {
    var copy = self
    change(&copy)
    return copy
  }

  static let all: [ControlSignal] = answers + mail + entra + windows + keycloak + web + sshd

  private static let answers = [
    ControlSignal(
      "web-tells",
      .uniformAnswers,
      .off,
      "web",
      "pages answered in a way that told whether the name exists"
    ),
    ControlSignal(
      "keycloak-tells",
      .uniformAnswers,
      .off,
      "Keycloak",
      "forms of Keycloak told whether the name exists"
    ),
    ControlSignal("web-limited", .rateLimits, .on, "web", "requests were refused with 429")
      .indirect(),
    ControlSignal(
      "web-burst",
      .rateLimits,
      .off,
      "web",
      "a source asked for 30 names within a minute and was not held up"
    ),
  ]

  private static let mail = [
    ControlSignal(
      "recipient-refused",
      .recipientVerification,
      .on,
      "Postfix",
      "unknown recipients were refused at RCPT"
    ),
    ControlSignal(
      "recipient-bounced",
      .recipientVerification,
      .off,
      "Postfix",
      "mail for unknown recipients was taken and then bounced"
    ),
    ControlSignal(
      "session-ended",
      .errorLimits,
      .on,
      "Postfix",
      "sessions were ended for their errors"
    ),
    ControlSignal(
      "session-endured",
      .errorLimits,
      .off,
      "Postfix",
      "sessions had more than 20 recipients refused and were ended by the client"
    ),
    ControlSignal(
      "verify-refused",
      .verifyCommand,
      .on,
      "Postfix",
      "VRFY or EXPN was refused as a command"
    ),
    ControlSignal(
      "verify-answered",
      .verifyCommand,
      .off,
      "Postfix",
      "VRFY was answered with whether the name exists"
    ),
    ControlSignal("table-hidden", .tableName, .on, "Postfix", "refusals named no table"),
    ControlSignal("table-named", .tableName, .off, "Postfix", "refusals named the table"),
  ]

  private static let entra = [
    ControlSignal(
      "legacy-accepted",
      .legacySignIn,
      .off,
      "Entra ID",
      "legacy clients or password grants signed in"
    ),
    ControlSignal(
      "legacy-refused",
      .legacySignIn,
      .on,
      "Entra ID",
      "legacy clients were refused by policy (53003)"
    ).indirect(),
    ControlSignal(
      "one-factor",
      .secondFactor,
      .off,
      "Entra ID",
      "sign-ins succeeded with one factor"
    ),
    ControlSignal(
      "several-factors",
      .secondFactor,
      .on,
      "Entra ID",
      "sign-ins succeeded with several factors"
    ).indirect().least(20),
  ]

  private static let windows = [
    ControlSignal(
      "lockout-burst",
      .smartLockout,
      .off,
      "Active Directory",
      "five accounts and more were locked out on premises within ten minutes, by way of one computer"
    ).indirect(),
    ControlSignal("adfs-locked", .adfsLockout, .on, "AD FS lockout", "AD FS locked accounts out"),
    ControlSignal("adfs-audited", .adfsLockout, .on, "AD FS auditing", "AD FS wrote audit events"),
    ControlSignal(
      "adfs-used",
      .adfsLockout,
      .off,
      "AD FS auditing",
      "people signed in by way of AD FS, and it wrote no audit events"
    ).unless("adfs-audited"),
    ControlSignal(
      "kerberos-armoured",
      .kerberosArmoring,
      .on,
      "Kerberos",
      "requests were armoured (type 138)"
    ).indirect().unless("kerberos-bare"),
    ControlSignal(
      "kerberos-bare",
      .kerberosArmoring,
      .off,
      "Kerberos",
      "tickets were given for requests without armour (type 2)"
    ),
    ControlSignal(
      "kerberos-open",
      .kerberosArmoring,
      .off,
      "Kerberos pre-authentication",
      "tickets were given without pre-authentication (type 0)"
    ),
    ControlSignal(
      "kerberos-unknown",
      .kerberosArmoring,
      .off,
      "Kerberos",
      "strangers were told that a principal does not exist (0x6)"
    ).indirect(),
  ]

  private static let keycloak = [
    ControlSignal(
      "keycloak-held",
      .keycloakLimits,
      .on,
      "Keycloak brute-force detection",
      "accounts were held up for a time"
    ),
    ControlSignal(
      "keycloak-blocked",
      .keycloakLimits,
      .on,
      "Keycloak brute-force detection",
      "sign-ins were held up"
    ).indirect(),
    ControlSignal(
      "keycloak-guessed",
      .keycloakLimits,
      .off,
      "Keycloak brute-force detection",
      "more than 30 wrong secrets for one account within 15 minutes were not held up"
    ),
    ControlSignal(
      "keycloak-stored",
      .keycloakLimits,
      .on,
      "Keycloak stored events",
      "events are stored"
    ),
  ]

  private static let web = [
    ControlSignal(
      "wordpress-author",
      .wordPressAuthors,
      .off,
      "WordPress author pages",
      "pages or sitemaps of authors were shown"
    ).requires("wordpress-seen"),
    ControlSignal(
      "wordpress-author-hidden",
      .wordPressAuthors,
      .on,
      "WordPress author pages",
      "/?author=1 was refused"
    ).requires("wordpress-seen"),
    ControlSignal(
      "wordpress-users",
      .wordPressAuthors,
      .off,
      "WordPress users route",
      "the list of users was shown"
    ).requires("wordpress-seen"),
    ControlSignal(
      "wordpress-users-hidden",
      .wordPressAuthors,
      .on,
      "WordPress users route",
      "the list of users was refused or empty"
    ).requires("wordpress-seen"),
    ControlSignal(
      "directory-shown",
      .publicDirectories,
      .off,
      "people of GitLab and Jira",
      "people were listed to who had no name in the log"
    ).indirect(),
    ControlSignal(
      "directory-refused",
      .publicDirectories,
      .on,
      "people of GitLab and Jira",
      "lists of people were refused"
    ).indirect(),
    ControlSignal(
      "gitlab-exists",
      .publicDirectories,
      .off,
      "GitLab sign-up",
      "GitLab said whether a name is taken"
    ),
    ControlSignal("web-challenge", .challenges, .on, "web", "challenges were shown").indirect(),
    ControlSignal(
      "web-many",
      .challenges,
      .off,
      "web",
      "a source asked for 20 names within an hour, and no challenge is in the log"
    ).indirect().unless("web-challenge"),
  ]

  private static let sshd = [
    ControlSignal("sshd-password", .sshKeys, .off, "sshd", "sshd asked for passwords"),
    ControlSignal(
      "sshd-oracle",
      .sshKeys,
      .off,
      "OpenSSH's age",
      "the trace that asking for names by CVE-2018-15473 leaves"
    ),
    ControlSignal(
      "sshd-sent-off",
      .sshKeys,
      .on,
      "sshd",
      "invalid users were sent off before any password"
    ).indirect().least(5),
  ]
}
