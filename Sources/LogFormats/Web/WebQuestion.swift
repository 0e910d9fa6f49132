import LogBytes

/// An account that a requested URL asks for.
///
/// Most URLs ask for none, so the search gives up early: a path is looked at by the first letter of
/// its first segments, a query by the first letter of its keys, and only a key that can hold an
/// account makes the path be read for words like `login`.
struct WebQuestion {
  var oracle: WebOracle
  var name: Field

  /// What stands in front of a name that is only a number, so that it says what it numbers.
  var namePrefix: StaticString? {
    switch oracle {
    case .gitLabNumber: "user "
    case .wordPressNumber, .wordPressRecord: "author "
    case .activeSync, .autodiscover, .gitLabExists, .gitLabList, .login, .lookup, .register, .reset,
      .wordPressList, .wordPressPage:
      nil
    }
  }

  /// Applications live in a folder of their own at times (`/blog/author/x`); deeper is not looked.
  private static let segmentsRead = 3
  private static let longestName = 256

  /// Reads the path and query in `target`.
  ///
  /// `nil` if it asks for no account.
  init?(_ line: Span<UInt8>, in target: Range<Int>) {
    if let mark = line.firstIndex(of: 0x3f, in: target) {
      let path = target.lowerBound..<mark
      if let found = Self.inQuery(line, mark + 1..<target.upperBound, path: path)
        ?? Self.inPath(line, path)
      {
        self = found
        return
      }
    } else if let found = Self.inPath(line, target) {
      self = found
      return
    }
    return nil
  }

  private init?(_ oracle: WebOracle, _ name: Range<Int>) {
    if name.isEmpty || name.count > Self.longestName { return nil }
    self.oracle = oracle
    self.name = Field(name, .percent)
  }

  // MARK: Paths

  private static func inPath(_ line: Span<UInt8>, _ path: Range<Int>) -> WebQuestion? {
    var slash = path.lowerBound
    for _ in 0..<segmentsRead {
      let start = slash + 1
      guard start < path.upperBound else { return nil }
      switch line[start] | 0x20 {
      case 0x61:  // a
        if line.has("author/", at: start) {
          return segment(line, from: start + 7, in: path).flatMap {
            WebQuestion(.wordPressPage, $0)
          }
        }
        if line.hasIgnoringCase("autodiscover/autodiscover.json/v1.0/", at: start) {
          return WebQuestion(.autodiscover, start + 36..<path.upperBound)
        }
        if line.has("api/v4/users/", at: start),
          let number = segment(line, from: start + 13, in: path), line.decimal(in: number) != nil
        {
          return WebQuestion(.gitLabNumber, number)
        }
      case 0x75 where line.has("users/", at: start):
        let name = start + 6
        guard let end = line.firstIndex(of: 0x2f, in: name..<path.upperBound),
          line.equals("/exists", in: end..<path.upperBound)
        else { break }
        return WebQuestion(.gitLabExists, name..<end)
      case 0x77 where line.has("wp-json/wp/v2/users/", at: start):
        guard let number = segment(line, from: start + 20, in: path),
          line.decimal(in: number) != nil
        else { break }
        return WebQuestion(.wordPressRecord, number)
      default: break
      }
      guard let next = line.firstIndex(of: 0x2f, in: start..<path.upperBound) else { return nil }
      slash = next
    }
    return nil
  }

  /// The last segment of `path` if it begins at `start`, without a slash at the end.
  private static func segment(
    _ line: Span<UInt8>,
    from start: Int,
    in path: Range<Int>
  ) -> Range<Int>? {
    guard start < path.upperBound else { return nil }
    let end = line.firstIndex(of: 0x2f, in: start..<path.upperBound) ?? path.upperBound
    return end + 1 < path.upperBound ? nil : start..<end
  }

  // MARK: Queries

  private static func inQuery(
    _ line: Span<UInt8>,
    _ query: Range<Int>,
    path: Range<Int>
  ) -> WebQuestion? {
    var start = query.lowerBound
    while start < query.upperBound {
      let end = line.firstIndex(of: 0x26, in: start..<query.upperBound) ?? query.upperBound
      // a author account, e email, j j_username, l login, m mail, o os_username, r rest_route,
      // s slug search, u user
      switch line[start] | 0x20 {
      case 0x61, 0x65, 0x6a, 0x6c, 0x6d, 0x6f, 0x72, 0x73, 0x75:
        if let equals = line.firstIndex(of: 0x3d, in: start..<end),
          let found = inPair(line, key: start..<equals, value: equals + 1..<end, path: path)
        {
          return found
        }
      default: break
      }
      start = end + 1
    }
    return nil
  }

