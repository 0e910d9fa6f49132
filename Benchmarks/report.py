#!/usr/bin/env python3
"""Writes the Markdown report of a benchmark from its raw runs.

usage: report.py CSV FACTS INFO... > REPORT

FACTS has a tab-separated name and value a line. Each INFO describes a generated log in the same form.
"""

import csv
import statistics
import sys

MEGABYTE = 1_000_000
# Published for CrowdSec on one core; used, and labelled, only where it can't be run.
PUBLISHED_CROWDSEC_LINES = 2_500

# Two scans side by side: what two processors of this machine give at most, with what else it does.
TWO_LOGS = "rollcall, 1 thread, two logs at once"

# Format, ours, theirs, what is compared, the least ratio we ask for (None: for information).
RATIOS = [
    ("entra", "rollcall, 1 thread", "DuckDB, 1 thread", "bytes per CPU second", 2),
    ("entra", "rollcall, 2 threads", "DuckDB, 2 threads", "bytes per CPU second", 2),
    ("access", "rollcall, 1 thread", "GoAccess", "bytes per CPU second", 40),
    ("access", "rollcall, 1 thread", "GoAccess, hosts panel only", "bytes per CPU second", None),
    ("sshd", "rollcall, 1 thread", "fail2ban-regex", "lines per CPU second", 200),
    ("sshd", "rollcall, 1 thread", "CrowdSec", "lines per CPU second", 1000),
] + [
    (kind, *row)
    for kind in ("entra", "access", "sshd", "threads-entra", "threads-access", "threads-sshd")
    for row in [
        ("rollcall, 2 threads", "rollcall, 1 thread", "bytes per second", 1.7),
        (TWO_LOGS, "rollcall, 1 thread", "bytes per second", None),
        ("rollcall, 2 threads", TWO_LOGS, "bytes per second", 0.85),
        ("rollcall, 1 thread", "rollcall, single sources only", "bytes per CPU second", 0.75),
    ]
]
MEMORY_LIMIT_MB = 300
HUNT_LIMIT_S = 3
STARTUP = ", start-up"


class Result:
    """The medians of one command's runs."""

    def __init__(self, rows):
        first = rows[0]
        self.format, self.name, self.input = first["format"], first["name"], first["input"]
        times = 2 if self.name == TWO_LOGS else 1
        self.bytes, self.lines = times * int(first["bytes"]), times * int(first["lines"])
        self.command = first["command"]
        self.cpu = statistics.median(float(row["user_s"]) + float(row["system_s"]) for row in rows)
        self.wall = statistics.median(float(row["wall_s"]) for row in rows)
        self.peak = statistics.median(int(row["peak_kib"]) for row in rows) * 1024 / MEGABYTE
        self.startup = 0.0

    @property
    def net(self):
        """CPU seconds without the start-up, which a short run would make too much of."""
        return max(self.cpu - self.startup, 0.001)


def read_results(path):
    groups = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            groups.setdefault((row["format"], row["name"]), []).append(row)
    results = {key: Result(rows) for key, rows in groups.items()}
    for (kind, name), result in results.items():
        if (kind, name + STARTUP) in results:
            result.startup = results[(kind, name + STARTUP)].cpu
    return results


def read_pairs(path):
    with open(path) as file:
        return [line.rstrip("\n").split("\t", 1) for line in file]


def table(headings, rows):
    print("| " + " | ".join(headings) + " |")
    print("|" + " --- |" * len(headings))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def print_inputs(paths):
    print("## Logs\n")
    rows = [[value for _, value in read_pairs(path)] for path in paths]
    table([name for name, _ in read_pairs(paths[0])], rows)


