import Model
import Testing

struct OutcomeTests {
  @Test
  func `all answers of all services fit in two bytes and come back`() {
    var seen: Set<Outcome> = []
    for service in Service.allCases {
      for existence in Existence.allCases {
        for disclosure in Disclosure.allCases {
          for credential in Credential.allCases {
            for flags in 0..<8 {
              var outcome = Outcome(service, existence, disclosure, credential)
              outcome.hasNullSender = flags & 1 != 0
              outcome.secretWasRight = flags & 2 != 0
              outcome.timeIsZoneless = flags & 4 != 0
              let isKept =
                outcome.service == service && outcome.existence == existence
                && outcome.disclosure == disclosure && outcome.credential == credential
                && outcome.hasNullSender == (flags & 1 != 0)
                && outcome.secretWasRight == (flags & 2 != 0)
                && outcome.timeIsZoneless == (flags & 4 != 0)
              if !isKept {
                Issue.record("\(service) \(existence) \(disclosure) \(credential) \(flags)")
              }
              seen.insert(outcome)
            }
          }
        }
      }
    }
    #expect(seen.count == Service.allCases.count * 4 * 3 * 4 * 8)
  }

  @Test
  func `changing one answer leaves the others as they are`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<5000 {
      var outcome = Outcome(
        Service.allCases.randomElement(using: &random) ?? .sshd,
        Existence.allCases.randomElement(using: &random) ?? .absent,
        Disclosure.allCases.randomElement(using: &random) ?? .hidden,
        Credential.allCases.randomElement(using: &random) ?? .wrong
      )
      outcome.hasNullSender = Bool.random(using: &random)
      outcome.secretWasRight = Bool.random(using: &random)
      outcome.timeIsZoneless = Bool.random(using: &random)
      var changed = outcome
      changed.existence = Existence.allCases.randomElement(using: &random) ?? .absent
      changed.credential = Credential.allCases.randomElement(using: &random) ?? .wrong
      changed.timeIsZoneless.toggle()
      #expect(changed.service == outcome.service)
      #expect(changed.disclosure == outcome.disclosure)
      #expect(changed.hasNullSender == outcome.hasNullSender)
      #expect(changed.secretWasRight == outcome.secretWasRight)
      changed.existence = outcome.existence
      changed.credential = outcome.credential
      changed.timeIsZoneless = outcome.timeIsZoneless
      #expect(changed == outcome)
    }
  }

  @Test
  func `an attempt takes 32 bytes`() {
    #expect(MemoryLayout<Attempt>.stride == 32)
  }

  @Test
  func `services have names of their own, and numbers that fit`() {
    #expect(Set(Service.allCases.map(\.name)).count == Service.allCases.count)
    #expect(Service.allCases.allSatisfy { $0.rawValue < 128 })
  }
}
