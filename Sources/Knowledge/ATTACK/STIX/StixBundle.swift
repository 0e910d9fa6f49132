package import LogBytes

/// The objects of a STIX 2.0 or 2.1 bundle.
package struct StixBundle {
  /// Larger files are refused; the largest bundle of ATT&CK's has about 50 MB.
  package static let largest = 512 << 20

  let objects: [StixObject]
  /// Objects that could not be read, by the offset of their first byte in the unpacked file.
  package let notUnderstood: [Int]
  /// The file as it was given, for messages.
  package let file: String

  /// Reads the bundle in the file at `path`, packed or not; `-` is standard input.
  /// - Throws: `InputError`, or `AttackError.notABundle`.
  package static func read(
    _ path: String,
    from files: LogFiles
  ) throws -> (bundle: StixBundle, content: [UInt8]) {
    let content = try WholeFile.read(path, from: files, limit: largest)
    return (try StixBundle(content.span, file: path), content)
  }

  /// Reads the whole of `bytes`.
  /// - Throws: `AttackError.notABundle` where it is anything else or was cut short.
  package init(_ bytes: Span<UInt8>, file: String) throws(AttackError) {
    self.file = file
    let start = bytes.has("\u{feff}", at: 0) ? "\u{feff}".utf8.count : 0
    let text = bytes.extracting(start..<bytes.count)
    var values = JSONValues()
    guard JSONFields(["type", "objects"]).read(text, into: &values),
      text.jsonText(of: values[0]) == "bundle", values[1].kind == .array
    else { throw .notABundle(file: file) }

    let reader = StixObjectReader()
    let list = values[1].range
    var objects: [StixObject] = []
    var notUnderstood: [Int] = []
    _ = forEachArrayElement(in: text.extracting(list), isInside: false) { record, byteOffset, _ in
      if let object = reader.read(record) {
        objects.append(object)
      } else {
        notUnderstood.append(start + list.lowerBound + byteOffset)
      }
    }
    (self.objects, self.notUnderstood) = (objects, notUnderstood)
  }
}
