import Foundation

/// Applies the modifiers that change a wanted text, in the order in which they stand.
struct TextEncoder {
  let modifiers: [String]
  let value: RuleNode

  /// What tells an option in a Windows command line: hyphen, slash, and the dashes that pass for one.
  private static let dashes = ["-", "/", "\u{2013}", "\u{2014}", "\u{2015}"]

  func patterns(of text: String) throws(RuleError) -> [TextPattern] {
    var texts = [text]
    if modifiers.contains("windash") { texts = Self.dashVariants(of: text) }
    let encoders = modifiers.filter { $0 != "windash" && Self.isEncoder($0) }
    if encoders.isEmpty { return texts.map { TextPattern(sigma: $0) } }
    var results: [TextPattern] = []
    for text in texts { results += try encode(text, encoders).map { TextPattern(literal: $0) } }
    return results
  }

  private static func isEncoder(_ modifier: String) -> Bool {
    ["base64", "base64offset", "utf16", "utf16be", "utf16le", "wide"].contains(modifier)
  }

  private func encode(_ text: String, _ encoders: [String]) throws(RuleError) -> [[UInt8]] {
    let pattern = TextPattern(sigma: text)
    guard !pattern.hasWildcards else { throw value.error("encoded text cannot hold wildcards") }
    guard case .exact(let plain) = pattern.shape, !plain.isEmpty else {
      throw value.error("there is nothing to encode")
    }
    var forms = [plain]
    for encoder in encoders {
      switch encoder {
      case "wide", "utf16le": forms = forms.map { Self.wide($0, isBigEndian: false) }
      case "utf16be": forms = forms.map { Self.wide($0, isBigEndian: true) }
      case "utf16": forms = forms.map { [0xff, 0xfe] + Self.wide($0, isBigEndian: false) }
      case "base64": forms = forms.map { Array(Data($0).base64EncodedString().utf8) }
      default: forms = forms.flatMap(Self.base64AtAnyOffset)
      }
    }
    return forms
  }

  private static func wide(_ bytes: [UInt8], isBigEndian: Bool) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  /// What is sure of the base64 of a text that holds `bytes` anywhere: the three ways in which groups
  /// of three bytes can fall, without the characters that the neighbours have a part in.
  private static func base64AtAnyOffset(_ bytes: [UInt8]) -> [[UInt8]] {
    (0..<3).map { offset in
      let padded = [UInt8](repeating: 0x20, count: offset) + bytes
      let encoded = Array(Data(padded).base64EncodedString().utf8)
      let start = [0, 2, 3][offset]
      let spare = [0, 3, 2][padded.count % 3]
      return Array(encoded[start..<max(start, encoded.count - spare)])
    }
  }

  private static func dashVariants(of text: String) -> [String] {
    let characters = Array(text)
    let places = characters.indices.filter { index in
      guard characters[index] == "-" || characters[index] == "/" else { return false }
      let isFree = index == 0 || !isWord(characters[index - 1])
      return isFree && index + 1 < characters.count && isWord(characters[index + 1])
    }
    if places.isEmpty { return [text] }
    var variants = [text]
    for dash in dashes {
      var copy = characters
      for place in places { copy[place] = Character(dash) }
      if !variants.contains(String(copy)) { variants.append(String(copy)) }
    }
    return variants
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
