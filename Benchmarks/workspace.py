#!/usr/bin/env python3
"""Serves a seeded workspace to many readers while logs are scanned into it, and writes the figures.

    rollcall evaluate workspace --workspace DIR --findings 1000000 --reports 5000 --seed 1589
    Benchmarks/workspace.py --rollcall .build/release/rollcall --workspace DIR --out FILE.md

Readers and server share the machine. Needs Python 3 and nothing else.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import re
import statistics
import subprocess
import tempfile
import time
import urllib.parse

PASSWORD = "a seeded workspace"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body


class Connection:
    """One connection of HTTP/1.1 that is kept."""

    def __init__(self, port, cookie=""):
        self.port, self.cookie = port, cookie
        self.reader = self.writer = None

    async def ask(self, path, method="GET", body=b"", headers=""):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{headers}"
        if self.cookie:
            lines += f"Cookie: {self.cookie}\r\n"
        if method != "GET":
            lines += f"Content-Length: {len(body)}\r\n"
        self.writer.write(lines.encode() + b"\r\n" + body)
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = [line.split(": ", 1) for line in head[1:] if line]
        answered = {name.lower(): value for name, value in fields}
        content = await self.content(answered)
        return Answer(int(head[0].split()[1]), answered, content)

    async def content(self, headers):
        if headers.get("transfer-encoding") != "chunked":
            return await self.reader.readexactly(int(headers.get("content-length", 0)))
        parts = []
        while True:
            length = int(await self.reader.readline(), 16)
            parts.append((await self.reader.readexactly(length + 2))[:-2])
            if length == 0:
                return b"".join(parts)


class Server:
    """The program under test, as `rollcall serve` starts it."""

    def __init__(self, options):
        self.options = options
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [options.rollcall, "serve", "--workspace", options.workspace, "--port",
             str(options.port)],
            stderr=subprocess.PIPE, text=True)
        asyncio.run(self.until_ready())
        self.start_seconds = time.monotonic() - begin
        self.welcome = self.link()

    async def until_ready(self):
        while True:
            try:
                if (await Connection(self.options.port).ask("/healthz")).status == 200:
                    return
            except OSError:
                await asyncio.sleep(0.002)
            if self.process.poll() is not None:
                raise SystemExit("the server ended: " + self.process.stderr.read())

    def link(self):
        """The path of the first sign-in, if there is nobody yet."""
        first = ""
        while not first.startswith("rollcall: http"):
            first = self.process.stderr.readline()
        if "to begin" not in first:
            return None
        return re.search(r"http://[^/]+(/\S+)", self.process.stderr.readline()).group(1)

    def resident_megabytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            kilobytes = next(line for line in status if line.startswith("VmRSS")).split()[1]
        return int(kilobytes) / 1000

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def link(path, **query):
    return path + "?" + urllib.parse.urlencode(query) if query else path


async def sign_in(server, port):
    form = urllib.parse.urlencode({"name": "Ada", "password": PASSWORD}).encode()
    answer = await Connection(port).ask(
        server.welcome or "/sign-in", "POST", form,
        "Content-Type: application/x-www-form-urlencoded\r\n")
    if "set-cookie" not in answer.headers:
        raise SystemExit(f"cannot sign in: {answer.status}; the workspace has somebody else in it")
    return answer.headers["set-cookie"].split(";")[0]


async def pages(connection, draw):
    """Page types by name, each with the paths that are asked for."""

    async def api(path, **query):
        answer = await connection.ask(link("/api/v1" + path, **query))
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {answer.body[:200]}")
        return json.loads(answer.body)

    findings, deep = [], {}
    for order in ("latest", "strongest", "largest"):
        after = {}
        for _ in range(10):
            part = await api("/findings", order=order, limit=500, **after)
            findings += part["items"]
            if "next" not in part:
                break
            after = {"after": part["next"]}
        deep[order] = after.get("after", "")
    reports = (await api("/reports", limit=500))["items"]
    scans = (await api("/scans", limit=500))["items"]
    cases = (await api("/cases", limit=100))["items"]
    counts = {}
    for finding in findings:
        if finding.get("first_source"):
            counts[finding["first_source"]] = counts.get(finding["first_source"], 0) + 1
    hot = sorted(counts, key=counts.get)[-1]
    accounts, words, long = [], [], max(findings, key=lambda finding: finding["evidence_count"])
    for finding in draw.sample(findings, 40):
        one = await api("/findings/" + finding["id"])
        accounts += one["finding"]["accounts"]["present"]
    for report in draw.sample(reports, min(20, len(reports))):
        text = (await api("/reports/" + report["id"]))["text"].split()
        words += [word for word in draw.sample(text, 10) if len(word) > 7]
    ids = [finding["id"] for finding in draw.sample(findings, 300)]
    sources = draw.sample(sorted(counts), min(200, len(counts)))
    middle, later = "2025-06-01", "2025-06-08"
    techniques = ["T1110.003", "T1078", "T1566.001", "T1087.002", "T1003.001", "T1190", "T1486"]
    report_ids = [report["id"] for report in draw.sample(reports, min(200, len(reports)))]
    scan_ids = [scan["id"] for scan in scans]

    def found(**query):
        return [link("/findings", **query)]

    return {
        "start": ["/"],
        "findings": found(),
        "findings, strongest": found(order="strongest"),
        "findings, largest": found(order="largest"),
        "findings, 5,000 deep": [
            link("/findings", order=order, after=deep[order]) for order in deep],
        "findings, with confirmed": found(confirmed=1),
        "findings, with follow-on": found(stages=1, order="largest"),
        "findings, of a pattern": [
            link("/findings", pattern=pattern) for pattern in ("distributed", "canary")],
        "findings, of a technique": found(technique="T1589.002", confirmed=1, stages=1),
        "findings, superseded too": found(superseded=1, order="strongest"),
        "findings, since a day": found(since="2026-03-24"),
        "findings, before a day": found(until=middle),
        "findings, strongest of a week": found(since=middle, until=later, order="strongest"),
        "findings, strongest of years": found(since="2024-09-01", order="strongest"),
        "findings, of a source": [link("/findings", source=source) for source in sources],
        "findings, of the commonest source": found(source=hot, order="strongest"),
        "findings, of an account": [link("/findings", account=name) for name in accounts],
        "findings, of a scan": [link("/findings", scan=scan) for scan in draw.sample(
            scan_ids, min(50, len(scan_ids)))],
        "finding": ["/findings/" + id for id in ids],
        "finding, of 10,000 lines": [link("/findings/" + long["id"], **{"from": 5000})],
        "roll-call plot": [f"/findings/{id}/plot.svg" for id in ids],
        "techniques": ["/techniques"],
        "technique T1589.002": ["/techniques/T1589.002"],
        "technique, others": ["/techniques/" + id for id in techniques],
        "actor": ["/actors/" + id for id in ("G0016", "G0007", "G0032", "G0143")],
        "software": ["/software/" + id for id in ("S0154", "S0002", "S0363")],
        "reports": ["/reports", link("/reports", after=reports[min(250, len(reports) - 1)]["id"])],
        "report": ["/reports/" + id for id in report_ids],
        "source": [link("/source", address=source) for source in sources],
        "source, the commonest": [link("/source", address=hot)],
        "account": [link("/account", name=name) for name in accounts],
        "indicator": [link("/indicator", value=source) for source in sources[:50] + [hot]],
        "matrix": ["/matrix"],
        "matrix as a layer": ["/matrix/layer.json"],
        "cases": ["/cases"],
        "case": ["/cases/" + case["id"] for case in cases],
        "report of a case": [f"/cases/{case['id']}/report" for case in cases[:20]],
        "jobs": ["/jobs"],
        "audit log": ["/audit"],
        "search, words": [link("/search", q=word) for word in words],
        "search, an address": [link("/search", q=source) for source in sources],
        "search, an account": [link("/search", q=name) for name in accounts],
        "people": ["/people"],
        "tokens": ["/tokens"],
        "API findings": [link("/api/v1/findings", order="strongest", confirmed=1)],
        "API finding": ["/api/v1/findings/" + id for id in ids],
        "API evidence": [f"/api/v1/findings/{id}/evidence" for id in ids],
        "API technique": ["/api/v1/techniques/T1589.002"],
        "API actor": ["/api/v1/actors/G0016"],
        "API reports": ["/api/v1/reports"],
        "API report": ["/api/v1/reports/" + id for id in report_ids],
        "API search": [link("/api/v1/search", q=word) for word in words],
        "API scans": ["/api/v1/scans"],
        "API cases": ["/api/v1/cases"],
        "API audit log": ["/api/v1/audit"],
        "API description": ["/api/v1/openapi.json"],
    }


class Figures:
    def __init__(self):
        self.alone, self.cpu, self.weight = {}, {}, {}
        self.busy, self.calm = {}, {}
        self.wrong = []


async def measure_alone(server, connection, kinds, figures, times):
    """One reader and nobody else: latency, the server's CPU and the weight of each page."""
    for name, paths in kinds.items():
        await connection.ask(paths[0])
        taken, begin = [], server.cpu_seconds()
        for number in range(times):
            start = time.perf_counter()
            answer = await connection.ask(paths[number % len(paths)])
            taken.append((time.perf_counter() - start) * 1000)
            if answer.status != 200 and not (answer.status == 303 and "search" in name):
                figures.wrong.append((name, answer.status))
            figures.weight[name] = max(figures.weight.get(name, 0), len(answer.body))
        figures.alone[name] = taken
        figures.cpu[name] = (server.cpu_seconds() - begin) * 1000 / times


