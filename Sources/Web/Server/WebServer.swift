package import Hummingbird
import HummingbirdCore
package import Knowledge
package import Model
package import WorkspaceStore

/// The workspace in the browser.
package struct WebServer: Sendable {
  /// What is known of ATT&CK: the facts in use, and their imported texts.
  package struct Knowing: Sendable {
    let facts: AttackFacts
    let pages = KnownPages()
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
  let runner: JobRunner
  let address: WebAddress
  private let toolVersion: String
  private let exports: CaseExportDesk
  private let points = PointCache()
  let now: @Sendable () -> Timestamp

  /// Passwords cost `rounds` of scrypt, a power of two; tests take less.
  package init(
    workspace: Workspace,
    knowing: Knowing,
    toolVersion: String,
    address: WebAddress = WebAddress(),
    rounds: Int = PasswordHash.usualRounds,
    firstLookBytes: Int = FirstLook.usualBytes,
    now: @escaping @Sendable () -> Timestamp
  ) {
    (self.workspace, self.knowing, self.now) = (workspace, knowing, now)
    (self.toolVersion, self.address) = (toolVersion, address)
    desk = SignInDesk(workspace: workspace, rounds: rounds, scheme: address.scheme, now: now)
    runner = JobRunner(
      workspace: workspace,
      toolVersion: toolVersion,
      firstLook: FirstLook(firstBytes: firstLookBytes),
      now: now
    )
    exports = CaseExportDesk(
      workspace: workspace,
      evidence: EvidenceDesk(workspace: workspace, toolVersion: toolVersion, now: now),
      now: now
    )
  }

  /// The path of the link with which the first person gets in; `nil` where there is somebody.
  package func firstSignInPath() throws -> String? {
    try workspace.hasPeople() ? nil : "/welcome/" + desk.invite(role: .admin, isFirst: true)
  }

  /// `onReady` is given the port.
  /// - Throws: What is wrong with the certificate.
  package func application(
    port: Int,
    onReady: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> some ApplicationProtocol {
    var application = Application(
      responder: router().buildResponder(),
      server: try address.builder(),
      configuration: .init(address: .hostname(address.host, port: port)),
      onServerRunning: { channel in onReady(channel.localAddress?.port ?? port) }
    )
    application.addServices(runner)
    return application
  }

  var api: APIRoutes {
    APIRoutes(
      workspace: workspace,
      knowing: knowing,
      runner: runner,
      people: people,
      evidence: evidence,
      exports: exports,
      reports: reports,
      points: points,
      toolVersion: toolVersion,
      now: now
    )
  }

  private var people: PeopleDesk { PeopleDesk(workspace: workspace, desk: desk, now: now) }

  private var reports: ReportDesk {
    ReportDesk(workspace: workspace, knowing: knowing, toolVersion: toolVersion, now: now)
  }

  private var evidence: EvidenceDesk { exports.evidence }

  func router() -> Router<WebContext> {
    let router = Router(context: WebContext.self)
    router.add(middleware: SecurityHeaders(isSecure: address.isSecure))
    router.add(middleware: ProblemPages())
    router.add(middleware: FormQueries())
    router.add(middleware: ChangesAside())
    router.add(middleware: OwnRequests(address: address))
    router.add(middleware: SignedIn(desk: desk))
    router.add(middleware: ProblemPages())
    AssetRoutes().add(to: router)
    SignInRoutes(desk: desk, isSecure: address.isSecure).add(to: router)
    StartRoutes(workspace: workspace, knowing: knowing).add(to: router)
    FindingRoutes(workspace: workspace, knowing: knowing, points: points, now: now).add(to: router)
    KnowledgeRoutes(workspace: workspace, knowing: knowing, now: now).add(to: router)
    ControlRoutes(workspace: workspace, now: now).add(to: router)
    ScanRoutes(desk: LogDesk(workspace: workspace, runner: runner, now: now)).add(to: router)
    JobRoutes(workspace: workspace, runner: runner, now: now).add(to: router)
    ReportRoutes(workspace: workspace, knowing: knowing, now: now).add(to: router)
    reports.add(to: router)
    SubjectRoutes(workspace: workspace).add(to: router)
    MatrixRoutes(workspace: workspace, knowing: knowing, now: now).add(to: router)
    HuntRoutes(workspace: workspace, now: now).add(to: router)
    EvidenceRoutes(desk: evidence).add(to: router)
    CaseRoutes(workspace: workspace, now: now).add(to: router)
    CaseExportRoutes(desk: exports).add(to: router)
    SettingsRoutes(workspace: workspace, now: now).add(to: router)
    SavedFilterRoutes(workspace: workspace).add(to: router)
    AdminRoutes(workspace: workspace, desk: people).add(to: router)
    TokenRoutes(desk: people).add(to: router)
    api.add(to: router)
    return router
  }
}
