#!/usr/bin/env python3
"""Writes Examples/sshd: one host's sign-ins in three forms, each with one slow roll call."""

import json
import pathlib
import sys

from office import GUESSED, STAFF, Office, later, rfc3164

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "Examples" / "sshd"


class Gate(Office):
    """A host at the edge. Lines are (program, process, message)."""

    def __init__(self, seed, start, days, program="sshd"):
        super().__init__(seed, start, days)
        self.program = program
        self.process = 4000

    def message(self, time, process, text, program=None):
        self.add(time, (program or self.program, process, text))

    def next_process(self):
        self.process += self.random.randint(3, 40)
        return self.process

    def port(self):
        return self.random.randint(32768, 60999)

    def sign_in(self, time, user, source):
        process, port = self.next_process(), self.port()
        self.message(time, process, f"Accepted publickey for {user} from {source} port {port} ssh2: ED25519 SHA256:{user[::-1]}Qm7")
        self.message(time, process, f"pam_unix(sshd:session): session opened for user {user}(uid=1000) by (uid=0)")
        end = later(time, self.random.randint(60, 7200))
        self.message(end, process, f"Received disconnect from {source} port {port}:11: disconnected by user")
        self.message(end, process, f"Disconnected from user {user} {source} port {port}")

    def wrong_password(self, time, user, source, known):
        process, port = self.next_process(), self.port()
        if not known:
            self.message(time, process, f"Invalid user {user} from {source} port {port}")
        invalid = "" if known else "invalid user "
        self.message(later(time, 3), process, f"Failed password for {invalid}{user} from {source} port {port} ssh2")
        kind = "authenticating" if known else "invalid"
        self.message(later(time, 5), process, f"Connection closed by {kind} user {user} {source} port {port} [preauth]")

    def contact(self, time, user, source, known):
        process, port = self.next_process(), self.port()
        if not known:
            self.message(time, process, f"Invalid user {user} from {source} port {port}")
        kind = "authenticating" if known else "invalid"
        self.message(later(time, 1), process, f"Connection closed by {kind} user {user} {source} port {port} [preauth]")

    def benign_life(self, per_day):
        homes = {person: f"198.51.100.{20 + number}" for number, person in enumerate(STAFF)}
        for time in self.working_times(per_day):
            person = self.random.choice(STAFF[:8])
            source = "192.0.2.10" if self.random.random() < 0.6 else homes[person]
            self.sign_in(time, person[0], source)
        # A typo, put right a few seconds later.
        for time, typed, meant in zip(self.working_times(1), ["anan", "claar"], ["anna", "clara"]):
            self.wrong_password(time, typed, "192.0.2.10", known=False)
            self.sign_in(later(time, 14), meant, "192.0.2.10")
        # A copy job that kept the name of an account that is gone.
        for time in self.nights(2, 30):
            self.contact(time, "oldbackup", "192.0.2.31", known=False)
        for time in self.nights(3):
            process = self.next_process()
            self.message(time, process, "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)", "CRON")
            self.message(later(time, 1), process, "pam_unix(cron:session): session closed for user root", "CRON")
        for time in self.working_times(1):
            self.message(time, self.next_process(), "anna : TTY=pts/0 ; PWD=/home/anna ; USER=root ; COMMAND=/usr/bin/apt update", "sudo")


def names(count):
    """Login names of the guessed list: first names, of which some are ours."""
    ours = {person[0] for person in STAFF}
    return [(first, first in ours) for first, _ in GUESSED][:count]


def write(name, lines):
    text = "\n".join(lines) + "\n"
    (OUTPUT / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(lines)} lines")


def syslog():
    gate = Gate(seed=11, start="2025-12-29T00:00:00", days=8)
    gate.benign_life(per_day=6)
    for time, (user, known) in zip(gate.slow_roll_call(26, begin_hour=31), names(26)):
        gate.contact(time, user, "203.0.113.44", known)
    write("auth.log", [f"{rfc3164(time)} gate {program}[{process}]: {text}" for time, _, (program, process, text) in gate.sorted()])


def iso():
    gate = Gate(seed=12, start="2026-03-02T00:00:00", days=5, program="sshd-session")
    gate.benign_life(per_day=8)
    for time, (user, known) in zip(gate.slow_roll_call(22, begin_hour=9), names(22)):
        gate.wrong_password(time, user, "2001:db8:77::9", known)
    lines = []
    for time, number, (program, process, text) in gate.sorted():
        lines.append(f"{time.isoformat()}.{number * 7919 % 1000000:06d}+01:00 gate {program}[{process}]: {text}")
    # Lines of one second keep the order of their fractions.
    write("auth-iso.log", sorted(lines, key=lambda line: line[:32]))


def journal():
    gate = Gate(seed=13, start="2026-03-09T00:00:00", days=5, program="sshd-session")
    gate.benign_life(per_day=7)
    for time, (user, known) in zip(gate.slow_roll_call(20, begin_hour=11), names(20)):
        gate.contact(time, f"{user}", "203.0.113.52", known)
    lines = []
    for time, number, (program, process, text) in gate.sorted():
        seconds = int((time - time.fromisoformat("1970-01-01T00:00:00")).total_seconds()) - 3600
        entry = {
            "__CURSOR": f"s=6c1f;i={number:x};b=20f7",
            "__REALTIME_TIMESTAMP": str(seconds * 1_000_000 + number * 7919 % 1_000_000),
            "_TRANSPORT": "syslog",
            "PRIORITY": "6",
            "SYSLOG_FACILITY": "10",
            "SYSLOG_IDENTIFIER": program,
            "_PID": str(process),
            "_HOSTNAME": "gate",
            "MESSAGE": text,
        }
        lines.append(json.dumps(entry, separators=(",", ":")))
    write("journal.jsonl", sorted(lines, key=lambda line: line.split("\"")[7]))


if __name__ == "__main__":
    OUTPUT.mkdir(parents=True, exist_ok=True)
    syslog()
    iso()
    journal()
    sys.exit(0)
