import HTTPTypes
import Hummingbird
import Model
import WorkspaceStore

/// Who may sign in, and the tokens of programs.
struct PeopleAPI: Sendable {
  private struct Somebody: Encodable, Sendable {
    var name: String
    var role: String
  }

  private struct Token: Encodable, Sendable {
    var number: Int64
    var owner: String
    var name: String
    var scope: String
    var madeAt: Timestamp
    var revokedAt: Timestamp?

    init(_ token: APIToken) {
      (number, owner, name) = (token.number, token.owner, token.name)
      (scope, madeAt, revokedAt) = (token.scope.rawValue, token.madeAt, token.revokedAt)
    }
  }

  private struct NewRole: Decodable {
    var role: String
  }

  private struct NewToken: Decodable {
    var name: String
    var scope: String
  }

  private struct Link: Encodable, Sendable {
    var link: String
  }

  private struct Secret: Encodable, Sendable {
    var token: String
  }

  let workspace: Workspace
  let desk: PeopleDesk

  var routes: [APIRoute] { [people, setRole, invite, tokens, makeToken, revokeToken] }

  private static let roles = APISchema.choice(Person.Role.allCases.map(\.rawValue))
  private static let scopes = APISchema.choice(APIToken.Scope.allCases.map(\.rawValue))

  private var people: APIRoute {
    APIRoute(
      path: "/people",
      name: "listPeople",
      summary: "Everybody who may sign in, by name",
      role: .admin,
      query: APIRoute.paging,
      answer: .page(of: "Person")
    ) { call in
      let length = try call.pageLength()
      let last = call.query.get("after")
      let people = try workspace.people(limit: length + 1, after: last)
      return APIPage(
        people.map { Somebody(name: $0.name, role: $0.role.rawValue) },
        length: length
      ) { $0.name }
    }
  }

  private var setRole: APIRoute {
    APIRoute(
      method: .post,
      path: "/people/{name}/role",
      name: "setRole",
      summary: "Gives somebody another role; ends all sessions of theirs",
      role: .admin,
      body: .object(["role": Self.roles]),
      answer: .named("Person")
    ) { call in
      let name = try call.path.require("name")
      let role = try desk.setRole(of: name, to: call.decoded(NewRole.self).role, by: call.visitor)
      return Somebody(name: name, role: role.rawValue)
    }
  }

  private var invite: APIRoute {
    APIRoute(
      method: .post,
      path: "/invitations",
      name: "invitePerson",
      summary: "A link for one person, good for a day and as long as the server runs",
      role: .admin,
      body: .object(["role": Self.roles]),
      answer: .object(["link": .string])
    ) { call in
      let role = try call.decoded(NewRole.self).role
      return Link(link: try desk.invite(role, by: call.visitor, authority: call.authority))
    }
  }

  private var tokens: APIRoute {
    APIRoute(
      path: "/tokens",
      name: "listTokens",
      summary: "One's own tokens, an admin's list has everybody's; the latest first, no secrets",
      query: APIRoute.paging,
      answer: .page(of: "Token")
    ) { call in
      let length = try call.pageLength()
      let last = try call.number("after", in: 1...Int.max, otherwise: Int.max)
      let tokens = try desk.tokens(shownTo: call.visitor).filter { $0.number < last }
      return APIPage(tokens.map(Token.init), length: length) { String($0.number) }
    }
  }

  private var makeToken: APIRoute {
    APIRoute(
      method: .post,
      path: "/tokens",
      name: "makeToken",
      summary: "A token of one's own, shown this once, with no wider scope than the one in use",
      body: .object(["name": .string, "scope": Self.scopes]),
      answer: .object(["token": .string])
    ) { call in
      let new = try call.decoded(NewToken.self)
      return Secret(token: try desk.makeToken(new.name, new.scope, for: call.visitor))
    }
  }

  private var revokeToken: APIRoute {
    APIRoute(
      method: .delete,
      path: "/tokens/{number}",
      name: "revokeToken",
      summary: "Ends a token of one's own; an admin ends anybody's",
      answer: .object(["revoked": .integer])
    ) { call in
      let number = try call.numberInPath()
      try desk.revokeToken(number, by: call.visitor)
      return ["revoked": number]
    }
  }
}
