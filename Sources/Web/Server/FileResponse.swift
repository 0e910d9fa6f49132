import Foundation
import HTTPTypes
import Hummingbird

/// A file that was made to be sent once.
enum FileResponse {
  private static let pieceBytes = 256 * 1024

  /// Sends the file at `path` in pieces under the name `name`, and removes it.
  static func sending(_ path: String, as name: String, type: String) throws -> Response {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: 0)
    // The open file stays readable; what is sent is nobody's to find later.
    try FileManager.default.removeItem(atPath: path)
    return Response(
      status: .ok,
      headers: [
        .contentType: type, .contentLength: String(size),
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ],
      body: .init { writer in
        while let piece = try handle.read(upToCount: pieceBytes), !piece.isEmpty {
          try await writer.write(ByteBuffer(bytes: piece))
        }
        try handle.close()
        try await writer.finish(nil)
      }
    )
  }

  static func sending(_ bytes: Data, as name: String, type: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }
}
