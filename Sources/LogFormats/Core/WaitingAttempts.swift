import Model

/// Attempts that wait for what is remembered of their addresses to come from memory, which takes as long as
/// the next lines do. First in, first out. In place of their source they have the IPv4 address.
struct WaitingAttempts: Sendable {
  /// As many as wait at most: a power of two.
  private var attempts = InlineArray<16, Attempt>(repeating: .filler)
  /// How many were ever put in, and taken out.
  private var (entered, left) = (0, 0)

  /// Puts `attempt` in; the one that has waited longest, if it has to leave for that.
  @inline(__always)
  mutating func exchange(_ attempt: Attempt) -> Attempt? {
    let place = entered & (attempts.count - 1)
    let oldest = attempts[place]
    attempts[place] = attempt
    entered &+= 1
    if entered &- left <= attempts.count { return nil }
    left &+= 1
    return oldest
  }

  /// Takes out the one that has waited longest.
  mutating func next() -> Attempt? {
    if left == entered { return nil }
    left &+= 1
    return attempts[(left &- 1) & (attempts.count - 1)]
  }
}
