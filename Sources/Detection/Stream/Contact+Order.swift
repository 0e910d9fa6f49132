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
    let bits = UInt32.bitWidth - (most - least).leadingZeroBitCount
    let whole = contacts.indices
    let digit = Digit(least: least, below: bits, bits: 11)
    let ends = intoParts(&contacts, whole, by: digit)
    var (start, attempts): (Int, [Attempt]) = (0, [])
    for end in ends {
      if digit.shift > 0 { sort(&contacts, start..<end, byLowest: digit.shift, from: least) }
      sortWithinSeconds(&contacts, start..<end, of: table, &attempts)
      start = end
    }
  }

  /// Fewer are sorted by insertion.
  private static let fewContacts = 16

  /// Bits of the seconds since the first contact.
  private struct Digit {
    let least: UInt32
    /// Where the lowest of them stands.
    let shift: Int
    let bits: Int

    /// The highest bits, `bits` at most, of those below the place `end`.
    init(least: UInt32, below end: Int, bits: Int) {
      self.least = least
      shift = max(0, end - bits)
      self.bits = end - shift
    }

    @inline(__always)
    func callAsFunction(_ contact: Contact) -> Int {
      Int((contact.seconds - least) >> UInt32(shift)) & (1 << bits - 1)
    }
  }

  /// Puts the contacts in `range` with the same digit side by side, by their digits, each swapped to its place
  /// (McIlroy's American flag sort), and gives the end of each part.
  private static func intoParts(
    _ contacts: inout [Contact],
    _ range: Range<Int>,
    by digit: Digit
  ) -> [Int] {
    var next = [Int](repeating: 0, count: 1 << digit.bits)
    for place in range { next[digit(contacts[place])] += 1 }
    var (ends, total) = (next, range.lowerBound)
    for part in next.indices {
      (next[part], total) = (total, total + next[part])
      ends[part] = total
    }
    for part in next.indices {
      while next[part] < ends[part] {
        let home = digit(contacts[next[part]])
        if home != part { contacts.swapAt(next[part], next[home]) }
        next[home] += 1
      }
    }
    return ends
  }

  /// Sorts the contacts in `range`, whose seconds differ in the lowest `bits` only, by these.
  private static func sort(
    _ contacts: inout [Contact],
    _ range: Range<Int>,
    byLowest bits: Int,
    from least: UInt32
  ) {
    if range.count < fewContacts {
      insertionSort(&contacts, range)
      return
    }
    let digit = Digit(least: least, below: bits, bits: 8)
    let ends = intoParts(&contacts, range, by: digit)
    if digit.shift == 0 { return }
    var start = range.lowerBound
    for end in ends {
      if end - start > 1 { sort(&contacts, start..<end, byLowest: digit.shift, from: least) }
      start = end
    }
  }

  private static func insertionSort(_ contacts: inout [Contact], _ range: Range<Int>) {
    for next in range.dropFirst() {
      let contact = contacts[next]
      var place = next
      while place > range.lowerBound, contacts[place - 1].seconds > contact.seconds {
        contacts[place] = contacts[place - 1]
        place -= 1
      }
      contacts[place] = contact
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
      if places.count < fewContacts {
        insertionSort(&contacts, places, by: &attempts, own)
      } else {
        let sorted = zip(contacts[places], attempts[own])
          .sorted { AttemptTable.precedes($0.1, $1.1) }
        for (place, pair) in zip(places, sorted) { contacts[place] = pair.0 }
      }
      first = own.upperBound
    }
  }

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
