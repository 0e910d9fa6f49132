import Foundation

/// A real Chromium without a window, driven through chromedriver's WebDriver protocol.
final class WebDriver {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"
  static let enter = "\u{e007}"

  private let driver: Process
  private let base: String
  private var session = ""

  /// Where Debian puts it, or `nil`.
  static var program: String? {
    ["/usr/bin/chromedriver", "/usr/local/bin/chromedriver"]
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  init(program: String) async throws {
    driver = Process()
    driver.executableURL = URL(fileURLWithPath: program)
    driver.arguments = ["--port=0"]
    let output = Pipe()
    driver.standardOutput = output
    driver.standardError = FileHandle.nullDevice
    try driver.run()
    base = "http://127.0.0.1:" + (try Self.port(from: output.fileHandleForReading))
    let options: [String: Any] = [
      "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--window-size=1280,900",
      ]
    ]
    let capabilities: [String: Any] = [
      "goog:chromeOptions": options, "goog:loggingPrefs": ["browser": "ALL"],
    ]
    let made = try await send("POST", "", ["capabilities": ["alwaysMatch": capabilities]])
    guard let id = (made as? [String: Any])?["sessionId"] as? String else {
      throw Failure(description: "chromedriver gave no session")
    }
    session = "/" + id
    // A check of a long page takes its time on a machine that does much else.
    try await send("POST", "/timeouts", ["script": 180_000])
  }

  /// chromedriver says on which port it listens.
  private static func port(from output: FileHandle) throws -> String {
    var text = ""
    while let data = try output.read(upToCount: 1), !data.isEmpty {
      text += String(decoding: data, as: UTF8.self)
      guard text.hasSuffix("\n"), let mark = text.range(of: "successfully on port ") else {
        continue
      }
      return String(text[mark.upperBound...].prefix { $0.isNumber })
    }
    throw Failure(description: "chromedriver did not start: \(text)")
  }

  func quit() async {
    // The process is ended below whatever the answer is.
    _ = try? await send("DELETE", "", nil)
    driver.terminate()
  }

  @discardableResult
  private func send(_ method: String, _ path: String, _ body: [String: Any]?) async throws -> Any? {
    let address = base + "/session" + session + path
    let data = try Curl.run(
      method,
      address,
      body: body.map { try JSONSerialization.data(withJSONObject: $0) }
    )
    let answer = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let value = answer?["value"]
    if let error = value as? [String: Any], let name = error["error"] as? String {
      throw Failure(description: "\(method) \(path): \(name): \(error["message"] ?? "no message")")
    }
    return value
  }

  func open(_ address: String) async throws { try await send("POST", "/url", ["url": address]) }

  func address() async throws -> String { try await send("GET", "/url", nil) as? String ?? "" }

  /// Runs the body of a function in the page.
  func script(_ body: String) async throws -> Any? {
    try await send("POST", "/execute/sync", ["script": body, "args": [Any]()])
  }

  /// Runs the body of a function that calls `done` with its result when it has one.
  func script(calling body: String) async throws -> Any? {
    let script = "const done = arguments[arguments.length - 1]; " + body
    return try await send("POST", "/execute/async", ["script": script, "args": [Any]()])
  }

  func text(of selector: String) async throws -> String {
    try await send("GET", "/element/\(try await find(selector))/text", nil) as? String ?? ""
  }

  private func find(_ selector: String) async throws -> String {
    let found = try await send("POST", "/element", ["using": "css selector", "value": selector])
    guard let id = (found as? [String: String])?[Self.elementKey] else {
      throw Failure(description: "nothing is \(selector)")
    }
    return id
  }

  func click(_ selector: String) async throws {
    try await send("POST", "/element/\(try await find(selector))/click", [:])
  }

  func type(_ text: String, into selector: String) async throws {
    try await send("POST", "/element/\(try await find(selector))/value", ["text": text])
  }

  /// Waits until the function body gives true.
  func wait(for condition: String) async throws {
    for _ in 0..<200 {
      if try await script("return Boolean(\(condition))") as? Bool == true { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    let page = try await script("return document.body.innerText.slice(0, 500)") ?? "nothing"
    throw Failure(description: "still not: \(condition), at \(try await address()): \(page)")
  }

  /// The width in CSS pixels, as on a phone below 500, and the colours that the reader prefers.
  func look(width: Int, scheme: String) async throws {
    let metrics: [String: Any] = [
      "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500,
    ]
    try await develop("Emulation.setDeviceMetricsOverride", metrics)
    let feature = ["name": "prefers-color-scheme", "value": scheme]
    try await develop("Emulation.setEmulatedMedia", ["media": "", "features": [feature]])
  }

  /// As on paper of A4, without its margins.
  func lookPrinted() async throws {
    let metrics: [String: Any] = [
      "width": 718, "height": 1000, "deviceScaleFactor": 1, "mobile": false,
    ]
    try await develop("Emulation.setDeviceMetricsOverride", metrics)
    try await develop("Emulation.setEmulatedMedia", ["media": "print"])
  }

  private func develop(_ command: String, _ parameters: [String: Any]) async throws {
    try await send("POST", "/goog/cdp/execute", ["cmd": command, "params": parameters])
  }

  /// What the page said on its console since the last call, broken content policies among it.
  func console() async throws -> [String] {
    let entries = try await send("POST", "/se/log", ["type": "browser"]) as? [[String: Any]] ?? []
    return entries.compactMap { $0["message"] as? String }
  }

  func screenshot() async throws -> Data {
    let text = try await send("GET", "/screenshot", nil) as? String ?? ""
    return Data(base64Encoded: text) ?? Data()
  }
}
