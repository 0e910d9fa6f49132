import ArgumentParser
import Custody
import Foundation
import Model
import Scan
import WorkspaceStore

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verifies evidence exports, or the evidence of workspaces.",
    discussion: "Exit status: 0 everything is right, 1 something is wrong, 2 it could not be read."
  )

  @Argument(help: "Exports (folder or ZIP file) or workspaces.")
  var paths: [String]

  @Option(help: "The log's public key as it was given to you, or a file that holds it.")
  var key: String?

  @Option(help: "Signed heads that were kept elsewhere.")
  var witness: String?

  @Option(help: "Certificates (PEM) of the timestamp authorities that you believe.")
  var tsaCa: String?

  @Flag(help: "One JSON object for each.")
  var json = false

  func run() throws {
    try reportingFailures {
      let anchors = TrustAnchors(
        verifier: try key.map(TrustFiles.verifier),
        witnesses: try witness.map(TrustFiles.heads) ?? [],
        authorities: try tsaCa.map(TrustFiles.certificates) ?? []
      )
      var isGood = true
      var output = StandardOutput()
      for path in paths {
        let result = try verify(path, anchors)
        isGood = isGood && result.isGood
        let report = VerificationReport(result, of: path)
        try output.write(
          json
            ? try ReportJSON.line(report, keys: .convertToSnakeCase)
            : (paths.count > 1 ? "\(VisibleText.escaped(path)):\n" : "") + report.text
        )
      }
      try output.flush()
      if !isGood { throw ExitCode(1) }
    }
  }

  private func verify(_ path: String, _ anchors: TrustAnchors) throws -> Verification {
    if FileManager.default.fileExists(atPath: path + "/" + Workspace.fileName) {
      return try verifyWorkspace(path, anchors)
    }
    do {
      var verifier = ExportVerifier(try ExportFiles.open(path), anchors: anchors)
      return verifier.verify()
    } catch let CustodyError.badExport(place, problem) {
      var result = Verification()
      result.problems.add(place, problem)
      return result
    }
  }

  private func verifyWorkspace(
    _ path: String,
    _ anchors: TrustAnchors
  ) throws -> Verification {
    let scene = CustodyEvent.Scene(
      actor: "",
      authority: "",
      clock: "",
      command: "",
      host: "",
      purpose: "",
      tool: "",
      zone: ""
    )
    let locker = EvidenceLocker(
      store: try Workspace(directory: path, ifAbsent: .fail),
      workspace: path,
      scene: scene,
      clock: { Timestamp(Date()) }
    )
    return try LogVerifier(locker, anchors: anchors).verify(HeadFile(workspace: path))
  }
}
