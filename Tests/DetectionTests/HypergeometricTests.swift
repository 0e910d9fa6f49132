import Testing

@testable import Detection

struct HypergeometricTests {
  private static func choose(_ from: Int, _ count: Int) -> Int {
    if count < 0 || count > from { return 0 }
    return (0..<count).reduce(1) { $0 * (from - $1) / ($1 + 1) }
  }

  @Test
  func `every small case is the exact sum`() {
    for population in 0...14 {
      for marked in 0...population {
        for drawn in 0...population {
          for hits in 0...(drawn + 1) {
            let ways = (hits...max(hits, drawn)).reduce(0) {
              $0 + Self.choose(marked, $1) * Self.choose(population - marked, drawn - $1)
            }
            let exact = Double(ways) / Double(Self.choose(population, drawn))
            let got = hypergeometricTail(
              population: population,
              marked: marked,
              drawn: drawn,
              hits: hits
            )
            #expect(
              abs(got - exact) < 1e-12,
              "population \(population), marked \(marked), drawn \(drawn), hits \(hits)"
            )
          }
        }
      }
    }
  }

  @Test
  func `a large case keeps its precision in the far tail`() {
    // All ten of ten draws among a hundred marked in 10,000: a product of ratios.
    let exact = (0..<10).reduce(1.0) { $0 * Double(100 - $1) / Double(10_000 - $1) }
    let got = hypergeometricTail(population: 10_000, marked: 100, drawn: 10, hits: 10)
    #expect(abs(got / exact - 1) < 1e-9)
  }
}
