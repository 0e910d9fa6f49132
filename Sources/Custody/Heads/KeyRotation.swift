/// What the old key signs so that the new one may follow it.
enum KeyRotation {
  static func statement(old: NoteVerifier, new: NoteVerifier, position: Int64) -> [UInt8] {
    Array("rollcall key rotation\n\(position)\n\(old.text)\n\(new.text)\n".utf8)
  }
}
