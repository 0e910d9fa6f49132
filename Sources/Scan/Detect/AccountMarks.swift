/// The accounts of a log as marks, whatever services call them: who asks for many names asks these first.
package struct AccountMarks {
  private var marks: Set<Int> = []

  init(count: Int, name: (UInt32) -> [UInt8]) {
    marks.reserveCapacity(count)
    for number in 0..<UInt32(count) { marks.insert(Self.mark(name(number))) }
  }

  /// Whether the log may name the account, in lower case; never false where it does.
  package func mayHold(_ name: String) -> Bool { marks.contains(Self.mark(Array(name.utf8))) }

  private static func mark(_ name: [UInt8]) -> Int {
    AccountText.localPart(name).hashValue
  }
}
