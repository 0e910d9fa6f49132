import HummingbirdCore
import HummingbirdTLS
import NIOSSL

/// Where the server listens, what it is called, and what it proves that with.
package struct WebAddress: Sendable {
  package struct Certificate: Sendable {
    /// Paths of PEM files.
    let chain: String
    let key: String

    package init(chain: String, key: String) { (self.chain, self.key) = (chain, key) }
  }

  private static let loopback: Set<String> = ["127.0.0.1", "localhost", "[::1]", "::1"]

  package let host: String
  /// Names that people reach it by, in lower case, beside those of this machine.
  private let names: Set<String>
  private let certificate: Certificate?

  package init(host: String = "127.0.0.1", names: [String] = [], certificate: Certificate? = nil) {
    self.host = host
    self.names = Set((names + [host]).map { $0.lowercased() })
    self.certificate = certificate
  }

  package var isLoopback: Bool { Self.loopback.contains(host) }
  package var isSecure: Bool { certificate != nil }
  package var scheme: String { isSecure ? "https" : "http" }
  /// The name that links have.
  package var shownName: String {
    names.subtracting([host.lowercased()]).min() ?? (host.contains(":") ? "[\(host)]" : host)
  }

  func answers(to name: String) -> Bool {
    Self.loopback.contains(name) || names.contains(name) || names.contains(Self.bare(name))
  }

  private static func bare(_ name: String) -> String {
    name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
  }

  func builder() throws -> HTTPServerBuilder {
    guard let certificate else { return .http1() }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.chain).map {
        .certificate($0)
      },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: certificate.key, format: .pem))
    )
    configuration.minimumTLSVersion = .tlsv12
    return try .tls(tlsConfiguration: configuration)
  }
}
