import Synchronization

extension Array where Element: Sendable {
  /// What `transform` makes of each element, in the order of the elements, by up to `width` tasks.
  ///
  /// Each task takes the next element that nobody has, so elements may differ in the work they make.
  package func mapConcurrently<Made: Sendable>(
    width: Int,
    _ transform: @escaping @Sendable (Element) -> Made
  ) async -> [Made] {
    if width == 1 || count < 2 { return map(transform) }
    let next = NextNumber()
    return await withTaskGroup(of: [(Int, Made)].self) { group in
      for _ in 0..<Swift.min(width, count) {
        group.addTask {
          var made: [(Int, Made)] = []
          while case let number = next.take(), number < count {
            made.append((number, transform(self[number])))
          }
          return made
        }
      }
      var results = [Made?](repeating: nil, count: count)
      for await made in group {
        for (number, result) in made { results[number] = result }
      }
      return results.compactMap { $0 }
    }
  }
}

/// Counts from 0, for any number of tasks.
final class NextNumber: Sendable {
  private let number = Atomic<Int>(0)

  func take() -> Int {
    number.wrappingAdd(1, ordering: .relaxed).oldValue
  }
}
