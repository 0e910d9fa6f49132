package import Foundation
import Model

/// A company that never was, a few weeks of its logs, and what is true of them.
package enum Lab {
  /// Writes logs and `truth.json` into a new folder at `path`, or into an empty one.
  ///
  /// The folder is made beside its place and moved there when it is whole, so a failure leaves
  /// nothing. The same parameters write the same bytes on every machine.
  /// - Complexity: O(events); the events of one day are in memory at a time.
  /// - Throws: `LabError`.
  @discardableResult
  package static func write(to path: String, _ parameters: LabParameters) throws -> LabTruth {
    try check(parameters)
    let folder = try LabFolder(at: path)
    do {
      let truth = try write(parameters, into: folder)
      try folder.finish()
      return truth
    } catch let error as LabError {
      folder.remove()
      throw error
    } catch {
      folder.remove()
      throw LabError.folder(path, error.localizedDescription)
    }
  }

  private static func write(
    _ parameters: LabParameters,
    into folder: LabFolder
  ) throws -> LabTruth {
    var random = SeededGenerator(seed: parameters.seed)
    var world = World(parameters, random: &random)
    let cast = try Cast(&world, random: random.fork(1))
    var chronicle = Chronicle()
    let rhythm = DailyRhythm(start: world.start, days: parameters.days)
    for (number, log) in parameters.logs.enumerated() {
      let life = EverydayLife(log: log, rhythm: rhythm, random: random.fork(100 + number))
      let share =
        parameters.benignEvents * (number + 1) / parameters.logs.count
        - parameters.benignEvents * number / parameters.logs.count
      try log.write(
        to: try folder.newFile(log.fileName),
        life,
        events: max(0, share - cast.honestCount(in: log)),
        planned: cast.events[log] ?? [],
        &world,
        &chronicle
      )
    }
    let truth = TruthBuilder(world: world, cast: cast, chronicle: chronicle).truth()
    try folder.newFile(LabTruth.fileName).write(contentsOf: truth.json())
    return truth
  }

  private static func check(_ parameters: LabParameters) throws(LabError) {
    if parameters.logs.isEmpty { throw .parameter("no log was asked for") }
    if Set(parameters.logs).count < parameters.logs.count {
      throw .parameter("a log was asked for twice")
    }
    if !(1...10_000_000_000).contains(parameters.benignEvents) {
      throw .parameter("the number of events must be from 1 to 10000000000")
    }
    if !(2...3650).contains(parameters.days) {
      throw .parameter("the number of days must be from 2 to 3650")
    }
    if let people = parameters.people, !(20...100_000).contains(people) {
      throw .parameter("the number of people must be from 20 to 100000")
    }
    // Attempts keep seconds since 1970 in 32 bits, and the lab goes by whole days.
    let start = parameters.start.millisecondsSince1970
    if start < 0 || start > 3_900_000_000_000 || start % Clock.day != 0 {
      throw .parameter("the start must be a midnight UTC from 1970 to 2093")
    }
  }
}

extension LabTruth {
  /// As `truth.json` holds it, keys sorted.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Reads the `truth.json` in the folder at `path`.
  /// - Throws: what reading or decoding throws.
  package static func read(from path: String) throws -> LabTruth {
    let url = URL(fileURLWithPath: path).appendingPathComponent(fileName)
    return try JSONDecoder().decode(LabTruth.self, from: Data(contentsOf: url))
  }
}
