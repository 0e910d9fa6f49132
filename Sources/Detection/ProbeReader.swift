import Model

/// Turns one source's attempts into probes: first contacts with a name whose existence is known,
/// without the contacts that have an innocent reason.
///
/// Reused from source to source: `firstContact` is stamped, not cleared.
package struct ProbeReader: Sendable {
  /// Why a contact with an absent name is no miss.
  package enum Excuse: Int, Sendable, CaseIterable {
    case createdLater
    case foreignDomain
    case onceExisted
    case passwordAsName
    case senderCallout
    case typo

    package var text: String {
      switch self {
      case .createdLater: "names whose accounts were made afterwards"
      case .foreignDomain: "names of other organisations, where nobody of theirs has an account"
      case .onceExisted: "names that existed before (leavers, renamed accounts)"
      case .passwordAsName: "passwords typed as names"
      case .senderCallout: "checks of senders that had just written"
      case .typo: "slips of names that then signed in"
      }
    }
  }

  /// What the log says of a probed name.
  package enum Answer: UInt8, Sendable {
    case absent
    /// The name exists, and neither before nor soon after did it sign in from this source.
    case refused
    /// The name exists, and signs in from here or was asked for without a secret.
    case exists
  }

  /// What the log shows of who asks for a name that exists.
  package enum Tie: UInt8, Sendable {
    /// Whoever has its secret, or has not, as the answer says.
    case secret
    /// Nothing: no secret was asked for.
    case unknown
    /// Where people ask for their own without a secret, a source where people sign in.
    case own
    /// There, one where nobody had signed in, nor did soon after.
    case strange
  }

  package struct Probe: Sendable, Equatable {
    package var index: UInt32
    package var answer: Answer
    package var tie = Tie.secret

    package var isMiss: Bool { answer == .absent }
  }

  /// A slip is corrected within the hour.
  static let typoSeconds: UInt32 = 3600
  /// Who mistypes the secret gets it right within this time.
  static let ownerSeconds: UInt32 = 1800
  /// Sign-ins that a slip is compared with, at most: an hour of a large office, and no more work for
  /// somebody who makes many misses behind one.
  static let typoComparisons = 512

  /// Names that one person asks for on a new machine before the first sign-in.
  static let namesOfOnePerson = 2

  /// Where no secret is asked for, a name heard wrong is asked for as it is spelt within this time, and
  /// among so many attempts.
  static let correctionSeconds: UInt32 = 600
  static let correctionComparisons = 32

  private let table: AttemptTable
  private let history: NameHistory
  /// By name: the stamp of the source that last had a probe with it.
  private var firstContact: [UInt32]
  private var stamp: UInt32 = 0

  /// The attempts of the source at hand, side by side: the table is met once for each.
  private var attempts: [Attempt] = []
  package private(set) var probes: [Probe] = []
  /// The attempts of `probes`.
  private(set) var probed: [Attempt] = []
  package private(set) var misses = 0
  package private(set) var excused = [Int](repeating: 0, count: Excuse.allCases.count)
  /// Whether any sign-in of the source succeeded.
  package private(set) var hasAccepted = false
  private var accepted: [(seconds: UInt32, name: UInt32)] = []
  /// By name: the stamp of the source that was last seen to sign in with it, and when it first did.
  private var signedIn: [(stamp: UInt32, seconds: UInt32)]
  private var texts: RecentNames

  package init(table: AttemptTable, history: NameHistory) {
    self.table = table
    self.history = history
    firstContact = Array(repeating: 0, count: table.nameTraits.count)
    signedIn = Array(repeating: (0, 0), count: table.nameTraits.count)
    texts = RecentNames(table)
  }

  /// Reads the attempts of one source, given in order.
  /// - Complexity: O(attempts), and up to 512 comparisons for a miss of a source that also signed in.
  package mutating func read(_ indices: ArraySlice<UInt32>) {
    stamp += 1
    probes.removeAll(keepingCapacity: true)
    probed.removeAll(keepingCapacity: true)
    misses = 0
    for excuse in excused.indices { excused[excuse] = 0 }
    attempts.removeAll(keepingCapacity: true)
    table.append(indices, to: &attempts)
    noteAccepted()
    for (place, attempt) in attempts.enumerated() {
      let existence = attempt.outcome.existence
      if existence == .undetermined || firstContact[Int(attempt.name)] == stamp { continue }
      if existence == .absent, let excuse = excuse(for: attempt, at: place) {
        firstContact[Int(attempt.name)] = stamp
        excused[excuse.rawValue] += 1
        continue
      }
      firstContact[Int(attempt.name)] = stamp
      let answer = answer(to: attempt)
      let index = indices[indices.startIndex + place]
      probes.append(Probe(index: index, answer: answer, tie: tie(to: attempt)))
      probed.append(attempt)
      if answer == .absent { misses += 1 }
    }
  }

  private func answer(to attempt: Attempt) -> Answer {
    if attempt.outcome.existence == .absent { return .absent }
    switch attempt.outcome.credential {
    case .none, .accepted: return .exists
    case .wrong, .blocked:
      return attempt.outcome.secretWasRight || signsIn(attempt) ? .exists : .refused
    }
  }

  private func tie(to attempt: Attempt) -> Tie {
    let service = attempt.outcome.service
    if attempt.outcome.credential != .none, service.takesSecret { return .secret }
    guard attempt.outcome.existence.exists, probes.count >= Self.namesOfOnePerson,
      service.isAskedByOwners, history.showsSignIns(of: service)
    else { return .unknown }
    return isStranger(at: attempt.seconds) ? .strange : .own
  }

  /// Whether the name signs in from this source by half an hour after.
  private func signsIn(_ attempt: Attempt) -> Bool {
    let known = signedIn[Int(attempt.name)]
    return known.stamp == stamp && known.seconds <= attempt.seconds &+ Self.ownerSeconds
  }

  /// Whether nobody had signed in from the source by then, nor did within the hour after.
  package func isStranger(at seconds: UInt32) -> Bool {
    guard let first = accepted.first else { return true }
    return first.seconds > seconds &+ Self.typoSeconds
  }

  private mutating func noteAccepted() {
    accepted.removeAll(keepingCapacity: true)
    for attempt in attempts where attempt.outcome.credential == .accepted {
      accepted.append((attempt.seconds, attempt.name))
      if signedIn[Int(attempt.name)].stamp != stamp {
        signedIn[Int(attempt.name)] = (stamp, attempt.seconds)
      }
    }
    hasAccepted = !accepted.isEmpty
  }

  private mutating func excuse(for attempt: Attempt, at place: Int) -> Excuse? {
    let traits = table.nameTraits[Int(attempt.name)]
    if traits.contains(.looksLikePassword) { return .passwordAsName }
    if attempt.outcome.hasNullSender, traits.contains(.sentMail) { return .senderCallout }
    if history.onceExisted(attempt) { return .onceExisted }
    if history.isCreatedLater(attempt) { return .createdLater }
    if hasAccepted, isSlip(attempt) { return .typo }
    if attempt.outcome.credential == .none, isPutRight(place) { return .typo }
    if history.knowsDomains(of: attempt.outcome.service),
      history.isForeign(texts[attempt.name], at: attempt.outcome.service)
    {
      return .foreignDomain
    }
    return nil
  }

  /// Whether, at a service without a secret, the source soon asked for a nearly equal name that exists,
  /// as a help desk does.
  private mutating func isPutRight(_ place: Int) -> Bool {
    let attempt = attempts[place]
    var compared = attempt.name
    let end = min(attempts.count, place + 1 + Self.correctionComparisons)
    for later in attempts[(place + 1)..<end] {
      if later.seconds > attempt.seconds &+ Self.correctionSeconds { return false }
      guard later.outcome.existence.exists, later.name != compared,
        later.outcome.service == attempt.outcome.service
      else { continue }
      compared = later.name
      if isTypo(texts[attempt.name], of: texts[later.name]) { return true }
    }
    return false
  }

  /// Whether the source signed in with a nearly equal name within the hour before or after. The
  /// sign-ins nearest in time are looked at first.
  private mutating func isSlip(_ attempt: Attempt) -> Bool {
    var after = accepted.partitioningIndex { $0.seconds >= attempt.seconds }
    var before = after - 1
    var compared = attempt.name
    for _ in 0..<Self.typoComparisons {
      let gapBefore = before < 0 ? .max : attempt.seconds - accepted[before].seconds
      let gapAfter = after == accepted.count ? .max : accepted[after].seconds - attempt.seconds
      if min(gapBefore, gapAfter) > Self.typoSeconds { return false }
      let nearest = gapBefore < gapAfter ? before : after
      let name = accepted[nearest].name
      if name != compared, isTypo(texts[attempt.name], of: texts[name]) { return true }
      compared = name
      if nearest == before { before -= 1 } else { after += 1 }
    }
    return false
  }
}

extension Array {
  /// The first index whose element passes `test`, where all that pass stand behind all that fail.
  package func partitioningIndex(where test: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if test(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
