import Detection
import Synchronization

/// The contacts of all sources, put in order by whoever has time.
///
/// Held once and sorted in place, as there may be tens of millions of them.
final class ContactList: Sendable {
  private let contacts: Mutex<[Contact]>

  /// Takes the contacts out of `survey`.
  init(of survey: inout Survey) {
    contacts = Mutex(survey.takeContacts())
  }

  /// Sorts as `AttemptTable.precedes` does.
  /// - Complexity: O(n), and O(n log n) for contacts within one second.
  func putInOrder(of table: AttemptTable) {
    contacts.withLock { Contact.putInOrder(&$0, of: table) }
  }

  /// The contacts, which the list then no longer holds.
  func take() -> [Contact] {
    contacts.withLock { contacts in
      var taken: [Contact] = []
      swap(&taken, &contacts)
      return taken
    }
  }
}
