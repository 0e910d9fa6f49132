/// A rule as detection products have them: it counts per address, in a window or a bucket, and alerts at
/// a fixed number. Written anew from the published parameters.
package struct ThresholdRule: Sendable, Identifiable {
  package enum Counter: Equatable, Sendable {
    /// Counts start anew at fixed edges, as scheduled searches with time bins have them.
    case fixedWindow(seconds: Int)
    /// The last so many seconds before each event.
    case slidingWindow(seconds: Int)
    /// One count leaks out every so many seconds; the alert empties the bucket.
    case leakyBucket(secondsPerLeak: Int)
  }

  /// What is counted of one address.
  package enum Subject: Equatable, Sendable {
    case failures
    case absentNames
    case failedNames
    /// Every failure on an absent name, repeats included.
    case absentFailures
  }

  package var id: String
  package var title: String
  /// Where the parameters are from.
  package var origin: String
  package var counter: Counter
  package var subject: Subject
  /// The alert is given when the count reaches this: the published value.
  package var usualThreshold: Int
  /// Thresholds for the curve, ascending, with the usual one among them.
  package var thresholds: [Int]
}
