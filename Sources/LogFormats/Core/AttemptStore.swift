package import LogBytes
package import Model
import Synchronization

/// Keeps chunks of attempts in memory up to a limit, and those beyond it in a temporary file.
package final class AttemptStore: Sendable {
  /// Bytes of attempts that may be held in memory.
  private let limit: Int
  private let held = Atomic<Int>(0)
  private let state = Mutex(State())

  private struct State {
    var file: SpillFile?
    var failure: InputError?
  }

  package init(limit: Int = .max) {
    self.limit = limit
  }

  /// Why no file could be written, if so: then all attempts are held in memory.
  package var failure: InputError? { state.withLock { $0.failure } }

  package func keep(_ attempts: [Attempt]) -> StoredChunk {
    let size = attempts.count * MemoryLayout<Attempt>.stride
    if held.add(size, ordering: .relaxed).newValue <= limit { return .held(attempts) }
    guard let file = file() else { return .held(attempts) }
    do throws(InputError) {
      let byteOffset = try file.append(attempts)
      held.subtract(size, ordering: .relaxed)
      return .away(file, byteOffset: byteOffset, count: attempts.count)
    } catch {
      state.withLock { $0.failure = error }
      return .held(attempts)
    }
  }

  /// The attempts of `chunk`, which the store forgets.
  package func take(_ chunk: consuming StoredChunk) -> [Attempt] {
    switch chunk {
    case .held(let attempts):
      held.subtract(attempts.count * MemoryLayout<Attempt>.stride, ordering: .relaxed)
      return attempts
    case .away(let file, let byteOffset, let count):
      return file.values(of: Attempt.self, at: byteOffset, count: count)
    }
  }

  private func file() -> SpillFile? {
    state.withLock { state in
      if state.failure != nil { return nil }
      if let file = state.file { return file }
      do throws(InputError) {
        state.file = try SpillFile()
      } catch {
        state.failure = error
      }
      return state.file
    }
  }
}

/// One chunk, wherever it is.
package enum StoredChunk: Sendable {
  case held([Attempt])
  case away(SpillFile, byteOffset: Int, count: Int)

  package var count: Int {
    switch self {
    case .held(let attempts): attempts.count
    case .away(_, _, let count): count
    }
  }
}
