/// How somebody works through a list of names. Each is one way to call the roll.
package enum CampaignScenario: String, CaseIterable, Codable, Sendable {
  /// In order of the alphabet, from one address.
  case alphabetical
  /// In order of the alphabet, each next name from another of a few addresses.
  case alphabeticalDistributed = "alphabetical-distributed"
  /// The numbers of a blog's authors, one after the other: the twin of a search engine's crawl.
  case authorNumbers = "author-numbers"
  /// From the public address that also many phones of honest people have.
  case behindCarrierNAT = "behind-carrier-nat"
  /// From inside the office, behind the address that the staff has.
  case behindOfficeNAT = "behind-office-nat"
  /// A list with names that nobody uses and that were planted to be found.
  case canary
  /// Exactly so many minutes between names: the twin of a monitor and of a job that runs by the clock.
  case clockwork
  /// A few accounts, each asked for once a day, from thousands of devices.
  case dailyFromThousands = "daily-from-thousands"
  /// Dozens of addresses with several names each.
  case distributed
  /// One address, seconds between names.
  case fastSingle = "fast-single"
  /// One address, and at most three names in ten exist.
  case fewHits = "few-hits"
  /// A slow list, and then everything that may come after one, from other addresses.
  case followOn = "follow-on"
  /// One address, and six to nine names in ten exist.
  case goodList = "good-list"
  /// From a machine of our own that somebody else uses: the twin of an import and of our scanner.
  case insideHost = "inside-host"
  /// Answers taken from a place that writes no row; only what comes after it is logged.
  case invisible
  /// Sends mail to whoever exists: the twin of a mailing list with stale recipients.
  case mailFollows = "mail-follows"
  /// Names one or two letters from those of the staff: the twin of typos.
  case nearMisses = "near-misses"
  /// Mail with the empty sender to names that never wrote: the twin of sender verification.
  case nullSender = "null-sender"
  /// Each name from an address of its own, which makes up a tenth of the unknown names.
  case onePerAddress10 = "one-per-address-10"
  /// Each name from an address of its own, which makes up three tenths of the unknown names.
  case onePerAddress30 = "one-per-address-30"
  /// Each name from an address of its own, which makes up half of the unknown names.
  case onePerAddress50 = "one-per-address-50"
  /// Rotating addresses without anything in common but the client.
  case sameClient = "same-client"
  /// Rotating addresses of one provider.
  case sameNetwork = "same-network"
  /// Rotating addresses of one /24.
  case sameSubnet4 = "same-subnet-4"
  /// Rotating IPv6 addresses of one /48.
  case sameSubnet6 = "same-subnet-6"
  /// Programs of different people that took their names from the same list.
  case sharedList = "shared-list"
  /// Signs in with a stolen account first, and again now and then.
  case signsInFirst = "signs-in-first"
  /// Three lists at once, from different people.
  case simultaneous
  /// One address, hours or days between names.
  case slowSingle = "slow-single"
}

extension CampaignScenario {
  /// Whether each contact has an address of its own, so that only its service's stream shows it.
  var hasNoSource: Bool {
    switch self {
    case .dailyFromThousands, .onePerAddress10, .onePerAddress30, .onePerAddress50: true
    default: false
    }
  }
}
