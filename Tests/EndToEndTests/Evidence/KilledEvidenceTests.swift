import Foundation
import Testing

/// Each command of the log of evidence, killed at each of its steps.
struct KilledEvidenceTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(String(repeating: "a large file\n", count: 6_000), to: "large.txt")
    try folder.write("a note\n", to: "note.txt")
    for file in ["note.txt", "large.txt"] {
      let run = try Program.shell("$R evidence add \(file) --workspace w --purpose t", in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    _ = try Program.shell("$R evidence show E-1 --workspace w --purpose t >seen", in: folder)
  }

  /// Runs `command` on a fresh copy of the workspace, killed before its 1st, 2nd, 3rd… step, until a run
  /// comes to its end. After each, the log must take another event, verify, and hold every event that was
  /// acknowledged. Prints a line for each step that fails, and at last the number of steps.
  private func killAtEveryStep(
    _ command: String,
    workspace: String,
    stride: Int = 1
  ) throws -> Program {
    guard let killer = try KillSwitch(in: folder) else { return .skipped }
    return try Program.shell(
      """
      export LD_PRELOAD=\(killer.library)
      before=0
      [[ -z "\(workspace)" ]] || before=$($R evidence log --workspace "\(workspace)" | wc -l)
      step=0; status=137
      while [[ $status == 137 ]] && ((step < 2000)); do
        step=$((step + \(stride))); rm -rf k out*
        [[ -z "\(workspace)" ]] || cp -r "\(workspace)" k
        acknowledged=$(KILL_AT=$step $R \(command) 2>errors; \
          echo "status $?")
        status=${acknowledged##*status }
        [[ $acknowledged == status* && $status != 0 ]] && sure=$before || sure=$((before + 1))
        $R evidence add note.txt --workspace k --purpose after >/dev/null 2>errors \
          || echo "step $step: nothing can be added: $(cat errors)"
        $R verify k >report || echo "step $step: $(head -3 report)"
        events=$(sed -nE 's/^([0-9]+) events .*/\\1/p' report)
        ((events > sure)) || echo "step $step: $sure events were acknowledged, $events are there"
      done 2>/dev/null
      echo "steps $step status $status"
      """,
      in: folder
    )
  }

  @Test(arguments: [
    "evidence add note.txt --workspace k --purpose kill",
    "evidence add large.txt --workspace k --purpose kill",
    "evidence show E-1 --workspace k --purpose kill",
    "evidence rotate-key --workspace k --purpose kill",
    "evidence record dispose E-2 --workspace k --purpose kill",
    "evidence redact --here --event 3 --workspace k --purpose kill",
    "evidence export out --workspace k --purpose kill",
    "evidence export out.zip --workspace k --purpose kill",
  ])
  func `a command that is killed at any step loses no acknowledged event`(
    command: String
  ) throws {
    let run = try killAtEveryStep(command, workspace: "w")
    if run.isSkipped { return }
    #expect(run.lines.count == 1, "\(command)\n\(run.text)")
    let last = try #require(run.lines.last?.split(separator: " ").compactMap { Int($0) })
    // A transaction and a head file are more than a dozen steps.
    #expect(last[0] > 12 && last[1] == 0, "\(run.text)")
  }

  /// Hundreds of steps, most of them of the schema: each seventh, or with `ROLLCALL_EVERY_STEP` all.
  @Test
  func `the first command of a workspace that is killed at any step leaves one that works`() throws
  {
    let isThorough = ProcessInfo.processInfo.environment["ROLLCALL_EVERY_STEP"] != nil
    let run = try killAtEveryStep(
      "evidence add note.txt --workspace k --purpose kill",
      workspace: "",
      stride: isThorough ? 1 : 7
    )
    if run.isSkipped { return }
    #expect(run.lines.count == 1, "\(run.text)")
    #expect(run.text.hasSuffix("status 0\n"))
  }
}

extension Program {
  fileprivate static let skipped = Program(status: -1, output: [], errors: "skipped")
  fileprivate var isSkipped: Bool { status == -1 }
}
