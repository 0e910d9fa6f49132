import Hummingbird

/// The style sheet, the script and the icon, which are built in.
struct AssetRoutes {
  func add(to router: Router<WebContext>) {
    router.get("/healthz") { _, _ in "ok" }
    let assets = [
      ("workspace.css", "text/css; charset=utf-8", PackageResources.workspace_css),
      ("keyboard.js", "text/javascript; charset=utf-8", PackageResources.keyboard_js),
      ("live.js", "text/javascript; charset=utf-8", PackageResources.live_js),
      ("favicon.svg", "image/svg+xml", PackageResources.favicon_svg),
    ]
    for (name, type, bytes) in assets {
      let body = ByteBuffer(bytes: bytes)
      router.get("/assets/\(name)") { _, _ in
        Response(
          status: .ok,
          headers: [.contentType: type, .cacheControl: "no-cache"],
          body: .init(byteBuffer: body)
        )
      }
    }
  }
}
