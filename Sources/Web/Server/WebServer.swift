package import Hummingbird
package import Knowledge
package import Model
package import WorkspaceStore

/// The workspace in the browser.
package struct WebServer: Sendable {
  /// What is known of ATT&CK: the facts in use, and their imported texts.
  package struct Knowing: Sendable {
    let facts: AttackFacts
    let texts: @Sendable ([AttackID]) throws -> AttackTexts

    package init(
      facts: AttackFacts,
      texts: @escaping @Sendable ([AttackID]) throws -> AttackTexts
    ) {
      (self.facts, self.texts) = (facts, texts)
    }
  }

  let workspace: Workspace
  let knowing: Knowing
  let desk: SignInDesk
  private let toolVersion: String
  let now: @Sendable () -> Timestamp

  /// Passwords cost `rounds` of scrypt, a power of two; tests take less.
  package init(
    workspace: Workspace,
    knowing: Knowing,
    toolVersion: String,
    rounds: Int = PasswordHash.usualRounds,
    now: @escaping @Sendable () -> Timestamp
  ) {
    (self.workspace, self.knowing, self.now) = (workspace, knowing, now)
    self.toolVersion = toolVersion
    desk = SignInDesk(workspace: workspace, rounds: rounds, now: now)
  }

  /// The path of the link with which the first person gets in; `nil` where there is somebody.
  package func firstSignInPath() throws -> String? {
    try workspace.hasPeople() ? nil : "/welcome/" + desk.invite(role: .admin, isFirst: true)
  }

  /// Listens on the loopback interface only: there is no TLS here. `onReady` is given the port.
  package func application(
    port: Int,
    onReady: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> some ApplicationProtocol {
    Application(
      responder: router().buildResponder(),
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in onReady(channel.localAddress?.port ?? port) }
    )
  }

  var api: APIRoutes {
    APIRoutes(workspace: workspace, knowing: knowing, toolVersion: toolVersion, now: now)
  }

  private var evidence: EvidenceDesk {
    EvidenceDesk(workspace: workspace, toolVersion: toolVersion, now: now)
  }

  private func router() -> Router<WebContext> {
    let router = Router(context: WebContext.self)
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ProblemPages())
    router.add(middleware: LocalRequests())
    router.add(middleware: SignedIn(desk: desk))
    AssetRoutes().add(to: router)
    SignInRoutes(desk: desk).add(to: router)
    StartRoutes(workspace: workspace, knowing: knowing).add(to: router)
    FindingRoutes(workspace: workspace, knowing: knowing, now: now).add(to: router)
    KnowledgeRoutes(workspace: workspace, knowing: knowing).add(to: router)
    ScanRoutes(desk: ScanDesk(workspace: workspace, toolVersion: toolVersion, now: now))
      .add(to: router)
    ReportRoutes(workspace: workspace, now: now).add(to: router)
    ReportDesk(workspace: workspace, knowing: knowing, toolVersion: toolVersion, now: now)
      .add(to: router)
    SubjectRoutes(workspace: workspace).add(to: router)
    MatrixRoutes(workspace: workspace, knowing: knowing).add(to: router)
    HuntRoutes(workspace: workspace, now: now).add(to: router)
    EvidenceRoutes(desk: evidence).add(to: router)
    CaseRoutes(workspace: workspace, evidence: evidence, now: now).add(to: router)
    AdminRoutes(workspace: workspace, desk: desk, now: now).add(to: router)
    TokenRoutes(workspace: workspace, desk: desk, now: now).add(to: router)
    api.add(to: router)
    return router
  }
}
