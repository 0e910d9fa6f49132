import Custody
import Foundation
import Scan
import WorkspaceStore

/// A case as bytes: all its entries with their numbers, also what notes said before they were changed.
enum CaseRecord {
  /// The same bytes for the same entries.
  static func bytes(of file: CaseFile) throws -> Data { Data(try ReportJSON.line(file).utf8) }

  /// Where an exhibit of the case says that it was taken from.
  static func path(of file: CaseFile) -> String { "\(Workspace.fileName) \(file.id) record" }

  static func exhibit(of file: CaseFile) -> NewExhibit {
    NewExhibit(
      kind: .file,
      name: "\(file.id).json",
      origin: Exhibit.Origin(path: path(of: file))
    )
  }
}
