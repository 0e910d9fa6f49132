/// What is wrong, each with the file or record that it is wrong with; the first hundred in full.
package struct ProblemList: Equatable, Sendable {
  private static let mostKept = 100

  package private(set) var kept: [String] = []
  package private(set) var count = 0

  package init() {}

  package var isEmpty: Bool { count == 0 }

  package mutating func add(_ place: String, _ problem: String) {
    count += 1
    if kept.count < Self.mostKept { kept.append("\(place): \(problem)") }
  }
}

extension ProblemList {
  mutating func add(contentsOf other: ProblemList) {
    kept = Array((kept + other.kept).prefix(Self.mostKept))
    count += other.count
  }
}
