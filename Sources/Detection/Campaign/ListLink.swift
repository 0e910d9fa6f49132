// Do two parts work off one list by turns?
//
// Sources that share a list work in the same time, at the same pace, at one service, on names made alike
// that nobody else asks for, and no name comes twice. Each likeness is weighed by how rarely unrelated
// lists have it: a base-10 logarithm of a likelihood ratio, judged and not measured, so the sum ranks pairs
// and a fixed sum decides. It never accuses: both parts were accused before.

import Glibc
import Model

struct ListLink {
  /// The sum from which on two parts are one campaign.
  static let least = 1.7
  /// Least share of names that nobody else asked for: unrelated programs share their dictionaries.
  static let leastNovelShare = 0.7
  /// Greatest share of names that both parts may have asked for.
  static let greatestRepeat = 0.1
  /// A part with this many probes shows its period well.
  static let longList = 20

  let clients: ClientShares

  func score(_ left: ListProfile, _ right: ListProfile) -> Double {
    guard left.service == right.service, left.template == right.template,
      !left.isAmongPeople, !right.isAmongPeople,
      left.novelShare >= Self.leastNovelShare, right.novelShare >= Self.leastNovelShare
    else { return -.infinity }
    let sum =
      time(left, right) + pace(left, right) + network(left, right) + client(left, right)
    // Names are compared only where it matters.
    return sum < Self.least || isDivided(left, right) ? sum : -.infinity
  }

  private func isDivided(_ left: ListProfile, _ right: ListProfile) -> Bool {
    let shorter = min(left.absent.count, right.absent.count)
    let (few, many) = left.absent.count == shorter ? (left, right) : (right, left)
    let repeated = few.absent.count { many.absent.contains($0) }
    return Double(repeated) <= Self.greatestRepeat * Double(shorter)
  }

  /// How much of both periods together is common to them.
  private func time(_ left: ListProfile, _ right: ListProfile) -> Double {
    let (one, other) = (left.period, right.period)
    let common =
      min(one.upperBound, other.upperBound) - max(one.lowerBound, other.lowerBound)
    guard common > 0 else { return -.infinity }
    let all = max(one.upperBound, other.upperBound) - min(one.lowerBound, other.lowerBound)
    let isSharp = min(left.probes, right.probes) >= Self.longList
    switch common / max(all, 1) {
    case 0.8...: return 2.2
    case 0.65..<0.8: return isSharp ? 0.8 : 1.7
    case 0.5..<0.65: return isSharp ? -1 : 1.2
    case 0.35..<0.5: return isSharp ? -3 : 0.5
    default: return isSharp ? -4 : -1
    }
  }

  /// Sources that take turns have the same pace, as near as chance allows.
  private func pace(_ left: ListProfile, _ right: ListProfile) -> Double {
    let deviation = (1 / Double(left.probes) + 1 / Double(right.probes)).squareRoot()
    let difference = abs(log(left.pace / right.pace))
    if difference <= 2 * deviation { return 0.5 }
    if difference <= 4 * deviation { return -0.3 }
    return -2
  }

  private func network(_ left: ListProfile, _ right: ListProfile) -> Double {
    if !left.networks.isDisjoint(with: right.networks) { return 3 }
    // A list whose addresses are all of one network is not worked from anywhere else.
    if left.isOfOneNetwork || right.isOfOneNetwork { return -2.5 }
    if !left.providers.isDisjoint(with: right.providers) { return 1.5 }
    return left.isOfOneProvider || right.isOfOneProvider ? -2.5 : 0
  }

  /// One client in both speaks for one operator, the more the rarer it is. Different ones speak against.
  private func client(_ left: ListProfile, _ right: ListProfile) -> Double {
    guard left.client != Attempt.none || right.client != Attempt.none else { return 0 }
    let (isFixed, isAlsoFixed) = (left.clientShare >= 0.8, right.clientShare >= 0.8)
    if isFixed, isAlsoFixed {
      guard left.client == right.client else {
        return -2.5 * min(1, 5 * clients.likeness(left.service))
      }
      return min(2, max(0.2, -log10(clients.share(of: left.client, left.service))))
    }
    if isFixed != isAlsoFixed {
      let fixed = isFixed ? left : right
      return fixed.probes >= 5 ? -2 : -0.3
    }
    return 0.5
  }
}

/// How common each client is among the parts of campaigns at a service: what chance alone would let two
/// of them share.
struct ClientShares {
  private struct Key: Hashable {
    var client: UInt32
    var service: Service
  }

  /// Until there are pairs to count, one in three is believed to be alike, with the weight of ten.
  private static let (priorLikeness, priorPairs) = (0.3, 10.0)

  private var counts: [Key: Int] = [:]
  private var totals: [Service: Int] = [:]
  private var likenesses: [Service: Double] = [:]

  init(_ parts: [Campaign], table: AttemptTable) {
    for part in parts {
      let attempts = part.probes.map { table[$0.index] }
      let keys = Set(attempts.map { Key(client: $0.client, service: $0.outcome.service) })
      for key in keys { counts[key, default: 0] += 1 }
      for service in Set(keys.map(\.service)) { totals[service, default: 0] += 1 }
    }
    var alike: [Service: Int] = [:]
    for (key, count) in counts { alike[key.service, default: 0] += count * (count - 1) }
    for (service, total) in totals {
      let (pairs, prior) = (Double(total * (total - 1)), Self.priorPairs)
      likenesses[service] =
        (Double(alike[service] ?? 0) + prior * Self.priorLikeness) / (pairs + prior)
    }
  }

  /// With ten more parts at the service and one more with the client than there are.
  func share(of client: UInt32, _ service: Service) -> Double {
    Double((counts[Key(client: client, service: service)] ?? 0) + 1)
      / Double((totals[service] ?? 0) + 10)
  }

  /// The chance that two parts have one client. Low where each host has a name of its own: there
  /// different clients tell nothing.
  func likeness(_ service: Service) -> Double { likenesses[service] ?? 0 }
}
