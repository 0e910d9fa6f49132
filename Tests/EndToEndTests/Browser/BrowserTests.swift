import Foundation
import Testing

/// A day's work in a real browser. `ROLLCALL_SCREENSHOTS` names a folder for pictures of every page.
@Suite(.serialized)
struct BrowserTests {
  private static let report = """
    # Names called at night

    APT29 used T1589.002 from 45[.]77[.]1[.]2 and mailed from evil-host[.]ru.
    """

  @Test
  func `from the first link to signing out, without an error on the console`() async throws {
    guard let program = WebDriver.program else {
      print("skipped: chromedriver is not installed")
      return
    }
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1, honestLines: 400), to: "auth.log")
    try folder.write(Self.report, to: "r.md")
    let added = try Program.run(["report", "add", "r.md", "--workspace", "w"], in: folder)
    let report = String(try #require(added.text.split(separator: " ").first))
    let server = try ServedWorkspace("w", in: folder)
    defer { server.stop() }
    let browser = try await WebDriver(program: program)
    do {
      try await begin(browser, server)
      try await dropLog(browser, server, folder)
      try await followFinding(browser, folder)
      try await workCase(browser, folder)
      try await reviewReport(browser, server, report)
      try await lookAtPages(browser, server, report)
      try await signOutAndIn(browser, server)
    } catch {
      await browser.quit()
      throw error
    }
    await browser.quit()
  }

  private func begin(_ browser: WebDriver, _ server: ServedWorkspace) async throws {
    try await browser.open(server.base + server.welcome)
    try await look(browser, "welcome")
    try await browser.type("ann", into: "main [name=name]")
    try await browser.type("correct horse battery", into: "main [name=password]")
    try await browser.click("main button")
    try await browser.wait(for: "document.querySelector('[data-drop]')")
    let again = try await browser.script(
      "return fetch('\(server.welcome)').then((answer) => answer.status)"
    )
    #expect(again as? Int == 404, "the link opens the workspace once")
    // The browser itself reports the refused request.
    _ = try await browser.console()
  }

  private func dropLog(
    _ browser: WebDriver,
    _ server: ServedWorkspace,
    _ folder: Folder
  ) async throws {
    try await browser.type(folder.path + "/auth.log", into: "[data-drop] [type=file]")
    try await browser.click("[data-drop] button")
    try await browser.wait(for: "location.pathname === '/jobs/1'")
    // The page loads itself again when live events tell the end.
    try await browser.wait(
      for: "document.querySelector('main').innerText.includes('What became of every line')"
    )
    try await look(browser, "job")
    let page = try await browser.text(of: "main")
    #expect(page.contains("203.0.1.1"))
    // One record a line: 20 of the roll call and 400 honest ones.
    #expect(page.contains("420"))
    #expect(try await browser.console() == [])
  }

  private func followFinding(_ browser: WebDriver, _ folder: Folder) async throws {
    try await browser.type("j", into: "body")
    try await browser.type(WebDriver.enter, into: "body")
    try await browser.wait(for: "location.pathname.startsWith('/findings/rc-')")
    try await look(browser, "finding")
    try await lookPrinted(browser, "a finding")
    let cells = try await browser.script(
      "return [...document.querySelectorAll('#evidence tbody tr:first-child td')].map((c) => c.innerText)"
    )
    let line = try #require(cells as? [String])
    // File, offset, length, hash, and the exhibit once there is one.
    #expect(line.count == 5)
    let offset = try #require(Int(line[1]))
    let cut = "tail -c +\(offset + 1) auth.log | head -c \(line[2]) | sha256sum"
    #expect(try Program.shell(cut, in: folder).text.hasPrefix(line[3]))
    try await followPlot(browser)
    #expect(try await browser.console() == [])
  }

  /// From the page of the finding to a point of its plot, its line, and back.
  private func followPlot(_ browser: WebDriver) async throws {
    let finding = try await browser.address()
    try await browser.open(finding + "/plot")
    try await look(browser, "plot")
    let link = try await browser.script(
      "return new URL(document.querySelector('svg a').href.baseVal, location.href).href"
    )
    try await browser.open(try #require(link as? String))
    try await look(browser, "line")
    #expect(try await browser.text(of: "mark").contains("Invalid user"))
    try await browser.open(finding)
    try await browser.type("shift review", into: "#evidence [name=purpose]")
    try await browser.click("#evidence form button")
    try await browser.wait(for: "document.querySelectorAll('#evidence td:last-child a').length > 0")
    _ = try await browser.script("location.assign('/evidence')")
    try await browser.wait(for: "location.pathname === '/evidence'")
    try await look(browser, "evidence")
    try await browser.open(finding)
  }

  /// From the page of the finding that is open.
  private func workCase(_ browser: WebDriver, _ folder: Folder) async throws {
    try await browser.type("Roll call at the gate", into: "main .card [name=title]")
    try await browser.click("main form.card[action='/cases'] button")
    try await browser.wait(for: "location.pathname === '/cases/cs-1'")
    try await browser.type("Seen before?", into: "form.card [name=body]")
    try await browser.click("form.card button")
    try await browser.wait(for: "document.querySelector('main').innerText.includes('Seen before?')")
    try await look(browser, "case")
    try await browser.click("a[href='/cases/cs-1/report']")
    try await browser.wait(for: "location.pathname === '/cases/cs-1/report'")
    try await look(browser, "case-report")
    try await lookPrinted(browser, "the report of a case")
    #expect(try await browser.text(of: "main").contains("Seen before?"))
    #expect(try await browser.console() == [])
  }

  private func reviewReport(
    _ browser: WebDriver,
    _ server: ServedWorkspace,
    _ report: String
  ) async throws {
    try await browser.open(server.base + "/reports/" + report)
    try await browser.type("?", into: "body")
    #expect(try await browser.text(of: "dialog.help").contains("accept, reject the claim"))
    try await look(browser, "help")
    try await browser.click("dialog.help button")
    // By the keyboard: the first claim is chosen, then accepted.
    try await browser.type("j", into: "body")
    while try await browser.script(
      "return !document.querySelector('.chosen button[value=accepted]')"
    )
      as? Bool == true
    {
      try await browser.type("j", into: "body")
    }
    try await browser.type("a", into: "body")
    try await browser.wait(for: "document.querySelector('main').innerText.includes('by ann')")
    try await claim(browser)
    try await browser.type("/", into: "body")
    #expect(
      try await browser.script("return document.activeElement.name === 'q'") as? Bool == true
    )
    try await browser.type("night" + WebDriver.enter, into: "[data-search]")
    try await browser.wait(for: "location.pathname === '/search'")
    #expect(try await browser.text(of: "main").contains("Names called at night"))
    #expect(try await browser.console() == [])
  }

  /// Words of the text that nothing was found in, selected and claimed with the keyboard.
  private func claim(_ browser: WebDriver) async throws {
    _ = try await browser.script(
      """
      const text = document.querySelector(".source .text").firstChild;
      const [range, start] = [document.createRange(), text.data.indexOf("mailed from")];
      range.setStart(text, start);
      range.setEnd(text, start + 11);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      """
    )
    try await browser.type("c", into: "body")
    try await browser.type("T1566" + WebDriver.enter, into: "[data-claim] [name=subject]")
    try await browser.wait(for: "location.hash.startsWith('#claim-')")
    let claim = try await browser.script(
      "return document.querySelector(location.hash).innerText"
    )
    let text = try #require(claim as? String)
    #expect(text.hasPrefix("T1566") && text.contains("by ann") && text.contains("mailed from"))
  }

  private func lookAtPages(
    _ browser: WebDriver,
    _ server: ServedWorkspace,
    _ report: String
  ) async throws {
    let pages = [
      "/", "/findings", "/techniques", "/techniques/T1589.002", "/actors/G0016", "/reports",
      "/reports/" + report, "/jobs", "/cases", "/matrix", "/tokens", "/source?address=203.0.1.1",
      "/account?name=root", "/indicator?value=45.77.1.2", "/audit", "/people", "/search?q=night",
      "/settings", "/findings?confirmed=1",
      "/nowhere",
    ]
    for page in pages {
      try await browser.open(server.base + page)
      let name = page.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
      try await look(browser, name.isEmpty ? "start" : name)
      let weight = try await browser.script(
        """
        return performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0)
        """
      )
      #expect((weight as? Int ?? .max) < 150_000, "\(page) weighs \(weight ?? "nothing")")
      try await lookPrinted(browser, page)
      let errors = try await browser.console().filter { !$0.contains("/nowhere") }
      #expect(errors == [], "\(page)")
    }
  }

  private func signOutAndIn(_ browser: WebDriver, _ server: ServedWorkspace) async throws {
    try await browser.open(server.base + "/")
    try await browser.click("header form[action='/sign-out'] button")
    try await browser.open(server.base + "/findings")
    try await browser.wait(for: "location.pathname === '/sign-in'")
    try await look(browser, "sign-in")
    try await browser.type("ann", into: "main [name=name]")
    try await browser.type("correct horse battery" + WebDriver.enter, into: "main [name=password]")
    try await browser.wait(for: "location.pathname === '/findings'")
    #expect(try await browser.console() == [])
  }

  private func lookPrinted(_ browser: WebDriver, _ page: String) async throws {
    // Nobody prints a matrix of fourteen columns upright.
    if page == "/matrix" { return }
    try await browser.lookPrinted()
    let problems = try await browser.script(PageCheck.paperScript) as? [String]
    #expect(problems == [], "\(page) on paper")
    try await browser.look(width: 1280, scheme: "light")
  }

  /// Checks the page in both colours, on a desk, beside another window, and on a phone.
  private func look(_ browser: WebDriver, _ name: String) async throws {
    for (width, scheme) in [
      (1280, "light"), (1280, "dark"), (768, "light"), (390, "light"), (390, "dark"),
    ] {
      try await browser.look(width: width, scheme: scheme)
      let problems = try await browser.script(PageCheck.script) as? [String]
      #expect(problems == [], "\(name) at \(width), \(scheme)")
      // Its rules depend on the width and the colours, but half of the pairs show both.
      if (width == 1280) == (scheme == "light") {
        let violations = try await AxeCheck.violations(in: browser)
        #expect(violations == [], "\(name) at \(width), \(scheme)")
      }
      if let folder = ProcessInfo.processInfo.environment["ROLLCALL_SCREENSHOTS"] {
        let file = URL(fileURLWithPath: "\(folder)/\(name)-\(width)-\(scheme).png")
        try await browser.screenshot().write(to: file)
      }
    }
    try await browser.look(width: 1280, scheme: "light")
  }
}
