import Testing

struct ServeCommandTests {
  /// Starts the server on a free port, runs `client` once it is ready, and ends it.
  private static func serving(_ client: String) -> String {
    """
    mkfifo errors
    "$R" serve --workspace w --port 0 2> errors & server=$!
    exec 4< errors
    while read -r -u 4 -t 30 line; do case $line in http://*) link=$line; break;; esac; done
    port=${link#http://127.0.0.1:}; port=${port%%/*}
    ask() {
      exec 3<> "/dev/tcp/127.0.0.1/$port"
      printf 'GET %s HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' "$1" "$2" >&3
      cat <&3; exec 3>&-; echo
    }
    \(client)
    kill -TERM $server; wait $server; echo "status $?"
    """
  }

  @Test
  func `the printed link opens the workspace, and the server ends when it is told to`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    _ = try Program.run(["scan", "auth.log", "--workspace", "w", "--quiet"], in: folder)
    let client =
      "ask /healthz 127.0.0.1:$port; ask /welcome/${link##*/} localhost; ask / evil.example"
    let run = try Program.shell(Self.serving(client), in: folder)
    #expect(run.text.contains("\r\n\r\nok"))
    #expect(run.text.contains("Welcome to Rollcall"))
    #expect(run.text.contains("421 Misdirected Request"))
    #expect(run.text.contains("status 0"), "\(run.errors)")
  }

  @Test
  func `with a certificate it speaks TLS, and the cookie is for TLS alone`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    _ = try Program.run(["scan", "auth.log", "--workspace", "w", "--quiet"], in: folder)
    let script = """
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
        -subj /CN=soc.example -addext subjectAltName=DNS:soc.example -keyout key.pem -out cert.pem \
        2>/dev/null || exit 9
      mkfifo errors
      "$R" serve --workspace w --port 0 --host 0.0.0.0 --name soc.example \
        --tls-certificate cert.pem --tls-key key.pem 2> errors & server=$!
      exec 4< errors
      while read -r -u 4 -t 30 line; do case $line in https://*) link=$line; break;; esac; done
      port=${link#https://soc.example:}; port=${port%%/*}
      ask() { curl --silent --include --max-time 20 --cacert cert.pem \
        --resolve "soc.example:$port:127.0.0.1" "$@"; }
      ask "https://soc.example:$port/healthz"
      ask -H 'Host: evil.example' "https://soc.example:$port/" | head -n 1
      ask --data 'name=Ada&password=correct+horse+battery' "$link"
      kill -TERM $server; wait $server; echo "status $?"
      """
    let run = try Program.shell(script, in: folder)
    #expect(run.text.contains("strict-transport-security: max-age=31536000"), "\(run.text)")
    #expect(run.text.contains("421 Misdirected Request"))
    #expect(run.text.contains("Set-Cookie: rollcall_session=") && run.text.contains("; Secure"))
    #expect(run.text.contains("status 0"), "\(run.errors)")
  }

  @Test(arguments: [
    (["--host", "0.0.0.0"], "only with --tls-certificate and --tls-key"),
    (["--tls-key", "key.pem"], "belong together"),
  ])
  func `beyond this machine it does not speak without TLS`(
    arguments: [String],
    message: String
  ) throws {
    let folder = try Folder()
    let run = try Program.run(["serve", "--workspace", "w"] + arguments, in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains(message))
  }

  @Test
  func `a folder without a workspace is an error`() throws {
    let run = try Program.run(["serve", "--workspace", "nowhere"], in: try Folder())
    #expect(run.status == 2)
    #expect(run.errors.contains("there is no workspace here"))
  }
}
