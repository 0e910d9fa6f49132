import CAttackFacts

extension FactsPack {
  /// The pack that is part of the program: ATT&CK's facts as they were when it was built.
  /// - Complexity: A copy of 2 MB.
  package static func builtIn() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: rollcall_attack_facts_count())
    rollcall_copy_attack_facts(&bytes, bytes.count)
    return bytes
  }
}