async def read_on(port, cookie, kinds, into, wrong, until, pause, seed):
    """One reader, who asks for pages of all kinds in an order of their own."""
    draw, connection = random.Random(seed), Connection(port, cookie)
    names = list(kinds)
    while time.monotonic() < until:
        draw.shuffle(names)
        for name in names:
            if pause:
                await asyncio.sleep(draw.expovariate(1 / pause))
            if time.monotonic() >= until:
                return
            start = time.perf_counter()
            answer = await connection.ask(draw.choice(kinds[name]))
            into.setdefault(name, []).append((time.perf_counter() - start) * 1000)
            if answer.status != 200 and not (answer.status == 303 and "search" in name):
                wrong.append((name, answer.status))


async def scan_on(port, cookie, logs, until, scanned):
    """Sends one log after another, each of which the server scans and writes."""
    connection = Connection(port, cookie)
    start = (await connection.ask("/")).body.decode()
    token = re.search(r'name="form_token" value="([0-9a-f]+)"', start).group(1)
    number = 0
    while time.monotonic() < until:
        begin = time.perf_counter()
        # Another line in each, so that its findings are new.
        mark = f"Mar  2 00:00:01 host sshd[1]: seeded {time.time_ns()}\n".encode()
        answer = await connection.ask(
            link("/scans", name="load.log"), "POST", shifted(logs[number % len(logs)], number, mark),
            f"X-Form-Token: {token}\r\n")
        if answer.status != 201:
            raise SystemExit(f"a scan failed: {answer.status} {answer.body[:200]}")
        await done(connection, answer.headers["location"])
        scanned.append(time.perf_counter() - begin)
        number += 1


