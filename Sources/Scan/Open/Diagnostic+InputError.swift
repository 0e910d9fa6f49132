import LogBytes
import Model

extension Diagnostic {
  /// What went wrong with `file`, which most messages of `error` name first.
  init(_ error: InputError, file: String) {
    let prefix = file + ": "
    let message = error.message
    self.init(
      file: file,
      message: message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message
    )
  }
}
