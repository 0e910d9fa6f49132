package import Model

/// A probe as the tests without a source see it: who asked for which name, and what the log says of it.
package struct Contact: Sendable, Equatable {
  package var seconds: UInt32
  /// The attempt in its table, which also knows the source and the client.
  package var index: UInt32
  package var name: UInt32
  package var service: Service
  package var answer: ProbeReader.Answer
  /// Whether nobody had signed in from this source by then, nor did within the hour after.
  package var isStranger: Bool

  /// Sorted as `AttemptTable.precedes` sorts.
  /// - Complexity: O(n log n) on the seconds; the table is read for equal ones only.
  static func putInOrder(_ contacts: inout [Contact], of table: AttemptTable) {
    contacts.sort { left, right in
      left.seconds == right.seconds
        ? AttemptTable.precedes(table[left.index], table[right.index])
        : left.seconds < right.seconds
    }
  }
}