  private static func inPair(
    _ line: Span<UInt8>,
    key: Range<Int>,
    value: Range<Int>,
    path: Range<Int>
  ) -> WebQuestion? {
    if value.isEmpty { return nil }
    if line.equals("author", in: key) {
      guard line.decimal(in: value) != nil, isFrontPage(line, path) else { return nil }
      return WebQuestion(.wordPressNumber, value)
    }
    if line.equals("rest_route", in: key) {
      guard line.has("/wp/v2/users/", at: value.lowerBound),
        let number = segment(line, from: value.lowerBound + 13, in: value),
        line.decimal(in: number) != nil
      else { return nil }
      return WebQuestion(.wordPressRecord, number)
    }
    if line.equals("slug", in: key) || line.equals("search", in: key) {
      return userList(line, path).flatMap { WebQuestion($0, value) }
    }
    guard isAccountKey(line, key) else { return nil }
    return oracle(line, path).flatMap { WebQuestion($0, value) }
  }

  /// `/`, `/index.php`, `/blog/`, `/blog/index.php`.
  private static func isFrontPage(_ line: Span<UInt8>, _ path: Range<Int>) -> Bool {
    var end = path.upperBound
    if line.hasSuffix("/index.php", in: path) { end -= 9 }
    guard end > path.lowerBound, line[end - 1] == 0x2f else { return false }
    var slashes = 0
    for index in path.lowerBound..<end where line[index] == 0x2f { slashes += 1 }
    return slashes <= 2
  }

  private static func userList(_ line: Span<UInt8>, _ path: Range<Int>) -> WebOracle? {
    var path = path
    if line.hasSuffix("/", in: path) { path = path.lowerBound..<path.upperBound - 1 }
    if line.hasSuffix("/wp/v2/users", in: path) { return .wordPressList }
    return line.hasSuffix("/api/v4/users", in: path) ? .gitLabList : nil
  }

  /// Whether a key names an account: `user`, `login_hint`, `user[email]` and the like.
  private static func isAccountKey(_ line: Span<UInt8>, _ key: Range<Int>) -> Bool {
    let start = key.lowerBound
    func isKey(_ literal: StaticString) -> Bool {
      key.count == literal.utf8CodeUnitCount && line.hasIgnoringCase(literal, at: start)
    }
    switch line[start] | 0x20 {
    case 0x61: return isKey("account") || isKey("accountname") || isKey("account-name")
    case 0x65: return isKey("email") || isKey("emailaddress") || isKey("e-mail")
    case 0x6a: return isKey("j_username")
    case 0x6c:
      return isKey("login") || isKey("login_hint") || isKey("loginname") || isKey("loginid")
    case 0x6d: return isKey("mail")
    case 0x6f: return isKey("os_username")
    case 0x75:
      if isKey("user") || isKey("username") || isKey("uid") || isKey("userid") || isKey("upn")
        || isKey("user_name") || isKey("user_login") || isKey("user_id") || isKey("useremail")
        || isKey("user_email")
      {
        return true
      }
      guard line.hasSuffix("]", in: key) || line.hasSuffix("%5D", in: key) else { return false }
      return line.firstIndex(of: "email", in: key) != nil
        || line.firstIndex(of: "login", in: key) != nil
        || line.firstIndex(of: "username", in: key) != nil
    default: return false
    }
  }

  /// What a path with an account in its query is for.
  private static func oracle(_ line: Span<UInt8>, _ path: Range<Int>) -> WebOracle? {
    let start = path.lowerBound
    if line.hasIgnoringCase("/autodiscover/", at: start) { return .autodiscover }
    if line.hasIgnoringCase("/microsoft-server-activesync", at: start) { return .activeSync }
    if let list = userList(line, path) { return list }
    return form(line, path)
  }

  /// Words in the path, in any case.
  ///
  /// A reset or register page may sit under `/login`, so the more special word wins.
  private static func form(_ line: Span<UInt8>, _ path: Range<Int>) -> WebOracle? {
    var found: WebOracle?
    for index in path {
      func isWord(_ word: StaticString) -> Bool {
        path.upperBound - index >= word.utf8CodeUnitCount && line.hasIgnoringCase(word, at: index)
      }
      switch line[index] | 0x20 {
      case 0x66 where isWord("forgot"), 0x6c where isWord("lostpassword"),
        0x72 where isWord("reset") || isWord("recover"):
        return .reset
      case 0x72 where isWord("register") || isWord("registration"),
        0x73 where isWord("signup") || isWord("sign-up") || isWord("sign_up"):
        found = .register
      case 0x61 where isWord("availab"), 0x65 where isWord("exists"),
        0x63 where isWord("check-") || isWord("check_") || isWord("checku") || isWord("checkem"),
        0x76 where isWord("viewuserhover"),
        0x2f where isWord("/user/") || isWord("/users/"):
        if found == nil || found == .login { found = .lookup }
      case 0x6c where isWord("login") || isWord("logon"),
        0x73 where isWord("signin") || isWord("sign-in") || isWord("sign_in") || isWord("session"),
        0x61 where isWord("authoriz") || isWord("authenticat"),
        0x2f where isWord("/auth") && !isWord("/author"),
        0x6f where isWord("oauth"):
        if found == nil { found = .login }
      default: break
      }
    }
    if found == nil, line.hasSuffix("/user", in: path) || line.hasSuffix("/users", in: path) {
      return .lookup
    }
    return found
  }
}
