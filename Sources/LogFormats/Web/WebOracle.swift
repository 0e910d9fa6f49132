import LogBytes
import Model

/// A place on a web server that answers whether an account exists, or takes a name to sign in with.
///
/// The access log holds the request and a status. Where the status is the answer, the outcome says
/// so; where the answer lies in the body, or depends on how the server is set up, existence stays
/// undetermined.
enum WebOracle {
  /// `/Microsoft-Server-ActiveSync?User=NAME&…`.
  case activeSync
  /// `/autodiscover/autodiscover.json?Email=NAME` and `…/autodiscover.json/v1.0/NAME`.
  case autodiscover
  /// GitLab's `/users/NAME/exists`: the answer is in the body.
  case gitLabExists
  /// GitLab's `/api/v4/users/NUMBER`.
  case gitLabNumber
  /// An account in a path or query that is for signing in.
  case login
  /// An account in a path that looks accounts up: Jira's hover card, `/check-username`, `/users?email=`.
  case lookup
  /// A list of users that a name narrows: `[]` if nobody has it (WordPress, GitLab).
  case gitLabList
  case wordPressList
  case register
  case reset
  /// WordPress's `/?author=NUMBER`, which is redirected to the page of an author who exists.
  case wordPressNumber
  /// WordPress's `/author/NAME/`.
  case wordPressPage
  /// WordPress's `/wp-json/wp/v2/users/NUMBER`.
  case wordPressRecord

  var service: Service {
    switch self {
    case .activeSync: .httpActiveSync
    case .autodiscover: .httpAutodiscover
    case .gitLabExists, .gitLabList, .gitLabNumber: .httpGitLab
    case .login: .httpLogin
    case .lookup: .httpLookup
    case .register: .httpRegister
    case .reset: .httpReset
    case .wordPressList, .wordPressNumber, .wordPressPage, .wordPressRecord: .httpWordPress
    }
  }

  /// What the answer tells; `nil` if the request was only sent elsewhere and counts there.
  ///
  /// `size` is the byte count of the body, if the log has it.
  func outcome(status: Int, size: Int?) -> Outcome? {
    switch self {
    case .activeSync: activeSync(status)
    case .autodiscover: autodiscover(status)
    case .gitLabExists:
      status == 200 ? outcome(.undetermined, .disclosed) : undetermined(status)
    case .gitLabNumber, .wordPressRecord: page(status, hit: .present)
    case .gitLabList, .wordPressList: list(status, size)
    case .login: login(status)
    case .lookup, .reset: form(status)
    case .register: status == 409 ? outcome(.likely, .disclosed) : form(status)
    case .wordPressNumber: wordPressNumber(status)
    case .wordPressPage: (300..<400).contains(status) ? nil : page(status, hit: .likely)
    }
  }

  private func outcome(
    _ existence: Existence,
    _ disclosure: Disclosure,
    _ credential: Credential = .none
  ) -> Outcome {
    Outcome(service, existence, disclosure, credential)
  }

  /// Refused by rule or rate, or answered in a way that tells the log nothing.
  private func undetermined(_ status: Int) -> Outcome {
    switch status {
    case 403, 423, 429: outcome(.undetermined, .undetermined, .blocked)
    default: outcome(.undetermined, .undetermined)
    }
  }

  private func activeSync(_ status: Int) -> Outcome {
    switch status {
    case 200..<300: outcome(.present, .hidden, .accepted)
    case 401: outcome(.undetermined, .hidden, .wrong)
    // 449: a policy must be applied to the device first.
    case 403, 429, 449: outcome(.undetermined, .hidden, .blocked)
    default: outcome(.undetermined, .hidden)
    }
  }

  /// The protocol's documents: 200 with an address for a mailbox, a redirect (302) or 404 for none.
  private func autodiscover(_ status: Int) -> Outcome {
    switch status {
    case 200: outcome(.likely, .disclosed)
    case 302, 404: outcome(.absent, .disclosed)
    case 401: outcome(.undetermined, .hidden, .wrong)
    default: undetermined(status)
    }
  }

  private func login(_ status: Int) -> Outcome {
    // 404 and 410 here mean that the page does not exist.
    status == 401 ? outcome(.undetermined, .undetermined, .wrong) : undetermined(status)
  }

  private func form(_ status: Int) -> Outcome {
    switch status {
    case 404, 410: outcome(.absent, .disclosed)
    case 401: outcome(.undetermined, .undetermined, .wrong)
    default: undetermined(status)
    }
  }

  private func page(_ status: Int, hit: Existence) -> Outcome {
    switch status {
    case 200: outcome(hit, .disclosed)
    case 404, 410: outcome(.absent, .disclosed)
    default: undetermined(status)
    }
  }

  private func wordPressNumber(_ status: Int) -> Outcome {
    switch status {
    case 301, 302: outcome(.likely, .disclosed)
    case 404, 410: outcome(.absent, .disclosed)
    default: undetermined(status)
    }
  }

  /// An empty JSON list is two bytes; one user takes hundreds.
  private func list(_ status: Int, _ size: Int?) -> Outcome {
    guard status == 200, let size else { return undetermined(status) }
    if size == 2 { return outcome(.absent, .disclosed) }
    return outcome(size >= 200 ? .likely : .undetermined, .disclosed)
  }
}
