/// Some of an array's contacts, in its order: a mark for each says which, as there may be too many of them to be
/// there twice. What they are chosen by is looked at once, however often they are gone through.
struct ChosenContacts: Sequence, Sendable {
  private let contacts: [Contact]
  private let places: Marks

  /// - Complexity: O(contacts).
  init(_ contacts: [Contact], where isChosen: (Contact) -> Bool) {
    self.contacts = contacts
    var places = Marks(below: contacts.count)
    for place in contacts.indices where isChosen(contacts[place]) { places.insert(UInt32(place)) }
    self.places = places
  }

  func makeIterator() -> LazyMapSequence<Marks, Contact>.Iterator {
    places.lazy.map { [contacts] in contacts[Int($0)] }.makeIterator()
  }
}
