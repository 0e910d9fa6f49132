import Synchronization

/// Values that cost more to make than to keep, by what they are of.
///
/// For what does not change while the server runs, such as what ATT&CK says. Holds at most `limit`
/// values; one more than that, and it begins anew.
final class Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let limit: Int
  private let values = Mutex<[Key: Value]>([:])

  init(limit: Int) { self.limit = limit }

  /// The value of `key`, if it is kept.
  func kept(_ key: Key) -> Value? { values.withLock { $0[key] } }

  func keep(_ value: Value, of key: Key) {
    values.withLock { values in
      if values.count >= limit { values = [:] }
      values[key] = value
    }
  }

  /// The value of `key`, made outside of the lock: two that ask at once may both make it.
  func value(of key: Key, _ make: () throws -> Value) rethrows -> Value {
    if let value = kept(key) { return value }
    let value = try make()
    keep(value, of: key)
    return value
  }
}
