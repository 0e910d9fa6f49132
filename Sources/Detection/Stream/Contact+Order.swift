import Model

extension Contact {
  /// Sorted as `AttemptTable.precedes` sorts, in place: there may be tens of millions of them.
  ///
  /// By counting: into parts of a 2048th of the time, then each part by its seconds, then those of one
  /// second among themselves.
  /// - Complexity: O(n), and O(n log n) for contacts within one second.
  package static func putInOrder(_ contacts: inout [Contact], of table: AttemptTable) {
    guard let least = contacts.lazy.map(\.seconds).min(),
      let most = contacts.lazy.map(\.seconds).max()
    else { return }
    let bits = UInt32(UInt32.bitWidth - (most - least).leadingZeroBitCount)
    let shift = bits > digitBits ? bits - digitBits : 0
    let ends = intoParts(&contacts) { Int(($0.seconds - least) >> shift) }
    var (start, spare, attempts): (Int, [Contact], [Attempt]) = (0, [], [])
    for end in ends {
      if shift > 0 {
        sortBySeconds(&contacts, start..<end, from: least, bits: shift, spare: &spare)
      }
      sortWithinSeconds(&contacts, start..<end, of: table, &attempts)
      start = end
    }
  }

  private static let digitBits: UInt32 = 11
  /// So few are sorted by comparing them.
  private static let fewContacts = 256

  /// Puts the contacts of each part side by side, each swapped to its place (McIlroy's American flag
  /// sort), and gives the end of each part.
  private static func intoParts(_ contacts: inout [Contact], _ part: (Contact) -> Int) -> [Int] {
    var next = [Int](repeating: 0, count: 1 << digitBits)
    for contact in contacts { next[part(contact)] += 1 }
    var (ends, total) = (next, 0)
    for place in next.indices {
      (next[place], total) = (total, total + next[place])
      ends[place] = total
    }
    for place in next.indices {
      while next[place] < ends[place] {
        let home = part(contacts[next[place]])
        if home != place { contacts.swapAt(next[place], next[home]) }
        next[home] += 1
      }
    }
    return ends
  }

  /// Radix sort of a part by the lowest `bits` of the seconds.
  private static func sortBySeconds(
    _ contacts: inout [Contact],
    _ range: Range<Int>,
    from least: UInt32,
    bits: UInt32,
    spare: inout [Contact]
  ) {
    if range.count < fewContacts {
      contacts[range].sort { $0.seconds < $1.seconds }
      return
    }
    var shift: UInt32 = 0
    while shift < bits {
      spare.removeAll(keepingCapacity: true)
      spare += contacts[range]
      var next = [Int](repeating: 0, count: 1 << digitBits)
      func digit(_ contact: Contact) -> Int {
        Int((contact.seconds - least) >> shift & ((1 << min(digitBits, bits - shift)) - 1))
      }
      for contact in spare { next[digit(contact)] += 1 }
      var total = range.lowerBound
      for place in next.indices { (next[place], total) = (total, total + next[place]) }
      for contact in spare {
        let digit = digit(contact)
        contacts[next[digit]] = contact
        next[digit] += 1
      }
      shift += digitBits
    }
  }

  /// Looks at the table once for each contact that shares its second: first at all of them, because looks that
  /// do not wait for each other take a fraction of the time.
  private static func sortWithinSeconds(
    _ contacts: inout [Contact],
    _ range: Range<Int>,
    of table: AttemptTable,
    _ attempts: inout [Attempt]
  ) {
    let shared = sharedSeconds(contacts, range)
    attempts.removeAll(keepingCapacity: true)
    for places in shared {
      for place in places { attempts.append(table[contacts[place].index]) }
    }
    var first = 0
    for places in shared {
      let own = first..<first + places.count
      if places.count < manyContacts {
        insertionSort(&contacts, places, by: &attempts, own)
      } else {
        let sorted = zip(contacts[places], attempts[own])
          .sorted { AttemptTable.precedes($0.1, $1.1) }
        for (place, pair) in zip(places, sorted) { contacts[place] = pair.0 }
      }
      first = own.upperBound
    }
  }

  /// So many are not sorted by insertion.
  private static let manyContacts = 16

  /// The places of the contacts in `range` that have one second, where these are several.
  private static func sharedSeconds(_ contacts: [Contact], _ range: Range<Int>) -> [Range<Int>] {
    var shared: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, contacts[end].seconds == contacts[start].seconds { end += 1 }
      if end - start > 1 { shared.append(start..<end) }
      start = end
    }
    return shared
  }

  /// Sorts the contacts in `places` and their attempts in `own` by these.
  private static func insertionSort(
    _ contacts: inout [Contact],
    _ places: Range<Int>,
    by attempts: inout [Attempt],
    _ own: Range<Int>
  ) {
    for next in 1..<places.count {
      var place = next
      while place > 0 {
        let (here, before) = (own.lowerBound + place, own.lowerBound + place - 1)
        if !AttemptTable.precedes(attempts[here], attempts[before]) { break }
        attempts.swapAt(here, before)
        contacts.swapAt(places.lowerBound + place, places.lowerBound + place - 1)
        place -= 1
      }
    }
  }
}
