package import Model

/// What a log is called by whoever looks for it from another folder.
package enum LogName {
  /// The name from the root for one that was typed in `folder`, a path without symbolic links.
  ///
  /// Standard input stays `-`; of `archive.zip!member` only the archive has a place.
  package static func absolute(_ name: String, from folder: String) -> String {
    if name == "-" || name.hasPrefix("/") { return name }
    var folders = folder.split(separator: "/")
    var rest = name[...]
    while true {
      if rest.hasPrefix("./") {
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("../") {
        rest = rest.dropFirst(3)
        _ = folders.popLast()
      } else {
        return (folders + [rest]).map { "/" + $0 }.joined()
      }
    }
  }
}

extension ScanResult {
  /// The findings as a workspace keeps them: their lines are found from any folder.
  package func findings(from folder: String) -> [Finding] {
    findings.map { finding in
      var finding = finding
      for place in finding.evidence.indices {
        finding.evidence[place].file = LogName.absolute(finding.evidence[place].file, from: folder)
      }
      return finding
    }
  }
}

extension ScanSummary {
  /// The same account with the names of logs as a workspace keeps them.
  package func named(from folder: String) -> ScanSummary {
    var summary = self
    for place in summary.inputs.indices {
      summary.inputs[place].path = LogName.absolute(summary.inputs[place].path, from: folder)
    }
    return summary
  }
}
