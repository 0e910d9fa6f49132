/// Whether two names are so near that one is likely a slip of the other: a Damerau-Levenshtein
/// distance (insert, delete, replace, swap neighbours) of 1, or of 2 for names of six bytes and more.
package func isTypo(_ typed: [UInt8], of meant: [UInt8]) -> Bool {
  let limit = min(typed.count, meant.count) >= 6 ? 2 : 1
  if typed == meant || abs(typed.count - meant.count) > limit { return false }
  return editDistance(typed, meant, limit: limit) <= limit
}

/// The optimal string alignment distance, or `limit + 1` if it passes `limit`, which is 3 at most.
///
/// Only places at most `limit` beside the diagonal are looked at: what lies further off costs more.
/// - Complexity: O(left x limit) time, no memory.
func editDistance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
  precondition((0...3).contains(limit))
  let tooFar = limit + 1
  if abs(left.count - right.count) > limit { return tooFar }
  // By column less row plus `limit`.
  var beforeLast = InlineArray<8, Int>(repeating: tooFar)
  var last = beforeLast
  for column in 0...limit { last[column + limit] = column }
  for row in 1..<left.count + 1 {
    var current = InlineArray<8, Int>(repeating: tooFar)
    var least = tooFar
    for place in 0...2 * limit {
      let column = row + place - limit
      if column < 0 || column > right.count { continue }
      var cost = last[place + 1] + 1
      if column == 0 {
        cost = row
      } else {
        if place > 0 { cost = min(cost, current[place - 1] + 1) }
        cost = min(cost, last[place] + (left[row - 1] == right[column - 1] ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          cost = min(cost, beforeLast[place] + 1)
        }
      }
      current[place] = cost
      least = min(least, cost)
    }
    if least > limit { return tooFar }
    (beforeLast, last) = (last, current)
  }
  return min(last[right.count - left.count + limit], tooFar)
}
