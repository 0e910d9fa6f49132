// Finds all wanted texts in a value in one walk over its bytes: the automaton of Aho and Corasick
// ("Efficient string matching", CACM 1975), with every transition worked out beforehand. A thousand
// rules look for some thousand texts; one after the other would read the value as often.
//
// Bytes that no text holds share one column, and letters share it with their upper case, so that a
// state is some sixty numbers instead of 256.

/// Where in a value a text must stand.
enum LiteralAnchor: UInt8, Sendable {
  case anywhere
  case start
  case end
  case whole
}

struct LiteralAutomaton: Sendable {
  struct Literal: Sendable {
    var bytes: [UInt8]
    var anchor: LiteralAnchor
    var isCased: Bool
    /// What to report.
    var number: Int
  }

  private struct Output: Sendable {
    var literal: Int32
    /// The next output of the same state, or -1.
    var next: Int32
  }

  private let literals: [Literal]
  private var columns = [UInt8](repeating: 0, count: 256)
  private var columnCount = 1
  /// `columnCount` a state.
  private var transitions: [Int32] = []
  /// By state: its first output, or -1.
  private var firstOutput: [Int32] = []
  private var outputs: [Output] = []

  /// Empty texts are left out: the caller knows where they stand.
  init(_ literals: [Literal]) {
    self.literals = literals.filter { !$0.bytes.isEmpty }
    for literal in self.literals {
      for byte in literal.bytes where columns[Int(byte.folded)] == 0 {
        columns[Int(byte.folded)] = UInt8(min(columnCount, 255))
        columnCount += 1
      }
    }
    for upper in 0x41...0x5a { columns[upper] = columns[upper | 0x20] }
    _ = addState()
    for index in self.literals.indices { insert(index) }
    linkStates()
  }

  private mutating func addState() -> Int {
    transitions.append(contentsOf: repeatElement(-1, count: columnCount))
    firstOutput.append(-1)
    return firstOutput.count - 1
  }

  private mutating func insert(_ index: Int) {
    var state = 0
    for byte in literals[index].bytes {
      let place = state * columnCount + Int(columns[Int(byte)])
      if transitions[place] < 0 {
        let added = addState()
        transitions[place] = Int32(added)
      }
      state = Int(transitions[place])
    }
    outputs.append(Output(literal: Int32(index), next: firstOutput[state]))
    firstOutput[state] = Int32(outputs.count - 1)
  }

  /// Fills the transitions that leave the tree, breadth first.
  private mutating func linkStates() {
    var fallback = [Int](repeating: 0, count: firstOutput.count)
    var queue: [Int] = []
    for column in 0..<columnCount {
      if transitions[column] < 0 {
        transitions[column] = 0
      } else {
        queue.append(Int(transitions[column]))
      }
    }
    var next = 0
    while next < queue.count {
      let state = queue[next]
      next += 1
      shareOutputs(of: fallback[state], with: state)
      for column in 0..<columnCount {
        let place = state * columnCount + column
        let beside = transitions[fallback[state] * columnCount + column]
        if transitions[place] < 0 {
          transitions[place] = beside
        } else {
          fallback[Int(transitions[place])] = Int(beside)
          queue.append(Int(transitions[place]))
        }
      }
    }
  }

  /// What ends in the fallback ends here too: its list becomes the tail of this state's.
  private mutating func shareOutputs(of fallback: Int, with state: Int) {
    guard firstOutput[fallback] >= 0 else { return }
    guard firstOutput[state] >= 0 else {
      firstOutput[state] = firstOutput[fallback]
      return
    }
    var last = Int(firstOutput[state])
    while outputs[last].next >= 0 { last = Int(outputs[last].next) }
    outputs[last].next = firstOutput[fallback]
  }

  var isEmpty: Bool { literals.isEmpty }

  /// Reports the number of each text that stands in `range` of `bytes` as it must.
  /// - Complexity: O(range + hits).
  func search(_ bytes: [UInt8], _ range: Range<Int>, _ report: (Int) -> Void) {
    var state = 0
    for index in range {
      state = Int(transitions[state * columnCount + Int(columns[Int(bytes[index])])])
      var output = Int(firstOutput[state])
      while output >= 0 {
        let literal = literals[Int(outputs[output].literal)]
        if stands(literal, endingAt: index + 1, in: bytes, range) { report(literal.number) }
        output = Int(outputs[output].next)
      }
    }
  }

  private func stands(
    _ literal: Literal,
    endingAt end: Int,
    in bytes: [UInt8],
    _ range: Range<Int>
  ) -> Bool {
    let start = end - literal.bytes.count
    switch literal.anchor {
    case .anywhere: break
    case .start: if start != range.lowerBound { return false }
    case .end: if end != range.upperBound { return false }
    case .whole: if start != range.lowerBound || end != range.upperBound { return false }
    }
    return !literal.isCased || bytes[start..<end].elementsEqual(literal.bytes)
  }
}
