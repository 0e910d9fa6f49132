/// Whether two names are so near that one is likely a slip of the other: a Damerau-Levenshtein
/// distance (insert, delete, replace, swap neighbours) of 1, or of 2 for names of six bytes and more.
package func isTypo(_ typed: [UInt8], of meant: [UInt8]) -> Bool {
  let limit = min(typed.count, meant.count) >= 6 ? 2 : 1
  if typed == meant || abs(typed.count - meant.count) > limit { return false }
  return editDistance(typed, meant, limit: limit) <= limit
}

/// The optimal string alignment distance, or `limit + 1` once it is sure to pass `limit`.
/// - Complexity: O(left x right) time, O(right) space.
func editDistance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1] + Array(repeating: 0, count: right.count)
    var least = current[0]
    for column in 0..<right.count {
      let isSame = left[row] == right[column]
      var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current[column + 1] = cost
      least = min(least, cost)
    }
    if least > limit { return limit + 1 }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
