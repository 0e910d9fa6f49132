#!/usr/bin/env python3
"""Runs one command several times and adds a row of figures a run to a CSV file.

usage: measure.py CSV FORMAT NAME FIRST LAST INPUT LINES ACCEPTED -- COMMAND...

FIRST and LAST number the runs.
ACCEPTED are the exit codes that count as success, with commas between them.
CPU time and peak memory are what wait4(2) says of the command and the children it waited for.
A forked child starts with this process's memory, so peaks below about 10 MB can't be told apart.
"""

import csv
import os
import shlex
import sys
import time

COLUMNS = "format name input bytes lines run user_s system_s wall_s peak_kib exit command".split()


def measured(command):
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        try:
            os.execvp(command[0], command)
        except OSError:
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    return usage, wall, os.waitstatus_to_exitcode(status)


def main():
    separator = sys.argv.index("--")
    path, kind, name, first, last, source, lines, accepted = sys.argv[1:separator]
    command = sys.argv[separator + 1 :]
    shown = shlex.join(command).replace(os.getcwd() + "/", "")
    is_new = not os.path.exists(path) or os.path.getsize(path) == 0
    with open(path, "a", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        if is_new:
            rows.writerow(COLUMNS)
        for run in range(int(first), int(last) + 1):
            usage, wall, code = measured(command)
            rows.writerow(
                [kind, name, os.path.basename(source), os.path.getsize(source), lines, run]
                + [f"{value:.3f}" for value in (usage.ru_utime, usage.ru_stime, wall)]
                + [usage.ru_maxrss, code, shown]
            )
            file.flush()
            if str(code) not in accepted.split(","):
                sys.exit(f"measure.py: {name} ended with {code}: {shown}")


main()
