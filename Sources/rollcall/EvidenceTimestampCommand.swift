import ArgumentParser
import Custody
import Foundation
import Model

struct EvidenceTimestampCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timestamp",
    abstract: "Writes an RFC 3161 request over the last signed head, or takes the answer in."
  )

  @Option(help: "Write the request here.")
  var request: String?

  @Option(help: "Take in the answer in this file.")
  var response: String?

  @Option(help: "Certificates (PEM) of the authorities that are believed.")
  var tsaCa: String?

  @OptionGroup
  var custody: CustodyOptions

  func validate() throws {
    guard (request == nil) != (response == nil) else {
      throw ValidationError("Give either --request or --response.")
    }
  }

  func run() throws {
    try reportingFailures {
      let locker = try custody.locker()
      if let request {
        let (bytes, size) = try locker.timestampRequest()
        try OutputFile.write(Data(bytes), to: request)
        StandardError.write("\(request): over the head of \(size) events\n")
      } else if let response {
        let (stamp, size) = try locker.attachTimestamp(
          TrustFiles.bytes(response),
          authorities: try tsaCa.map(TrustFiles.certificates) ?? []
        )
        StandardError.write("the head of \(size) events existed at \(stamp.time.rfc3339)\n")
      }
    }
  }
}

/// Files that say whom to believe.
enum TrustFiles {
  private static let largest = 1 << 26

  static func bytes(_ path: String) throws -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try handle.read(upToCount: largest)
    else { throw Failure(message: "\(path): cannot be read or is empty") }
    return Array(data)
  }

  /// The certificates of a PEM file, DER.
  static func certificates(_ path: String) throws -> [[UInt8]] {
    let text = String(decoding: try bytes(path), as: UTF8.self)
    let blocks = text.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst()
    let found = blocks.compactMap { block -> [UInt8]? in
      let body = block.components(separatedBy: "-----END CERTIFICATE-----")[0]
      return Data(base64Encoded: body, options: .ignoreUnknownCharacters).map { Array($0) }
    }
    guard !found.isEmpty else { throw Failure(message: "\(path): holds no certificate in PEM") }
    return found
  }

  static func heads(_ path: String) throws -> [SignedHead] {
    guard let heads = SignedHead.split(try bytes(path)), !heads.isEmpty else {
      throw Failure(message: "\(path): holds no signed heads, or they were altered")
    }
    return heads
  }

  /// A key as it is, or a file that holds it.
  static func verifier(_ text: String) throws -> NoteVerifier {
    let isFile = FileManager.default.fileExists(atPath: text)
    let content = isFile ? String(decoding: try bytes(text), as: UTF8.self) : text
    let line = content.split(separator: "\n").first ?? ""
    guard let verifier = NoteVerifier(line) else {
      throw Failure(message: "\(text): is no public key of the form name+id+key")
    }
    return verifier
  }
}
