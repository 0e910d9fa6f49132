/// As many names of a list as fit in a few lines.
struct NameList {
  /// Longer names are cut: a name is to be recognised here, not copied.
  private static let longestName = 48

  let text: String
  /// How many names are not in `text`.
  let hidden: Int

  init(_ names: [String], width: Int, lines limit: Int) {
    var text = ""
    var shown = 0
    for name in names {
      let name = DisplayWidth.truncated(
        VisibleText.escaped(name),
        toColumns: min(width, Self.longestName)
      )
      let longer = shown == 0 ? name : text + ", " + name
      if shown > 0, LineWrap.lines(longer, width: width).count > limit { break }
      text = longer
      shown += 1
    }
    self.text = text
    hidden = names.count - shown
  }
}
