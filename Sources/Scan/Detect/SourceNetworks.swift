import LogBytes
import LogFormats
import Model

/// The autonomous system of each source, where a database was given and knows it.
package struct SourceNetworks: Sendable, Equatable {
  /// By number of the source. 0, which is no network's number, where nothing is known; empty
  /// without a database.
  package private(set) var numbers: [UInt32] = []

  package init() {}

  /// Looks every source up.
  ///
  /// A database that breaks off amid the work, or that has entries but no number in any, goes to
  /// `failures`.
  init(of tables: TextTables, in database: NetworkDatabase, failures: inout [Diagnostic]) {
    numbers = Array(repeating: 0, count: tables.sourceCount)
    var withoutNumber = 0
    do throws(InputError) {
      for source in numbers.indices {
        switch try database.lookUp(tables.source(UInt32(source))) {
        case .unknown: break
        case .withoutNumber: withoutNumber += 1
        case .autonomousSystem(let number): numbers[source] = number
        }
      }
    } catch {
      failures.append(Diagnostic(error, file: database.file))
    }
    if withoutNumber > 0, numbers.allSatisfy({ $0 == 0 }) {
      failures.append(
        Diagnostic(file: database.file, message: "has no numbers of autonomous systems")
      )
    }
  }

  package subscript(source: UInt32) -> UInt32? {
    guard source < UInt32(numbers.count), numbers[Int(source)] != 0 else { return nil }
    return numbers[Int(source)]
  }
}

extension NetworkDatabase {
  fileprivate func lookUp(_ source: SourceKey) throws(InputError) -> Answer {
    switch source {
    case .address(let address):
      if let bits = address.ipv4 { return try lookUp(ipv4: bits) }
      return try lookUp(ipv6: address.high, address.low)
    case .label, .queue: return .unknown
    }
  }
}
