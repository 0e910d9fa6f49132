/// What honest people and programs do that looks like a roll call: the rows of the catalogue of false
/// alarms that a log can show.
package enum BenignSituation: String, CaseIterable, Codable, Sendable {
  /// New accounts are looked up before they are made, from an address of our own.
  case accountImport = "account-import"
  /// Bounces of mail that somebody sent in our name, to addresses that were made up.
  case backscatter
  /// Many phones behind one public address, with a few honest slips among them.
  case carrierNAT = "carrier-nat"
  /// Search engines that follow links to pages of authors, also of those who left.
  case crawler
  /// Our own scanner, announced with its time: everything a roll call has.
  case declaredScanner = "declared-scanner"
  /// People of a renamed domain who go on with the old one.
  case domainRename = "domain-rename"
  /// Somebody at the help desk who looks up callers by what they say their name is.
  case helpDesk = "help-desk"
  /// Names that everybody on the internet tries, one to three from each of many addresses.
  case internetNoise = "internet-noise"
  /// The phone of somebody who leaves in these weeks: the name was good, and then is gone.
  case leaver
  /// A list of recipients that was last looked after years ago; the rest of the mail is taken.
  case mailingList = "mailing-list"
  /// Microsoft's block of an address, which looks like dozens of lockouts.
  case maliciousSourceBlock = "malicious-source-block"
  /// A program that signs in as one made-up account at fixed intervals.
  case monitor
  /// New staff whose names were tried on the first morning, before the accounts were made.
  case newStaff = "new-staff"
  /// The office's public address.
  case officeNAT = "office-nat"
  /// A partner's mail server that takes its turn in bursts.
  case partnerGateway = "partner-gateway"
  /// A whole site's passwords run out over a weekend.
  case passwordExpiry = "password-expiry"
  /// A password in the box for the name.
  case passwordAsName = "password-as-name"
  /// A password manager that offers the name of another site.
  case passwordManager = "password-manager"
  /// Browsers that leave through a shared service, whose addresses change.
  case privacyRelay = "privacy-relay"
  /// A program of our own through which everybody signs in.
  case relay
  /// Other mail servers that ask whether the sender of a mail exists.
  case senderCallout = "sender-callout"
  /// A job that runs as an account that was removed.
  case serviceAccount = "service-account"
  /// A phone with the name of somebody who left long ago.
  case stalePhone = "stale-phone"
  /// A classroom, a call centre: many people on one machine, at the same minute.
  case teachingLab = "teaching-lab"
  /// A host with many people on it, and a VPN gateway.
  case terminalServer = "terminal-server"
  /// A name mistyped by a letter or two, and then right.
  case typo
  /// Guests and people of other organisations, who belong to another directory.
  case wrongTenant = "wrong-tenant"
}