def print_figures(results):
    print("## Figures\n")
    rows = []
    for result in results.values():
        is_startup = result.name.endswith(STARTUP)
        rows.append(
            [
                result.format,
                result.name,
                "" if is_startup else f"{result.lines:,}",
                f"{result.cpu:.3f}",
                f"{result.startup:.3f}" if result.startup else "",
                f"{result.wall:.3f}",
                f"{result.peak:.0f}",
                "" if is_startup else f"{result.bytes / MEGABYTE / result.net:,.1f}",
                "" if is_startup else f"{result.lines / result.net:,.0f}",
            ]
        )
    table(
        ["log", "command", "lines", "CPU s", "of it start-up", "wall s", "peak MB", "MB per CPU s", "lines per CPU s"],
        rows,
    )


def ratio(ours, theirs, measure):
    if measure == "bytes per second":
        return (ours.bytes / ours.wall) / (theirs.bytes / theirs.wall)
    if measure == "lines per CPU second":
        return (ours.lines / ours.net) / (theirs.lines / theirs.net)
    return (ours.bytes / ours.net) / (theirs.bytes / theirs.net)


def verdict(value, floor, is_quick):
    if floor is None:
        return "for information"
    if is_quick:
        return "not judged"
    return "met" if value >= floor else "**missed**"


def ratio_row(results, row, is_quick):
    kind, our_name, their_name, measure, floor = row
    ours, theirs = results.get((kind, our_name)), results.get((kind, their_name))
    shown_floor = "" if floor is None else f"{floor:g}"
    if ours and theirs:
        value = ratio(ours, theirs, measure)
        return [kind, our_name, their_name, measure, f"{value:,.2f}", shown_floor, verdict(value, floor, is_quick)]
    if ours and their_name == "CrowdSec":
        value = ours.lines / ours.net / PUBLISHED_CROWDSEC_LINES
        their_name += f" (not run; published {PUBLISHED_CROWDSEC_LINES:,})"
        return [kind, our_name, their_name, measure, f"{value:,.2f}", shown_floor, verdict(value, floor, is_quick)]
    return [kind, our_name, their_name, measure, "not measured", shown_floor, ""]


def print_ratios(results, is_quick):
    print("## Ratios\n")
    kinds = list(dict.fromkeys(kind for kind, _ in results))
    rows = [ratio_row(results, row, is_quick) for row in RATIOS if row[0] in kinds]
    rows.sort(key=lambda row: kinds.index(row[0]))
    table(["log", "ours", "against", "measure", "ratio", "at least", ""], rows)
    memory = [result for (kind, _), result in results.items() if kind == "memory"]
    for result in memory:
        answer = "not judged" if is_quick else "met" if result.peak < MEMORY_LIMIT_MB else "**missed**"
        print(f"Memory, {result.input}, {result.name}: {result.peak:.0f} MB, below {MEMORY_LIMIT_MB} MB: {answer}.\n")
    for (kind, name), result in results.items():
        if kind.startswith("hunt-") and name == "rollcall hunt, 2 threads":
            answer = "not judged" if is_quick else "met" if result.wall < HUNT_LIMIT_S else "**missed**"
            print(f"A hunt, {result.input}, {name}: {result.wall:.2f} s, below {HUNT_LIMIT_S} s: {answer}.\n")


def print_commands(results):
    print("## Commands\n")
    print("```")
    for result in results.values():
        print(result.command)
    print("```")


def main():
    results = read_results(sys.argv[1])
    print("# Benchmark\n")
    facts = read_pairs(sys.argv[2])
    for name, value in facts:
        print(f"- {name}: {value}")
    print()
    print("Medians. Every command read its log from a warm page cache, one command at a time, with the output")
    print("thrown away; ours and the peers' are counted alike. 1 MB is 10^6 bytes. A peer's start-up, measured on")
    print("the log's first line, is taken off before its rate is computed; ours is not. fail2ban-regex and CrowdSec")
    print("read the first lines of the log only, as the figures say. DuckDB's cost does not grow in step with the")
    print("log: its rate holds for this size alone, and is higher on longer logs.\n")
    print_inputs(sys.argv[3:])
    print_figures(results)
    print_ratios(results, any(name == "quick" for name, _ in facts))
    print_commands(results)


main()
