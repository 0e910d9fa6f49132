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
  ///   - reader: Reads contacts of the service.
  init(inside: [Contact], outside: [Attribution.Party], share: Double, reader: PartyReader) {
    if inside.isEmpty { return }
    let (parties, owners) = reader.parties(inside)
    let posteriors = Attribution.posteriors(inside: parties, outside: outside, share: share)
    let times = inside.map { reader.table[$0.index].moment }
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
struct PartyReader {
  /// How many contacts each source has at the service.
  let contactsOfSource: [UInt32: Int]
  /// The attempts of the contacts.
  let table: AttemptTable

  /// The sources of `contacts`, which are in order, as they are first seen, and by contact the place of its source.
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
    let begin = contacts.first?.seconds ?? 0
    let length = Double((contacts.last?.seconds ?? 0) - begin) + 1
    func features(_ contact: Contact) -> Attribution.Features {
      self.features(contact, since: Double(contact.seconds - begin) / length)
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

  /// `since` is the part of the time that is over, below one.
  private func features(_ contact: Contact, since: Double) -> Attribution.Features {
    let attempt = table[contact.index]
    return Attribution.Features(
      client: UInt64(attempt.client),
      template: NameTemplate(table.nameText(contact.name)).hash,
      answer: UInt64(contact.answer.rawValue),
      time: UInt64(min(since, 0.999) * Double(Attribution.timeParts))
    )
  }
}
