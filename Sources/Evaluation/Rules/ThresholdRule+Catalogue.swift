extension ThresholdRule {
  /// The rules that Rollcall is compared with, each with its published parameters and a sweep about
  /// them.
  package static let catalogue: [ThresholdRule] = [
    ThresholdRule(
      id: "names-5m",
      title: "absent names in 5 minutes",
      origin: "Hayabusa's guessing correlation (more than 3 names in 5 minutes); Splunk's "
        + "invalid-user searches use the same bins with more than 30",
      counter: .fixedWindow(seconds: 300),
      subject: .absentNames,
      usualThreshold: 4,
      thresholds: [2, 3, 4, 6, 11, 31]
    ),
    ThresholdRule(
      id: "names-10m",
      title: "absent names in 10 minutes, sliding",
      origin: "a sliding form of the same count, kinder to slow lists than any published bin",
      counter: .slidingWindow(seconds: 600),
      subject: .absentNames,
      usualThreshold: 5,
      thresholds: [2, 3, 5, 8, 15, 30]
    ),
    ThresholdRule(
      id: "names-1h",
      title: "failed names in an hour",
      origin: "published Entra hunting queries for T1589.002 (10 names in a clock hour)",
      counter: .fixedWindow(seconds: 3600),
      subject: .failedNames,
      usualThreshold: 10,
      thresholds: [2, 3, 5, 10, 20, 40]
    ),
    ThresholdRule(
      id: "names-24h",
      title: "absent names in 24 hours",
      origin:
        "Sigma's Kerberos and NTLM rules for failed sign-ins of one source (more than 10 in 24 "
        + "hours)",
      counter: .slidingWindow(seconds: 86400),
      subject: .absentNames,
      usualThreshold: 11,
      thresholds: [2, 3, 5, 8, 11, 20, 40]
    ),
    ThresholdRule(
      id: "spray-20m",
      title: "failed names in 20 minutes",
      origin: "Sentinel's password-spray rule (5 names in a bin of 20 minutes)",
      counter: .fixedWindow(seconds: 1200),
      subject: .failedNames,
      usualThreshold: 5,
      thresholds: [2, 3, 5, 10, 20, 40]
    ),
    ThresholdRule(
      id: "leaky-10s",
      title: "bucket of failed names, one leaks in 10 s",
      origin: "CrowdSec's user-enumeration scenarios (a bucket of 5, so the 6th name alerts)",
      counter: .leakyBucket(secondsPerLeak: 10),
      subject: .failedNames,
      usualThreshold: 6,
      thresholds: [2, 3, 4, 6, 11, 21]
    ),
    ThresholdRule(
      id: "leaky-60s",
      title: "bucket of failed names, one leaks in 60 s",
      origin: "CrowdSec's slow user-enumeration scenario (a bucket of 10, so the 11th name alerts)",
      counter: .leakyBucket(secondsPerLeak: 60),
      subject: .failedNames,
      usualThreshold: 11,
      thresholds: [2, 3, 4, 6, 11, 21]
    ),
    ThresholdRule(
      id: "failures-10m",
      title: "failures in 10 minutes",
      origin: "fail2ban's default jail (maxretry 5, findtime 10 minutes)",
      counter: .slidingWindow(seconds: 600),
      subject: .failures,
      usualThreshold: 5,
      thresholds: [3, 5, 10, 20, 50, 100]
    ),
    ThresholdRule(
      id: "absent-2m",
      title: "failures on absent names in 2 minutes",
      origin: "Wazuh's sshd rule for non-existent users (8 in 120 s)",
      counter: .slidingWindow(seconds: 120),
      subject: .absentFailures,
      usualThreshold: 8,
      thresholds: [2, 4, 8, 16, 32]
    ),
  ]
}