async def done(connection, location):
    """Waits for the job at `location`, if the server scans in the background."""
    while location.startswith("/jobs/"):
        job = json.loads((await connection.ask("/api/v1" + location)).body)
        if job["state"] in ("done", "finished"):
            return
        if job["state"] not in ("receiving", "waiting", "scanning"):
            raise SystemExit(f"a scan failed: {job}")
        await asyncio.sleep(0.1)


def shifted(log, number, mark):
    """The log with other accounts, so that each scan finds what the workspace does not have."""
    return mark + log.replace(b"@corp", b"@corp%d" % number).replace(b"user ", b"user r%d" % number)


def sample_logs(options):
    """Logs of sshd from the lab, some megabytes each."""
    if options.log:
        return [open(path, "rb").read() for path in options.log]
    logs = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in (1, 2):
            subprocess.run(
                [options.rollcall, "lab", f"{folder}/{seed}", "--seed", str(seed), "--events",
                 "50000", "--days", "10", "--format", "syslog"], check=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for path, _, names in os.walk(f"{folder}/{seed}"):
                logs += [open(f"{path}/{name}", "rb").read() for name in sorted(names)
                         if "log" in name]
    return logs


async def under_load(options, cookie, kinds, into, wrong, pause, logs, scanned, monitor):
    until = time.monotonic() + options.seconds
    tasks = [read_on(options.port, cookie, kinds, into, wrong, until, pause, seed)
             for seed in range(options.readers)]
    if logs:
        tasks.append(scan_on(options.port, cookie, logs, until, scanned))
    tasks.append(monitor(until))
    await asyncio.gather(*tasks)


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def median(values):
    return statistics.median(values) if values else float("nan")


def table(figures, kinds, static):
    lines = [
        "| page | alone: median | CPU | 50 readers: median | p99 | with pauses: median | p99 | weight |",
        "|---|---|---|---|---|---|---|---|"]
    for name in kinds:
        busy, calm = figures.busy.get(name, []), figures.calm.get(name, [])
        weight = figures.weight[name] + (0 if name.startswith("API") else static)
        lines.append(
            f"| {name} | {median(figures.alone[name]):.1f} | {figures.cpu[name]:.1f} "
            f"| {median(busy):.0f} | {quantile(busy, .99):.0f} "
            f"| {median(calm):.0f} | {quantile(calm, .99):.0f} | {weight / 1000:.0f} |")
    return "\n".join(lines)


def verdict(value, aim):
    return "met" if value < aim else "**missed**"


def report(options, figures, kinds, static, memory, starts, scanned, sizes):
    every = [value for values in figures.busy.values() for value in values]
    calm = [value for values in figures.calm.values() for value in values]
    worst_median = max(median(values) for values in figures.busy.values())
    worst_99 = max(quantile(values, .99) for values in figures.busy.values())
    calm_median = max(median(values) for values in figures.calm.values())
    calm_99 = max(quantile(values, .99) for values in figures.calm.values())
    pages_only = [name for name in kinds if not name.startswith("API")]
    heaviest = max(pages_only, key=lambda name: figures.weight[name])
    weight = (figures.weight[heaviest] + static) / 1000
    start = median(starts)
    processor = platform.machine()
    with open("/proc/cpuinfo") as information:
        for line in information:
            if line.startswith("model name"):
                processor = line.split(":", 1)[1].strip()
    return f"""# The workspace in the browser, measured

Made by `Benchmarks/workspace.py` on {time.strftime("%Y-%m-%d")} with `{" ".join(sizes)}`, on
{os.cpu_count()} cores of {processor}. Readers, server and scans share the machine.

| figure | value | aim | |
|---|---|---|---|
| ready after | {start:.2f} s, median of {len(starts)} starts | below 1 s | {verdict(start, 1)} |
| memory when idle, after a start | {memory[0]:.0f} MB | below 250 MB | {verdict(memory[0], 250)} |
| memory when idle, after all that follows | {memory[2]:.0f} MB | below 250 MB | {verdict(memory[2], 250)} |
| memory at most, while scanning | {memory[1]:.0f} MB | | |
| heaviest page with its style and script: {heaviest} | {weight:.0f} KB | below 150 KB | {verdict(weight, 150)} |
| {options.readers} readers who never pause, slowest page, median | {worst_median:.0f} ms | below 100 ms | {verdict(worst_median, 100)} |
| the same, p99 | {worst_99:.0f} ms | below 300 ms | {verdict(worst_99, 300)} |
| {options.readers} readers who pause {options.pause:g} s on average, slowest page, median | {calm_median:.0f} ms | below 100 ms | {verdict(calm_median, 100)} |
| the same, p99 | {calm_99:.0f} ms | below 300 ms | {verdict(calm_99, 300)} |
| answers that were wrong | {len(figures.wrong)} | 0 | {verdict(len(figures.wrong), 1)} |

Readers without pauses got {len(every) / options.seconds:.0f} pages a second, all pages together with a
median of {median(every):.0f} ms and a p99 of {quantile(every, .99):.0f} ms; readers with pauses
{len(calm) / options.seconds:.0f} a second, {median(calm):.0f} and {quantile(calm, .99):.0f} ms. Meanwhile
{len(scanned)} logs were sent, scanned and written, one after the other, in {median(scanned):.1f} s each.

All times are in ms, weights in KB. *Alone* is one reader and nobody else, *CPU* the server's processor time
for one of its requests. Each reader asks for pages of all kinds equally often, in an order of their own.

{table(figures, kinds, static)}
"""


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rollcall", default=".build/release/rollcall")
    parser.add_argument("--workspace", required=True, help="as `evaluate workspace` filled it")
    parser.add_argument("--port", type=int, default=7240)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=90, help="of each of the two loads")
    parser.add_argument("--pause", type=float, default=1, help="seconds between pages")
    parser.add_argument("--times", type=int, default=30, help="requests of each page alone")
    parser.add_argument("--log", action="append", help="a log to scan; the lab's if not given")
    parser.add_argument("--out", help="Markdown; standard output if not given")
    return parser.parse_args()


