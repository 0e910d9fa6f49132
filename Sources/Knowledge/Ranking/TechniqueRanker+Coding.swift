// A ranker in a file. All numbers are little-endian.
//
//     "rlrank1\n"
//     classes    u32 count; each u8 length, UTF-8; then scale and bias of each, f32
//     scorer     8 coefficients f64, threshold f64, prior of each class f64
//     features   u32 count; each u32 hash, f32 inverse frequency, u16 count of weights
//     weights    class of each u16, then value of each i8

extension TechniqueRanker {
  private static let magic = Array("rlrank1\n".utf8)

  package func encoded() -> [UInt8] {
    var bytes = Self.magic
    bytes.append(UInt32(classifier.classes.count))
    for name in classifier.classes {
      bytes.append(UInt8(name.utf8.count))
      bytes += name.utf8
    }
    for number in classifier.scales + classifier.biases { bytes.append(number.bitPattern) }
    for number in scorer.coefficients + [scorer.threshold] + scorer.priors {
      bytes.append(number.bitPattern)
    }
    let space = classifier.space
    bytes.append(UInt32(space.hashes.count))
    for feature in space.hashes.indices {
      bytes.append(space.hashes[feature])
      bytes.append(space.inverseFrequency[feature].bitPattern)
      bytes.append(UInt16(classifier.starts[feature + 1] - classifier.starts[feature]))
    }
    for weight in classifier.weights { bytes.append(weight.classIndex) }
    for weight in classifier.weights { bytes.append(UInt8(bitPattern: weight.value)) }
    return bytes
  }

  /// `nil` for anything that `encoded` did not write.
  package init?(encoded bytes: Span<UInt8>) {
    var reader = LittleEndianReader()
    for byte in Self.magic where reader.next(UInt8.self, in: bytes) != byte { return nil }
    guard let classCount = reader.next(UInt32.self, in: bytes).map(Int.init),
      classCount > 0, classCount <= Int(UInt16.max)
    else { return nil }
    var classes: [String] = []
    for _ in 0..<classCount {
      guard let length = reader.next(UInt8.self, in: bytes),
        let name = reader.values(UInt8.self, count: Int(length), in: bytes)
      else { return nil }
      classes.append(String(decoding: name, as: UTF8.self))
    }
    guard let scales = reader.values(UInt32.self, count: classCount, in: bytes),
      let biases = reader.values(UInt32.self, count: classCount, in: bytes),
      let scorer = DocumentScorer(&reader, in: bytes, classCount: classCount),
      let classifier = LinearModel(&reader, in: bytes, classes: classes),
      reader.offset == bytes.count
    else { return nil }
    self.scorer = scorer
    self.classifier = classifier
    self.classifier.scales = scales.map(Float.init(bitPattern:))
    self.classifier.biases = biases.map(Float.init(bitPattern:))
  }
}

extension DocumentScorer {
  fileprivate init?(_ reader: inout LittleEndianReader, in bytes: Span<UInt8>, classCount: Int) {
    guard let numbers = reader.values(UInt64.self, count: Self.figureCount + 1, in: bytes),
      let priors = reader.values(UInt64.self, count: classCount, in: bytes)
    else { return nil }
    let values = numbers.map(Double.init(bitPattern:))
    self.init(
      coefficients: Array(values.dropLast()),
      threshold: values[Self.figureCount],
      priors: priors.map(Double.init(bitPattern:))
    )
  }
}

extension LinearModel {
  fileprivate init?(_ reader: inout LittleEndianReader, in bytes: Span<UInt8>, classes: [String]) {
    guard let featureCount = reader.next(UInt32.self, in: bytes) else { return nil }
    var space = FeatureSpace(hashes: [], inverseFrequency: [])
    var starts: [UInt32] = [0]
    for _ in 0..<featureCount {
      guard let hash = reader.next(UInt32.self, in: bytes),
        let frequency = reader.next(UInt32.self, in: bytes),
        let count = reader.next(UInt16.self, in: bytes),
        space.hashes.last.map({ $0 < hash }) ?? true
      else { return nil }
      space.hashes.append(hash)
      space.inverseFrequency.append(Float(bitPattern: frequency))
      starts.append(starts[starts.count - 1] + UInt32(count))
    }
    let weightCount = Int(starts[starts.count - 1])
    guard let owners = reader.values(UInt16.self, count: weightCount, in: bytes),
      let values = reader.values(UInt8.self, count: weightCount, in: bytes),
      owners.allSatisfy({ Int($0) < classes.count })
    else { return nil }
    self.init(
      space: space,
      classes: classes,
      scales: [],
      biases: [],
      starts: starts,
      weights: zip(owners, values).map { Weight(classIndex: $0, value: Int8(bitPattern: $1)) }
    )
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ number: some FixedWidthInteger) {
    for byte in 0..<number.bitWidth / 8 { append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
  }
}

/// Reads numbers one after the other; `nil` at the end of the bytes.
private struct LittleEndianReader {
  private(set) var offset = 0

  mutating func next<Number: FixedWidthInteger>(
    _ type: Number.Type,
    in bytes: Span<UInt8>
  ) -> Number? {
    let width = Number.bitWidth / 8
    guard bytes.count - offset >= width else { return nil }
    var number: Number = 0
    for byte in 0..<width {
      number |= Number(truncatingIfNeeded: bytes[offset + byte]) << (8 * byte)
    }
    offset += width
    return number
  }

  mutating func values<Number: FixedWidthInteger>(
    _ type: Number.Type,
    count: Int,
    in bytes: Span<UInt8>
  ) -> [Number]? {
    guard count <= (bytes.count - offset) / (Number.bitWidth / 8) else { return nil }
    return (0..<count).compactMap { _ in next(type, in: bytes) }
  }
}
