#!/usr/bin/env python3
"""Writes Examples/keycloak/keycloak.log: a week of a Keycloak server that logs its successes too (at
INFO). Run from anywhere; the result is the same every time."""

import random
from pathlib import Path

from identity_office import DOMAIN, GUESSES, PEOPLE, uuid, week

FILE = Path(__file__).resolve().parents[2] / "Examples" / "keycloak" / "keycloak.log"
SEED = 5100
ERRORS = {"wrong": "invalid_user_credentials", "absent": "user_not_found"}


def pair(key, value):
    return f'{key}="{value}"'


def line(event, rng):
    is_known = event.name in PEOPLE
    is_error = event.result in ERRORS
    fields = [
        pair("type", "LOGIN_ERROR" if is_error else "LOGIN"),
        pair("realmId", "5d0c9a4e-7c1b-4d6a-9a3f-0123456789ab"),
        pair("realmName", "office"),
        pair("clientId", "intranet"),
        pair("userId", uuid(0xB0 << 120 | PEOPLE.index(event.name)) if is_known else "null"),
        pair("ipAddress", event.address),
    ]
    if is_error:
        fields.append(pair("error", ERRORS[event.result]))
    fields += [
        pair("auth_method", "openid-connect"),
        pair("auth_type", "code"),
        pair("redirect_uri", f"https://intranet.{DOMAIN}/"),
        pair("code_id", uuid(event.session)),
        pair("username", event.name),
    ]
    return entry(event.time, "WARN " if is_error else "INFO ", "org.keycloak.events", rng, ", ".join(fields))


def entry(time, level, logger, rng, text):
    stamp = time.strftime("%Y-%m-%d %H:%M:%S,") + f"{time.microsecond // 1000:03d}"
    return f"{stamp} {level} [{logger}] (executor-thread-{rng.randrange(1, 90)}) {text}\n"


rng = random.Random(SEED + 1)
guesses = rng.sample(GUESSES, 17)
hits = rng.sample(PEOPLE, 3)
events = week(SEED, "203.0.113.64", guesses, hits, "192.0.2.204")
lines = []
for event in events:
    # The second factor is a step inside one login here, and writes no line of its own.
    if event.result == "mfa":
        continue
    lines.append(line(event, rng))
    if rng.random() < 0.05:
        lines.append(entry(event.time, "INFO ", "org.keycloak.services", rng, "Session cleaner ran."))
FILE.parent.mkdir(parents=True, exist_ok=True)
FILE.write_bytes("".join(lines).encode())
