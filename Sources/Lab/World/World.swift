import Model

/// All that the events of a lab refer to.
struct World {
  let parameters: LabParameters
  var names = NameTable()
  var sources = SourceTable()
  var company: Company

  init(_ parameters: LabParameters, random: inout SeededGenerator) {
    self.parameters = parameters
    company = Company(parameters, names: &names, sources: &sources, random: &random)
  }

  var start: Int64 { parameters.start.millisecondsSince1970 }
  var end: Int64 { start + Int64(parameters.days) * Clock.day }

  /// `name` with one slip of the hand in it, which is nobody's account; `nil` if none was found.
  mutating func misspelt(_ name: UInt32, _ random: inout SeededGenerator) -> UInt32? {
    for _ in 0..<8 {
      var letters = names.names[Int(name)].text
      guard letters.count > 3 else { return nil }
      let place = random.within(1...letters.count - 2)
      switch random.below(4) {
      case 0: letters.swapAt(place, place + 1)
      case 1: letters.remove(at: place)
      case 2: letters.insert(letters[place], at: place)
      default: letters[place] = UInt8(0x61 + random.below(26))
      }
      let typed = String(decoding: letters, as: UTF8.self)
      let number = names.intern(typed)
      if number != name, !company.isKnown(number) { return number }
    }
    return nil
  }

  /// A name of the company's template that nobody has or had.
  mutating func strangerName(_ random: inout SeededGenerator) -> UInt32 {
    while true {
      let number = names.intern(company.randomAccount(&random))
      if !company.isKnown(number) { return number }
      // In a small world all may be taken.
      let numbered = names.intern(company.randomAccount(&random) + String(random.within(1...9999)))
      if !company.isKnown(numbered) { return numbered }
    }
  }
}
