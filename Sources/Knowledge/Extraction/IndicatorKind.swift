/// The types of indicators that are found in texts. The raw values are the details of claims.
package enum IndicatorKind: String, Sendable, CaseIterable {
  case ipv4
  case ipv6
  case domain
  case url
  case email
  case md5
  case sha1
  case sha256
  case sha512
  case cve
  case asn
  case file
  case userAgent = "user-agent"
}

/// An indicator in a text.
package struct Indicator: Sendable, Equatable {
  package var kind: IndicatorKind
  /// As it is used: not defanged, in lower case where case means nothing.
  package var value: String
  /// Bytes of the text, as it is written there.
  package var span: Range<Int>
}
