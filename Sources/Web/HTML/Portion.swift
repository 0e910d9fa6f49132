/// The part of a long list that a page begins with, so that it loads at once on any line.
///
/// By weight, not by number: an item may be a word or a paragraph.
struct Portion {
  let shown: [HTML]
  let hiddenCount: Int

  /// As many items as weigh `byteCount` together, at least one; all of them where `isWhole`.
  init(of items: [HTML], byteCount: Int, isWhole: Bool) {
    var weight = 0
    let end = items.firstIndex { item in
      weight += item.text.utf8.count
      return weight > byteCount
    }
    let count = isWhole ? items.count : max(1, end ?? items.count)
    shown = Array(items.prefix(count))
    hiddenCount = items.count - shown.count
  }

  /// A link to the page with everything; nothing where nothing is hidden.
  func more(_ link: String) -> HTML {
    HTML.when(hiddenCount > 0, "<p><a href=\"\(link)\">\(hiddenCount) more</a></p>")
  }
}
