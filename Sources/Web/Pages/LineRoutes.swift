import Detection
import Foundation
import Hummingbird
import Model
import Scan
import WorkspaceStore

/// What stands behind a finding: its plot to zoom into, each cited line, and the verdict without part
/// of it.
struct LineRoutes {
  /// Judging again reads the whole log, while somebody waits.
  private static let strikeByteLimit: UInt64 = 256 << 20

  let workspace: Workspace
  let points: PointCache
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/findings/:id/plot") { request, context in
      let visitor = try context.visitor()
      let finding = try workspace.finding(id: context.parameters.require("id")).finding
      let reading = try await points.reading(of: finding)
      let whole = RollCallPlot(of: finding, reading).region
      let region = try PlotRegion(request.uri.queryParameters, within: whole)
      let plot = RollCallPlot(of: finding, reading, in: region)
      return Layout(title: "Plot", visitor: visitor, section: "/findings")
        .response(PlotPage(plot: plot, whole: whole).html)
    }
    router.get("/findings/:id/lines/:number") { _, context in
      let visitor = try context.visitor()
      let finding = try workspace.finding(id: context.parameters.require("id")).finding
      guard let number = Int(try context.parameters.require("number")),
        finding.evidence.indices.contains(number)
      else { throw HTTPError(.notFound) }
      let subject = "\(finding.id) line \(number)"
      try workspace.audit(visitor.person.name, "read line", subject, at: now())
      let line = await CitedLine.read(finding.evidence[number])
      let page = CitedLinePage(finding: finding, number: number, line: line)
      return Layout(title: "Line", visitor: visitor, section: "/findings").response(page.html)
    }
    router.get("/findings/:id/strike") { request, context in
      let visitor = try context.visitor(atLeast: .analyst)
      let stored = try workspace.finding(id: context.parameters.require("id"))
      guard let text = request.uri.queryParameters.get("what"), let strike = Strike(text) else {
        throw HTTPError(.badRequest, message: "Name what to strike out, as in source:203.0.113.7.")
      }
      let verdict = try await verdict(of: stored, striking: strike)
      return Layout(title: "Struck out", visitor: visitor, section: "/findings")
        .response(StrikePage(finding: stored.finding, what: text, verdict: verdict).html)
    }
  }

  /// A sentence instead of a verdict where there can be none.
  private func verdict(
    of stored: StoredFinding,
    striking strike: Strike
  ) async throws -> StrikePage.Answer {
    guard let scan = try workspace.scans().first(where: { $0.id == stored.scanIDs.last }) else {
      return .none("The scan of this finding is not in the workspace.")
    }
    let pipeline = ScanPipeline(options: try options(of: scan))
    guard pipeline.inputs.byteCount <= Self.strikeByteLimit else {
      return .none("The logs are larger than 256 MB: use 'rollcall explain --strike'.")
    }
    let decoded = try await pipeline.decode()
    if let failure = decoded.failures.first {
      return .none("The logs cannot be read again: \(failure.message)")
    }
    let explainer = Explainer(of: stored.finding, in: decoded, by: pipeline)
    guard
      try await explainer.verdict(striking: []).remaining.contains(where: {
        $0.id == stored.finding.id
      })
    else {
      return .none(
        "Read again, the logs do not give this finding: the scan had other options, or they changed."
      )
    }
    do {
      return .verdict(try await explainer.verdict(striking: [strike]))
    } catch let error as StrikeError {
      return .none(error.message)
    }
  }

  private func options(of scan: ScanRecord) throws -> ScanOptions {
    var options = ScanOptions(
      paths: scan.inputs.map(\.path),
      threads: ProcessInfo.processInfo.activeProcessorCount
    )
    options.allow = AllowList(try workspace.allowEntries().map { try AllowRule($0) })
    return options
  }
}
