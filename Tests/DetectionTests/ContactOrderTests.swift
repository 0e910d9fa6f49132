import Model
import Testing

@testable import Detection

struct ContactOrderTests {
  /// Contacts of as many attempts, at random seconds of `span`, in no order; all but one in a hundred in its last
  /// `burst` seconds.
  private static func contacts(
    _ count: Int,
    span: UInt32,
    burst: UInt32? = nil,
    seed: UInt64
  ) -> (table: AttemptTable, contacts: [Contact]) {
    var random = SeededGenerator(seed: seed)
    var traffic = Traffic()
    let source = traffic.source()
    for number in 0..<count {
      let first = number % 100 == 0 ? 0 : span - (burst ?? span)
      let at = Traffic.morning + UInt32.random(in: first...span, using: &random)
      traffic.miss(source, "n\(number % 7)", at: at)
    }
    let table = traffic.table()
    var contacts: [Contact] = []
    for (number, chunk) in table.chunks.enumerated() {
      for (place, attempt) in chunk.enumerated() {
        contacts.append(
          Contact(
            seconds: attempt.seconds,
            index: UInt32(number << AttemptTable.chunkShift + place),
            source: attempt.source,
            name: attempt.name,
            service: attempt.outcome.service,
            answer: .absent,
            isStranger: true
          )
        )
      }
    }
    return (table, contacts.shuffled(using: &random))
  }

  @Test(arguments: [UInt32(0), 3, 2_000, 40_000_000])
  func `contacts are put into the order of their attempts`(span: UInt32) {
    var (table, contacts) = Self.contacts(6000, span: span, seed: UInt64(span) + 1)
    let wanted = contacts.sorted { AttemptTable.precedes(table[$0.index], table[$1.index]) }
    Contact.putInOrder(&contacts, of: table)
    #expect(contacts == wanted)
  }

  @Test(arguments: [UInt32(1), 40, 900, 30_000])
  func `contacts of a burst are put into order too`(burst: UInt32) {
    var (table, contacts) = Self.contacts(6000, span: 40_000_000, burst: burst, seed: 6)
    let wanted = contacts.sorted { AttemptTable.precedes(table[$0.index], table[$1.index]) }
    Contact.putInOrder(&contacts, of: table)
    #expect(contacts == wanted)
  }

  @Test(arguments: [0, 1, 63, 64, 65, 200])
  func `chosen contacts are those that are asked for, in their order`(count: Int) {
    let (_, contacts) = Self.contacts(count, span: 1000, seed: 7)
    for divisor in [1, 3, 1000] as [UInt32] {
      let isChosen = { (contact: Contact) in contact.seconds % divisor == 0 }
      #expect(Array(ChosenContacts(contacts, where: isChosen)) == contacts.filter(isChosen))
    }
  }

  @Test
  func `no contact and one contact are in order`() {
    var (table, contacts) = Self.contacts(1, span: 10, seed: 5)
    let one = contacts
    Contact.putInOrder(&contacts, of: table)
    #expect(contacts == one)
    contacts = []
    Contact.putInOrder(&contacts, of: table)
    #expect(contacts.isEmpty)
  }
}
