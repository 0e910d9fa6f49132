package import Custody

/// What became exhibits, and how many lines were exhibits before.
package struct TakenExhibits {
  package var exhibits: [Exhibit]
  package var alreadyKnown: Int
}
