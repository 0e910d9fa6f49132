/// A wanted text with wildcards, in bytes of UTF-8.
package struct TextPattern: Hashable, Sendable {
  package enum Piece: Hashable, Sendable {
    case literal([UInt8])
    /// `?`: one character.
    case one
    /// `*`: any number of characters.
    case many
  }

  /// The forms that can be looked up without trying the pattern.
  package enum Shape: Equatable, Sendable {
    case anything
    case exact([UInt8])
    case prefix([UInt8])
    case suffix([UInt8])
    case contains([UInt8])
    /// With the longest literal in it.
    case other(longest: [UInt8])
  }

  package private(set) var pieces: [Piece] = []

  /// Sigma's form: `*` and `?`, which a backslash takes the meaning of. A backslash before anything
  /// else but a backslash is itself.
  package init(sigma text: String) {
    var literal: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      let isSpecial = byte == 0x2a || byte == 0x3f
      if isEscaped {
        if !isSpecial, byte != 0x5c { literal.append(0x5c) }
        literal.append(byte)
        isEscaped = false
      } else if byte == 0x5c {
        isEscaped = true
      } else if isSpecial {
        append(literal)
        literal = []
        append(byte == 0x2a ? .many : .one)
      } else {
        literal.append(byte)
      }
    }
    if isEscaped { literal.append(0x5c) }
    append(literal)
  }

  package init(literal: [UInt8]) {
    append(literal)
  }

  private mutating func append(_ literal: [UInt8]) {
    if !literal.isEmpty { pieces.append(.literal(literal)) }
  }

  private mutating func append(_ piece: Piece) {
    if piece != .many || pieces.last != .many { pieces.append(piece) }
  }

  package func surrounded(before: Bool, after: Bool) -> TextPattern {
    var copy = self
    if before, copy.pieces.first != .many { copy.pieces.insert(.many, at: 0) }
    if after, copy.pieces.last != .many { copy.pieces.append(.many) }
    return copy
  }

  package var hasWildcards: Bool { pieces.contains { $0 == .one || $0 == .many } }

  package var shape: Shape {
    switch pieces.count {
    case 0: return .exact([])
    case 1:
      if case .literal(let text) = pieces[0] { return .exact(text) }
      if pieces[0] == .many { return .anything }
    case 2:
      if case .literal(let text) = pieces[0], pieces[1] == .many { return .prefix(text) }
      if case .literal(let text) = pieces[1], pieces[0] == .many { return .suffix(text) }
    case 3:
      if pieces[0] == .many, pieces[2] == .many, case .literal(let text) = pieces[1] {
        return .contains(text)
      }
    default: break
    }
    let literals = pieces.compactMap { piece -> [UInt8]? in
      if case .literal(let text) = piece { text } else { nil }
    }
    return .other(longest: literals.max { $0.count < $1.count } ?? [])
  }

  /// Whether the pattern is `text`, tried piece by piece with one place to come back to.
  /// - Complexity: O(text x pattern) at worst.
  package func matches(_ text: [UInt8], isCased: Bool) -> Bool {
    matches(text, 0..<text.count, isCased: isCased)
  }

  package func matches(_ text: [UInt8], _ range: Range<Int>, isCased: Bool) -> Bool {
    var (piece, place) = (0, range.lowerBound)
    var retry: (piece: Int, place: Int)?
    while true {
      if piece == pieces.count, place == range.upperBound { return true }
      if piece < pieces.count, pieces[piece] == .many {
        retry = (piece + 1, place)
        piece += 1
        continue
      }
      if piece < pieces.count,
        let end = Self.end(of: pieces[piece], in: text, place..<range.upperBound, isCased)
      {
        (piece, place) = (piece + 1, end)
        continue
      }
      guard let again = retry, again.place < range.upperBound else { return false }
      retry = (again.piece, again.place + 1)
      (piece, place) = (again.piece, again.place + 1)
    }
  }

  private static func end(
    of piece: Piece,
    in text: [UInt8],
    _ range: Range<Int>,
    _ isCased: Bool
  ) -> Int? {
    switch piece {
    case .many: return range.lowerBound
    case .one:
      guard !range.isEmpty else { return nil }
      var end = range.lowerBound + 1
      while end < range.upperBound, text[end] & 0xc0 == 0x80 { end += 1 }
      return end
    case .literal(let literal):
      guard literal.count <= range.count else { return nil }
      for index in literal.indices {
        let (wanted, found) = (literal[index], text[range.lowerBound + index])
        if wanted != found, isCased || wanted.folded != found.folded { return nil }
      }
      return range.lowerBound + literal.count
    }
  }
}

extension UInt8 {
  /// ASCII letters in lower case, every other byte as it is.
  var folded: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