def main():
    options = parse()
    starts = []
    for number in range(3):
        server = Server(options)
        starts.append(server.start_seconds)
        if number < 2:
            server.stop()
    figures, memory, scanned = Figures(), [0, 0, 0], []
    logs = sample_logs(options)
    time.sleep(2)
    memory[0] = server.resident_megabytes()

    async def monitor(until):
        while time.monotonic() < until:
            memory[1] = max(memory[1], server.resident_megabytes())
            await asyncio.sleep(0.5)

    async def run():
        cookie = await sign_in(server, options.port)
        connection = Connection(options.port, cookie)
        kinds = await pages(connection, random.Random(1))
        static = sum([len((await connection.ask("/assets/" + name)).body)
                      for name in ("workspace.css", "keyboard.js", "favicon.svg")])
        await measure_alone(server, connection, kinds, figures, options.times)
        for into, pause in ((figures.calm, options.pause), (figures.busy, 0)):
            await under_load(options, cookie, kinds, into, figures.wrong, pause, logs, scanned,
                             monitor)
        return kinds, static

    try:
        kinds, static = asyncio.run(run())
        time.sleep(10)
        memory[2] = server.resident_megabytes()
    finally:
        server.stop()
    sizes = ["workspace.py", "--readers", str(options.readers), "--seconds",
             f"{options.seconds:g}", "--pause", f"{options.pause:g}"]
    text = report(options, figures, kinds, static, memory, starts, scanned, sizes)
    if options.out:
        with open(options.out, "w") as out:
            out.write(text)
    else:
        print(text)
    for name, status in figures.wrong[:10]:
        print(f"wrong: {name} {status}")


if __name__ == "__main__":
    main()
