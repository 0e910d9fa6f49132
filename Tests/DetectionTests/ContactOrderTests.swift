import Model
import Testing

@testable import Detection

struct ContactOrderTests {
  /// Contacts of as many attempts, at random seconds of `span`, in no order.
  private static func contacts(
    _ count: Int,
    span: UInt32,
    seed: UInt64
  ) -> (table: AttemptTable, contacts: [Contact]) {
    var random = SeededGenerator(seed: seed)
    var traffic = Traffic()
    let source = traffic.source()
    for number in 0..<count {
      let at = Traffic.morning + UInt32.random(in: 0...span, using: &random)
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
