import Model

/// When each name that is asked for often was asked for.
struct NameTimes {
  /// Names with at least `RoundTest.fewestContacts` contacts, in order of their numbers.
  private(set) var names: [UInt32] = []
  /// The first and the last contact with any name.
  private(set) var span: (first: UInt32, last: UInt32)?

  /// By name: where its times begin; one more for the end.
  private var starts: [Int] = [0]
  private var times: [UInt32] = []

  /// The times of the `contacts` that are wanted. These are in order.
  /// - Complexity: O(contacts + names of the table).
  init(
    _ contacts: some Sequence<Contact>,
    of table: AttemptTable,
    where isWanted: (Contact) -> Bool
  ) {
    var counts = [UInt32](repeating: 0, count: table.nameTraits.count)
    for contact in contacts where isWanted(contact) {
      counts[Int(contact.name)] += 1
      span = (span?.first ?? contact.seconds, contact.seconds)
    }
    // From here on `counts` holds the place of a name in `names` plus one, 0 for none.
    for name in counts.indices {
      let isOften = counts[name] >= UInt32(RoundTest.fewestContacts)
      if isOften {
        names.append(UInt32(name))
        starts.append(starts[names.count - 1] + Int(counts[name]))
      }
      counts[name] = isOften ? UInt32(names.count) : 0
    }
    times = Array(repeating: 0, count: starts[names.count])
    var next = starts
    for contact in contacts where counts[Int(contact.name)] > 0 && isWanted(contact) {
      let place = Int(counts[Int(contact.name)]) - 1
      times[next[place]] = contact.seconds
      next[place] += 1
    }
  }

  /// The times of the name at `place`, in order, that are not after `end`.
  func seconds(at place: Int, upTo end: UInt32) -> ArraySlice<UInt32> {
    let all = times[starts[place]..<starts[place + 1]]
    guard let last = all.last, last > end else { return all }
    return all.prefix { $0 <= end }
  }
}
