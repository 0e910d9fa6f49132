import LogFormats
import Model

/// Gives mail its client: Postfix writes the recipient and the client of one queue id in different
/// lines.
///
/// Queue ids come round again, so the link that stands last before the delivery in the same log
/// counts, or else the first one behind it (two daemons' lines can swap places).
struct QueueResolver: Sendable {
  private struct Place: Comparable {
    var segment: UInt32
    var offset: UInt32

    static func < (left: Place, right: Place) -> Bool {
      (left.segment, left.offset) < (right.segment, right.offset)
    }
  }

  private struct Link {
    var place: Place
    var client: UInt32
  }

  /// By queue id, in order of place.
  private let links: [UInt32: [Link]]
  private let memberOfSegment: [Int]

  init(links: [AttemptSink.QueueClient], logs: OpenedLogs) {
    var byQueue: [UInt32: [Link]] = [:]
    for link in links {
      byQueue[link.queue, default: []].append(
        Link(place: Place(segment: link.segment, offset: link.offset), client: link.client)
      )
    }
    self.links = byQueue.mapValues { $0.sorted { $0.place < $1.place } }
    memberOfSegment = logs.segments.map(\.member)
  }

  /// Puts the client in the place of the queue id.
  func resolve(_ attempt: inout Attempt) {
    let place = Place(segment: attempt.segment, offset: attempt.offset)
    let member = memberOfSegment[Int(attempt.segment)]
    let here = (links[attempt.source] ?? []).filter {
      memberOfSegment[Int($0.place.segment)] == member
    }
    let link = here.last { $0.place < place } ?? here.first
    attempt.source = link?.client ?? Attempt.none
  }
}
