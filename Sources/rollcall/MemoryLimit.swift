import ArgumentParser

/// A number of bytes as people write it: `1048576`, `64K`, `256M`, `2G`. K, M and G are powers of 1024.
struct MemoryLimit: ExpressibleByArgument, Equatable {
  var byteCount: Int

  init?(argument: String) {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let shift = argument.last.flatMap { shifts[Character($0.uppercased())] }
    guard let number = Int(shift == nil ? argument : String(argument.dropLast())), number > 0,
      case (let byteCount, let isOver) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0)),
      !isOver
    else { return nil }
    self.byteCount = byteCount
  }
}
