package import Model

/// A probe as the tests without a source see it: who asked for which name, and what the log says of it.
package struct Contact: Sendable, Equatable {
  package var seconds: UInt32
  /// The attempt in its table, which also knows the client.
  package var index: UInt32
  package var source: UInt32
  package var name: UInt32
  package var service: Service
  package var answer: ProbeReader.Answer
  /// Whether nobody had signed in from this source by then, nor did within the hour after.
  package var isStranger: Bool

  /// Sorted as `AttemptTable.precedes` sorts.
  ///
  /// By counting, a part of the seconds at a time; then those of one second among themselves.
  /// - Complexity: O(n), and O(n log n) for contacts within one second; nothing where they are in order.
  static func putInOrder(_ contacts: inout [Contact], of table: AttemptTable) {
    func precedes(_ left: Contact, _ right: Contact) -> Bool {
      left.seconds == right.seconds
        ? AttemptTable.precedes(table[left.index], table[right.index])
        : left.seconds < right.seconds
    }
    let isInOrder = zip(contacts, contacts.dropFirst()).allSatisfy { !precedes($1, $0) }
    if isInOrder { return }
    sortBySeconds(&contacts)
    var start = 0
    while start < contacts.count {
      var end = start + 1
      while end < contacts.count, contacts[end].seconds == contacts[start].seconds { end += 1 }
      if end - start > 1 { contacts[start..<end].sort(by: precedes) }
      start = end
    }
  }

  private static let digitBits: UInt32 = 11

  /// Radix sort; keeps the order of equals.
  private static func sortBySeconds(_ contacts: inout [Contact]) {
    guard let least = contacts.lazy.map(\.seconds).min(),
      let most = contacts.lazy.map(\.seconds).max()
    else { return }
    var other = contacts
    var shift: UInt32 = 0
    while shift < 32, (most - least) >> shift > 0 {
      var ends = [Int](repeating: 0, count: 1 << digitBits)
      func digit(_ contact: Contact) -> Int {
        Int((contact.seconds - least) >> shift & ((1 << digitBits) - 1))
      }
      for contact in contacts { ends[digit(contact)] += 1 }
      var total = 0
      for place in ends.indices { (ends[place], total) = (total, total + ends[place]) }
      for contact in contacts {
        let digit = digit(contact)
        other[ends[digit]] = contact
        ends[digit] += 1
      }
      swap(&contacts, &other)
      shift += digitBits
    }
  }
}
