import Model

/// The lists that are worked in one stretch, each with the contacts that are its own.
struct StretchLists {
  struct Member {
    var contact: Contact
    var posterior: Double
  }

  /// By list, the greatest first; its contacts in order.
  private(set) var members: [[Member]] = []

  /// - Parameters:
  ///   - inside: The contacts of the stretch that may be a list's, in order.
  ///   - outside: The like at other times.
  ///   - share: The share of the inside that is a list's before more is known.
  ///   - contactsOfSource: How many contacts each source has at the service.
  ///   - table: The attempts of the contacts.
  init(
    inside: [Contact],
    outside: [Contact],
    share: Double,
    contactsOfSource: [UInt32: Int],
    table: AttemptTable
  ) {
    guard let first = inside.first, let last = inside.last else { return }
    let reader = PartyReader(
      first: first.seconds,
      length: Double(last.seconds - first.seconds) + 1,
      contactsOfSource: contactsOfSource,
      table: table
    )
    let (parties, owners) = reader.parties(inside)
    let posteriors = Attribution.posteriors(
      inside: parties,
      outside: reader.parties(outside).parties,
      share: share
    )
    let times = inside.map { table[$0.index].moment }
    let isHit = inside.map { $0.answer != .absent }
    members = posteriors.map { posteriors in
      let alike = owners.map { posteriors[$0] }
      return Self.members(inside, Pace.posteriors(alike, at: times, isDoubtful: isHit))
    }
  }

  private static func members(_ contacts: [Contact], _ posteriors: [Double]) -> [Member] {
    let sure = zip(contacts, posteriors).count {
      $0.answer == .absent && $1 >= Attribution.least
    }
    let least =
      sure >= StreamDetector.fewestProbes ? Attribution.least : Attribution.leastOfFew
    return zip(contacts, posteriors).compactMap { contact, posterior in
      posterior < least ? nil : Member(contact: contact, posterior: posterior)
    }
  }
}

/// Makes of contacts what `Attribution` looks at.
private struct PartyReader {
  let first: UInt32
  /// Seconds.
  let length: Double
  let contactsOfSource: [UInt32: Int]
  let table: AttemptTable

  /// The sources of `contacts`, in order of first sight, and by contact the place of its source.
  func parties(_ contacts: [Contact]) -> (parties: [Attribution.Party], owners: [Int]) {
    var places: [UInt32: Int] = [:]
    var (firsts, lasts, owners): ([Int], [Int], [Int]) = ([], [], [])
    for (number, contact) in contacts.enumerated() {
      let place = places[contact.source] ?? firsts.count
      if place == firsts.count {
        places[contact.source] = place
        firsts.append(number)
        lasts.append(number)
      }
      lasts[place] = number
      owners.append(place)
    }
    let parties = firsts.indices.map { place in
      let (first, last) = (contacts[firsts[place]], contacts[lasts[place]])
      return Attribution.Party(
        contacts: kind(contactsOfSource[first.source] ?? 0),
        network: table.sourceAddress(first.source).map(RollupKey.provider) ?? UInt64(first.source),
        first: features(first),
        last: firsts[place] == lasts[place] ? nil : features(last)
      )
    }
    return (parties, owners)
  }

  /// 1, 2, 3, 4 to 7, 8 to 15 and so on.
  private func kind(_ contacts: Int) -> UInt64 {
    contacts < 4 ? UInt64(contacts) : 1 << UInt64(Int.bitWidth - 1 - contacts.leadingZeroBitCount)
  }

  private func features(_ contact: Contact) -> Attribution.Features {
    let attempt = table[contact.index]
    let since = Double(max(contact.seconds, first) - first) / length
    return Attribution.Features(
      client: UInt64(attempt.client),
      template: NameTemplate(table.nameText(contact.name)).hash,
      answer: UInt64(contact.answer.rawValue),
      time: UInt64(min(since, 0.999) * Double(Attribution.timeParts))
    )
  }
}
