/// What we say of a technique where ATT&CK's own text was not imported: our own words for those that our
/// tests and their neighbourhood are about, a sentence from the facts for the rest.
enum OwnWords {
  static func description(of technique: AttackObject, in facts: AttackFacts) -> String {
    written[technique.id.rawValue] ?? fromFacts(technique, in: facts)
  }

  private static func fromFacts(_ technique: AttackObject, in facts: AttackFacts) -> String {
    let tactics = technique.tactics.map { $0.split(separator: "-").joined(separator: " ") }
    let goal = tactics.isEmpty ? "" : " for " + tactics.joined(separator: " and ")
    let parent = facts.index(of: technique.id).flatMap {
      TechniqueFamily(of: $0, in: facts).parent
    }.map { " It is one way to do \(facts.objects[$0].name) (\(facts.objects[$0].id.rawValue))." }
    return "\(technique.name): a way that adversaries work\(goal).\(parent ?? "")"
      + " ATT&CK's description comes with an import: rollcall attack import BUNDLE --workspace DIR."
  }

  private static let written = [
    "T1078":
      "Somebody signs in with an account that is not theirs. Nothing is broken into: the name and the"
      + " secret are right, so only who, from where and what for can tell them from the owner.",
    "T1087":
      "Somebody who is already inside lists accounts: of a machine, a domain, a mail system or a cloud"
      + " tenant.",
    "T1110":
      "Somebody tries secrets until one is right: many for one account, one for many accounts, or pairs"
      + " that were stolen elsewhere.",
    "T1110.001":
      "Somebody tries many passwords on one or a few accounts. Lockouts and a run of wrong passwords show"
      + " it where the service logs them.",
    "T1110.003":
      "Somebody tries one or two common passwords on many accounts, slowly enough that none of them locks."
      + " Each account alone looks like a slip; together they share a time, a password count or a list.",
    "T1133":
      "Somebody comes in by a service that is open to the outside on purpose: a VPN, a remote desktop, a"
      + " portal.",
    "T1566":
      "Somebody sends messages that make the reader run something or give something away. A list of"
      + " addresses that exist is what such a campaign begins with.",
    "T1586.002":
      "Somebody takes over a mailbox, to write to others in its owner's name.",
    "T1589":
      "Somebody learns who belongs to an organisation and how they are called: names, addresses,"
      + " credentials that leaked.",
    "T1589.002":
      "Somebody collects the mail addresses of an organisation, or finds out which of the addresses on a"
      + " list exist. Collecting happens elsewhere: on web pages, in leaks, in search engines. Finding out"
      + " happens at the organisation's own door, where logs can show it: sign-in pages, mail servers,"
      + " autodiscover, reset and registration forms and directory look-ups answer differently for a name"
      + " that exists, by a word, a code, a length or a delay. Who asks name after name is calling the roll."
      + " The list that results serves password spraying, phishing and taking over accounts.",
    "T1595":
      "Somebody probes an organisation's systems from outside to learn what is there.",
    "T1598":
      "Somebody asks for information under a pretext, by mail, telephone or message, to use it later.",
  ]
}
