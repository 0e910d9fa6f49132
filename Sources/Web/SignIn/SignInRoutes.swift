import Hummingbird
import WorkspaceStore

/// Signing in, signing out, and taking up an invitation.
struct SignInRoutes {
  let desk: SignInDesk
  let isSecure: Bool

  func add(to router: Router<WebContext>) {
    router.get("/sign-in") { request, _ in
      signInPage(next: request.uri.queryParameters.get("next") ?? "")
    }
    router.post("/sign-in") { request, context in
      try await signIn(Form(of: request), from: context.source)
    }
    router.post("/sign-out") { request, context in
      let visitor = try await context.visitor().checked(Form(of: request))
      try desk.signOut(visitor)
      var response = Response.redirect(to: "/sign-in", type: .normal)
      response.setCookie(cookie("", maxAge: 0))
      return response
    }
    router.get("/welcome/:token") { _, context in
      try welcomePage(context.parameters.require("token"))
    }
    router.post("/welcome/:token") { request, context in
      try await accept(context.parameters.require("token"), Form(of: request))
    }
  }

  private func signInPage(
    next: String,
    problem: String? = nil,
    status: HTTPResponse.Status = .ok
  ) -> Response {
    let body: HTML = """
      <form class="card narrow" method="post" action="/sign-in">
      <h1>Sign in</h1>\(Self.problem(problem))
      <input type="hidden" name="next" value="\(next)">
      <label>Name <input name="name" autocomplete="username" required autofocus></label>
      <label>Password <input name="password" type="password" autocomplete="current-password" required>
      </label><button>Sign in</button></form>
      """
    return Layout(title: "Sign in").response(body, status: status)
  }

  private func signIn(_ form: Form, from source: String?) async throws -> Response {
    let (name, password) = (form["name"], form["password"])
    switch try await desk.signIn(name: name, password: password, from: source) {
    case .welcome(let token): return enter(token, at: Self.local(form["next"]))
    case .refused:
      let problem = "Name and password do not belong together."
      return signInPage(next: form["next"], problem: problem, status: .forbidden)
    case .tooMany:
      let problem = "Too many tries. Wait a few minutes."
      return signInPage(next: form["next"], problem: problem, status: .tooManyRequests)
    }
  }

  private func welcomePage(_ token: String, problem: String? = nil) throws -> Response {
    guard desk.isInvited(token) else { throw HTTPError(.notFound) }
    let body: HTML = """
      <form class="card narrow" method="post" action="/welcome/\(Query.encoded(token))">
      <h1>Welcome to Rollcall</h1>\(Self.problem(problem))
      <p>Choose the name and the password with which you will sign in. This link works once.</p>
      <label>Name <input name="name" autocomplete="username" maxlength="64" required autofocus></label>
      <label>Password, 12 characters or more
      <input name="password" type="password" autocomplete="new-password" minlength="12" required>
      </label><button>Begin</button></form>
      """
    let status: HTTPResponse.Status = problem == nil ? .ok : .badRequest
    return Layout(title: "Welcome").response(body, status: status)
  }

  private func accept(_ token: String, _ form: Form) throws -> Response {
    let (name, password) = (form["name"], form["password"])
    guard (1...SignInDesk.longestName).contains(name.count), name.first?.isWhitespace == false,
      (SignInDesk.shortestPassword...SignInDesk.longestPassword).contains(password.utf8.count)
    else {
      return try welcomePage(
        token,
        problem: "A name of 64 characters at most, a password of 12 or more."
      )
    }
    guard desk.isInvited(token) else { throw HTTPError(.notFound) }
    guard let session = try desk.accept(token, name: name, password: password) else {
      return try welcomePage(token, problem: "Choose another name.")
    }
    return enter(session, at: "/")
  }

  private static func problem(_ text: String?) -> HTML {
    text.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
  }

  private func enter(_ token: String, at path: String) -> Response {
    var response = Response.redirect(to: path, type: .normal)
    response.setCookie(cookie(token, maxAge: SignInDesk.sessionInSeconds))
    return response
  }

  /// Not `secure` where the server speaks HTTP, on the loopback interface.
  private func cookie(_ token: String, maxAge: Int) -> Cookie {
    Cookie(
      name: SignInDesk.cookieName,
      value: token,
      maxAge: maxAge,
      path: "/",
      secure: isSecure,
      httpOnly: true,
      sameSite: .lax
    )
  }

  /// A path of ours, or the start.
  static func local(_ path: String) -> String {
    let isLocal =
      path.hasPrefix("/") && !path.hasPrefix("//")
      && path.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") }
    return isLocal ? path : "/"
  }
}

extension Visitor {
  /// - Throws: 403 where the form was not made for this session.
  func checked(_ form: Form) throws -> Visitor {
    guard let session, form["form_token"] == session.formToken else { throw HTTPError(.forbidden) }
    return self
  }

  /// The hidden field that a form of this session carries.
  var formField: HTML {
    guard let session else { return "" }
    return "<input type=\"hidden\" name=\"form_token\" value=\"\(session.formToken)\">"
  }
}
