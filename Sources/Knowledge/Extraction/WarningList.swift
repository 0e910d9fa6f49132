/// Values that say nothing of an attack, however often reports hold them.
package enum WarningList: String, Sendable, CaseIterable {
  case privateNetwork = "private network"
  case documentation = "kept for documentation"
  case resolver = "public resolver"
  case vendor = "vendor or public service"
  case emptyFile = "hash of an empty file"

  /// The list that a value is on; `nil` for none.
  package init?(_ indicator: Indicator) {
    switch indicator.kind {
    case .ipv4:
      guard let list = Self.network(indicator.value) else { return nil }
      self = list
    case .ipv6:
      if indicator.value.hasPrefix("2001:db8:") {
        self = .documentation
      } else if indicator.value == "::1" || indicator.value.hasPrefix("fe80:")
        || indicator.value.hasPrefix("fc") || indicator.value.hasPrefix("fd")
      {
        self = .privateNetwork
      } else {
        return nil
      }
    case .domain, .url, .email:
      guard let list = Self.name(Self.host(of: indicator)) else { return nil }
      self = list
    case .md5, .sha1, .sha256, .sha512:
      guard Self.emptyFiles.contains(indicator.value) else { return nil }
      self = .emptyFile
    case .cve, .asn, .file, .userAgent: return nil
    }
  }

  private static func host(of indicator: Indicator) -> String {
    var host = indicator.value[...]
    if indicator.kind == .url, let slashes = host.firstRange(of: "://") {
      host = host[slashes.upperBound...].prefix { !"/?#".contains($0) }
    }
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    return String(host.prefix { $0 != ":" })
  }

  private static func network(_ address: String) -> Self? {
    let parts = address.split { $0 == "." || $0 == "/" }.compactMap { Int($0) }
    guard parts.count >= 4 else { return nil }
    if resolvers.contains(address) { return .resolver }
    switch (parts[0], parts[1], parts[2]) {
    case (192, 0, 2), (198, 51, 100), (203, 0, 113), (198, 18...19, _): return .documentation
    case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (172, 16...31, _), (192, 168, _),
      (100, 64...127, _), (224...255, _, _):
      return .privateNetwork
    default: return nil
    }
  }

  private static func name(_ host: String) -> Self? {
    if NetworkAddress.isIPv4(host) { return network(host) }
    let labels = host.split(separator: ".")
    for count in 1...max(1, labels.count) {
      let end = labels.suffix(count).joined(separator: ".")
      if documentationNames.contains(end) { return .documentation }
      if vendors.contains(end) { return .vendor }
    }
    return nil
  }

  private static let resolvers: Set = [
    "8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220",
  ]
  private static let documentationNames: Set = [
    "example.com", "example.net", "example.org", "example", "test", "invalid", "local", "arpa",
    "example.edu",
  ]
  private static let vendors: Set<String> = Set(
    """
    microsoft.com windows.com windowsupdate.com office.com live.com google.com gstatic.com
    googleapis.com github.com githubusercontent.com gitlab.com apple.com amazon.com mozilla.org
    virustotal.com mitre.org nist.gov cisa.gov first.org shodan.io censys.io urlscan.io any.run
    hybrid-analysis.com malpedia.caad.fkie.fraunhofer.de twitter.com x.com linkedin.com facebook.com
    youtube.com wikipedia.org wikimedia.org w3.org schema.org adobe.com cloudflare.com mandiant.com
    fireeye.com crowdstrike.com paloaltonetworks.com kaspersky.com securelist.com talosintelligence.com
    cisco.com trendmicro.com welivesecurity.com eset.com sentinelone.com proofpoint.com sophos.com
    symantec.com broadcom.com mcafee.com trellix.com bitdefender.com checkpoint.com fortinet.com
    recordedfuture.com secureworks.com volexity.com rapid7.com huntress.com zscaler.com elastic.co
    bleepingcomputer.com thehackernews.com medium.com wordpress.com verisign.com digicert.com
    """.split { $0.isWhitespace }.map(String.init)
  )
  private static let emptyFiles: Set = [
    "d41d8cd98f00b204e9800998ecf8427e",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f"
      + "63b931bd47417a81a538327af927da3e",
  ]
}
