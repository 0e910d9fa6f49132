/// The end of one page of a list, and the link to the next.
enum PageEnd {
  /// Of one item more than a page has, the page, and its last item where another page follows.
  static func split<Item>(_ items: [Item], at length: Int) -> (page: [Item], next: Item?) {
    let page = Array(items.prefix(length))
    return (page, items.count > length ? page.last : nil)
  }

  /// The next page begins behind `last`; nothing where there is none.
  static func link(_ path: String, _ last: String?) -> HTML {
    last.map {
      "<p><a rel=\"next\" data-next href=\"\(Query([("after", $0)]).link(path))\">Next page</a></p>"
    } ?? ""
  }
}
