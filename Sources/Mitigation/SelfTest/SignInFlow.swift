import Model

/// A way in which an account's name reaches a service, and what the defender does to try it.
package struct SignInFlow: Sendable {
  package let id: String
  package let title: String
  /// What to do with the name, once with one that exists and once with one that does not.
  let deed: String
  /// The attempts that it would be logged as; none where no log is known to show it.
  let services: [Service]
  /// What is said of it by documents or practice, until the test says it for this estate.
  package let expectation: String

  private init(
    _ id: String,
    _ title: String,
    _ deed: String,
    _ services: [Service],
    _ expectation: String
  ) {
    (self.id, self.title, self.deed) = (id, title, deed)
    (self.services, self.expectation) = (services, expectation)
  }

  /// Sorted by id; a test keeps the order.
  package static let all: [SignInFlow] = directory + entra + mail + web

  private static let directory = [
    SignInFlow(
      "ad-kerberos",
      "Kerberos ticket",
      "ask a domain controller for a ticket (kinit NAME) and give a wrong password",
      [.windowsKerberos],
      "a miss leaves 4768 with 0x6; the answer that a name exists leaves nothing before the password"
    ),
    SignInFlow(
      "ad-ntlm",
      "NTLM sign-in",
      "open a share of a member server as NAME with a wrong password",
      [.windowsLogon, .windowsNTLM],
      "4625 on the server that was asked, 4776 on the controller without an address"
    ),
    SignInFlow(
      "dovecot",
      "IMAP or POP3",
      "sign in to the mail store as NAME with a wrong password",
      [.dovecot],
      "names unknown to the log unless auth_verbose is on"
    ),
  ]

  private static let entra = [
    SignInFlow(
      "entra-browser",
      "Entra sign-in in a browser",
      "sign in at the portal as NAME with a wrong password",
      [.entraInteractive],
      "50034 for a miss, 50126 for a hit"
    ),
    SignInFlow(
      "entra-credential-type",
      "Entra: the name alone",
      "type NAME at the portal's sign-in page and stop before the password",
      [],
      "not a sign-in: no row in the tenant's log"
    ),
    SignInFlow(
      "entra-password-grant",
      "Entra: password grant",
      "ask the token endpoint for a token as NAME with a wrong password (ROPC)",
      [.entraInteractive, .entraNonInteractive],
      "with an unknown client id only names that exist leave a row"
    ),
    SignInFlow(
      "entra-seamless",
      "Entra: seamless single sign-on",
      "sign in as NAME with a wrong password through seamless single sign-on",
      [.entraInteractive, .entraNonInteractive],
      "only names that exist are logged"
    ),
    SignInFlow(
      "entra-smtp-auth",
      "Exchange Online: SMTP AUTH, IMAP, POP",
      "sign in to SMTP AUTH as NAME with a wrong password",
      [.entraInteractive, .entraNonInteractive],
      "a legacy client in the sign-in log, if the protocol is open at all"
    ),
    SignInFlow(
      "keycloak-login",
      "Keycloak sign-in",
      "sign in to the realm as NAME with a wrong password",
      [.keycloakLogin],
      "LOGIN_ERROR with user_not_found or invalid_user_credentials"
    ),
    SignInFlow(
      "keycloak-register",
      "Keycloak registration",
      "register at the realm with NAME and stop if it is taken",
      [.keycloakRegister],
      "REGISTER_ERROR for a name that is taken"
    ),
    SignInFlow(
      "keycloak-reset",
      "Keycloak reset",
      "ask for a new password for NAME",
      [.keycloakReset],
      "a miss at WARN; a hit only in stored events"
    ),
  ]

  private static let mail = [
    SignInFlow(
      "office-files",
      "OneDrive address",
      "open the OneDrive address of NAME in a browser that is not signed in",
      [],
      "not in the tenant's sign-in log"
    ),
    SignInFlow(
      "smtp-auth",
      "SMTP AUTH at your own server",
      "sign in to the submission port as NAME with a wrong password",
      [.postfixSASL],
      "older releases log no name"
    ),
    SignInFlow(
      "smtp-rcpt",
      "SMTP RCPT",
      "give RCPT TO:<NAME> to your mail server, then QUIT without mail",
      [.postfixRecipient],
      "a miss is logged; a name that was taken is only a count"
    ),
    SignInFlow(
      "smtp-verify",
      "SMTP VRFY",
      "give VRFY NAME to your mail server",
      [.postfixRecipient],
      "a refusal is logged; a yes is not"
    ),
    SignInFlow(
      "ssh-password",
      "SSH",
      "sign in to a server by SSH as NAME with a wrong password",
      [.sshd],
      "both are logged, unless a collector takes the name out"
    ),
    SignInFlow(
      "teams-search",
      "Teams search from outside",
      "search for NAME in Teams from another tenant of yours",
      [],
      "not in the tenant's sign-in log"
    ),
  ]

  private static let web = [
    SignInFlow(
      "web-activesync",
      "ActiveSync",
      "add NAME as an Exchange account on a phone, with a wrong password",
      [.httpActiveSync],
      "the name is in the query of the access log"
    ),
    SignInFlow(
      "web-autodiscover",
      "Autodiscover",
      "open /autodiscover/autodiscover.json/v1.0/NAME?Protocol=Autodiscoverv1",
      [.httpAutodiscover],
      "the name is in the path of the access log"
    ),
    SignInFlow(
      "web-login",
      "Sign-in form of a web application",
      "send the form with NAME and a wrong password",
      [.httpLogin],
      "the name is in the body: not in an access log"
    ),
    SignInFlow(
      "web-owa",
      "Outlook on the web",
      "sign in to /owa as NAME with a wrong password",
      [.httpExchange, .windowsLogon],
      "302 without a name in the access log, 4625 with one on the server"
    ),
    SignInFlow(
      "web-register",
      "Registration form",
      "register with NAME and stop if it is taken",
      [.httpRegister],
      "the name is in the body: not in an access log"
    ),
    SignInFlow(
      "web-reset",
      "Reset form",
      "ask for a new password for NAME",
      [.httpReset],
      "the name is in the body: not in an access log"
    ),
    SignInFlow(
      "web-vpn",
      "VPN",
      "sign in to the VPN as NAME with a wrong password",
      [],
      "some devices hide names that do not exist"
    ),
    SignInFlow(
      "web-wordpress",
      "WordPress author page",
      "open /author/NAME/ of the site",
      [.httpWordPress],
      "the name is in the path of the access log"
    ),
  ]

  package static func named(_ id: String) -> SignInFlow? { all.first { $0.id == id } }
}
