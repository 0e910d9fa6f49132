import Testing

/// A server that is killed while it scans a log that was sent.
struct KilledServerTests {
  private static let script = """
    serve() {
      rm -f errors; mkfifo errors
      "$R" serve --workspace w --port 0 2> errors & server=$!
      exec 4< errors
      while read -r -u 4 -t 30 line; do
        case $line in
          *"; to begin"*) base=${line#rollcall: }; base=${base%%/;*} ;;
          http://*) link=$line; break ;;
          "rollcall: http"*) base=${line#rollcall: }; base=${base%/}; break ;;
        esac
      done
    }
    ask() { curl --silent --max-time 60 --cookie jar --cookie-jar jar "$@"; }
    token() { ask "$base/" | sed -nE 's/.*name="form_token" value="([0-9a-f]+)".*/\\1/p' | head -n 1; }
    state() { ask "$base/api/v1/jobs/1" | sed -nE 's/.*"state":"([a-z]+)".*/\\1/p'; }
    deed() { ask --data "form_token=$(token)&deed=$1" "$base/jobs/1" > /dev/null; }
    until_over() {
      for _ in $(seq 600); do
        case $(state) in receiving|waiting|scanning) sleep 0.1 ;; *) break ;; esac
      done
    }

    serve
    ask --data 'name=ann&password=correct+horse+battery' "$link" > /dev/null
    ask -H "x-form-token: $(token)" --data-binary @auth.log "$base/scans?name=auth.log" > /dev/null
    # One that only waits goes on when the next server starts.
    while [ "$(state)" = waiting ]; do sleep 0.02; done
    kill -KILL $server; wait $server 2> /dev/null
    serve
    until_over; echo "killed: $(state)"
    deed resume; deed cancel; until_over; echo "called off: $(state)"
    deed resume; until_over; echo "resumed: $(state)"
    kill -TERM $server; wait $server; echo "status $?"
    """

  @Test
  func `the job shows as interrupted, can be resumed, called off, and resumed to its end`() throws {
    let folder = try Folder()
    _ = try Program.shell("mkdir w", in: folder)
    try folder.write(Folder.honest, to: "first.log")
    _ = try Program.run(["scan", "first.log", "--workspace", "w", "--quiet"], in: folder)
    // Long enough that no server is through with it before it is killed.
    try folder.write(Folder.rollCalls(1, honestLines: 150_000), to: "auth.log")
    let run = try Program.shell(Self.script, in: folder)
    #expect(run.text.contains("killed: interrupted"), "\(run.text) \(run.errors)")
    #expect(run.text.contains("called off: cancelled"), "\(run.text)")
    #expect(run.text.contains("resumed: done"), "\(run.text)")
    #expect(run.text.contains("status 0"))
    let findings = try Program.run(["findings", "--workspace", "w"], in: folder)
    #expect(findings.text.contains("203.0.1.1  20 probes"))
  }
}
