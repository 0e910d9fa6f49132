/// Some of an array's contacts, in its order: a bit for each says which, as there may be too many of them to be
/// there twice. What they are chosen by is looked at once, however often they are gone through.
struct ChosenContacts: Sequence, Sendable {
  private let contacts: [Contact]
  /// A bit for each of `contacts`, the first in the lowest of the first word.
  private let words: [UInt64]

  /// - Complexity: O(contacts).
  init(_ contacts: [Contact], where isChosen: (Contact) -> Bool) {
    self.contacts = contacts
    words = stride(from: 0, to: contacts.count, by: UInt64.bitWidth).map { start in
      var word: UInt64 = 0
      for place in start..<Swift.min(start + UInt64.bitWidth, contacts.count)
      where isChosen(contacts[place]) {
        word |= 1 << UInt64(place - start)
      }
      return word
    }
  }

  struct Iterator: IteratorProtocol {
    private let chosen: ChosenContacts
    private var number = -1
    /// What is left of the word at `number`.
    private var rest: UInt64 = 0

    fileprivate init(_ chosen: ChosenContacts) {
      self.chosen = chosen
    }

    mutating func next() -> Contact? {
      while rest == 0 {
        number += 1
        guard number < chosen.words.count else { return nil }
        rest = chosen.words[number]
      }
      let place = number * UInt64.bitWidth + rest.trailingZeroBitCount
      rest &= rest - 1
      return chosen.contacts[place]
    }
  }

  func makeIterator() -> Iterator { Iterator(self) }
}
