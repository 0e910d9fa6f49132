package import Model
import Scan

/// A checklist of sign-ins with names of one's own, at one's own services.
package struct SelfTestPlan: Codable, Equatable, Sendable {
  package enum Side: String, Codable, CaseIterable, Sendable {
    /// A name that does not exist.
    case miss
    /// A name that does.
    case hit
  }

  package struct Step: Codable, Equatable, Sendable {
    package var flow: String
    package var side: Side
    package var name: String
    package var instruction: String
    /// When it was done, which the defender writes here; without it silence of the log means nothing.
    package var performed: Timestamp?

    init(flow: String, side: Side, name: String, instruction: String) {
      (self.flow, self.side, self.name, self.instruction) = (flow, side, name, instruction)
    }

    /// People write the time: as options take it, with or without fractions of a second.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      flow = try container.decode(String.self, forKey: .flow)
      side = try container.decode(Side.self, forKey: .side)
      name = try container.decode(String.self, forKey: .name)
      instruction = try container.decode(String.self, forKey: .instruction)
      let text = try container.decodeIfPresent(String.self, forKey: .performed) ?? ""
      performed = text.isEmpty ? nil : try AllowFile.time(text)
    }
  }

  /// In all names that were made for this plan; nothing else has it.
  package var token: String
  package var madeAt: Timestamp
  package var steps: [Step]

  /// Names at `domain`, or without one if it is empty. All hits are on `hit` if it is given, an account
  /// that is there; else each has a name that is to be made first.
  package init(flows: [SignInFlow], domain: String, hit: String?, at now: Timestamp) {
    // Minutes since 1970 in base 36: six letters and digits.
    token = "rc" + String(now.millisecondsSince1970 / 60_000, radix: 36)
    madeAt = now
    steps = []
    let ending = domain.isEmpty ? "" : "@" + domain
    for (number, flow) in flows.enumerated() {
      for side in Side.allCases {
        let letter = side == .miss ? "m" : "h"
        let own = "\(token)-\(number + 10)\(letter)\(ending)"
        let name = side == .hit ? hit ?? own : own
        steps.append(
          Step(
            flow: flow.id,
            side: side,
            name: name.lowercased(),
            instruction: flow.deed.replacing("NAME", with: name)
          )
        )
      }
    }
  }

  /// Whether the step's name stands for this step alone.
  func isOwn(_ step: Step) -> Bool { step.name.hasPrefix(token) }

  /// For people: what to make, then what to do.
  package var text: String {
    var lines = ["Self-test \(token): sign-ins at your own services, with your own names."]
    let accounts = steps.filter { $0.side == .hit && isOwn($0) }.map(\.name)
    if !accounts.isEmpty {
      lines.append(
        "First make these accounts without rights, or aliases of one; remove them after:"
      )
      lines += accounts.map { "  \($0)" }
    }
    lines.append(
      "Then do each, and write the time (UTC) beside it, or under 'performed' in the plan:"
    )
    for step in steps {
      lines.append("[ ] \(step.flow) \(step.side.rawValue): \(step.instruction)")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
