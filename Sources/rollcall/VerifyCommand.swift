import ArgumentParser
import Custody
import Foundation
import Model
import Scan
import WorkspaceStore

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verifies an evidence export, or the evidence of a workspace.",
    discussion: "Exit status: 0 everything is right, 1 something is wrong, 2 it could not be read."
  )

  @Argument(help: "An export (folder or ZIP file) or a workspace.")
  var path: String

  @Option(help: "The log's public key as it was given to you, or a file that holds it.")
  var key: String?

  @Option(help: "Signed heads that were kept elsewhere.")
  var witness: String?

  @Option(help: "Certificates (PEM) of the timestamp authorities that you believe.")
  var tsaCa: String?

  func run() throws {
    try reportingFailures {
      let anchors = TrustAnchors(
        verifier: try key.map(TrustFiles.verifier),
        witnesses: try witness.map(TrustFiles.heads) ?? [],
        authorities: try tsaCa.map(TrustFiles.certificates) ?? []
      )
      let result = try verify(anchors)
      try write(result)
      if !result.isGood { throw ExitCode(1) }
    }
  }

  private func verify(_ anchors: TrustAnchors) throws -> Verification {
    if FileManager.default.fileExists(atPath: path + "/" + Workspace.fileName) {
      return try verifyWorkspace(anchors)
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(message: "\(path): there is nothing here")
    }
    do {
      let files: any BagFiles = isFolder.boolValue ? try FolderBag(path) : try ZipBag(path)
      var verifier = ExportVerifier(files, anchors: anchors)
      return verifier.verify()
    } catch let CustodyError.badExport(place, problem) {
      var result = Verification()
      result.problems.add(place, problem)
      return result
    }
  }

  private func verifyWorkspace(_ anchors: TrustAnchors) throws -> Verification {
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
    let last = try HeadFile(workspace: path).read()
    return try LogVerifier(locker, anchors: anchors).verify(lastHead: last)
  }

  private func write(_ result: Verification) throws {
    var output = StandardOutput()
    for problem in result.problems.kept { try output.write(VisibleText.escaped(problem) + "\n") }
    let rest = result.problems.count - result.problems.kept.count
    if rest > 0 { try output.write("and \(rest) more\n") }
    for note in result.notes { try output.write("note: \(VisibleText.escaped(note))\n") }
    try output.write(
      "\(result.events) events (\(result.withheldEvents) withheld), \(result.heads) heads, "
        + "\(result.exhibits) exhibits, \(result.contents) contents "
        + "(\(result.withheldContents) withheld), \(result.proofs) proofs, "
        + "\(result.timestamps.count) timestamps\n"
    )
    for key in result.keys { try output.write("key: \(key)\n") }
    try output.write(result.isGood ? "GOOD\n" : "NOT GOOD: do not rely on this\n")
    try output.flush()
  }
}
