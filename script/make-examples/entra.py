#!/usr/bin/env python3
"""Writes Examples/entra: the same kind of week as diagnostic-settings lines, as a Graph answer, and as
the portal's CSV. Run from anywhere; the result is the same every time."""

import csv
import io
import json
import random
from pathlib import Path

from identity_office import DOMAIN, GUESSES, PEOPLE, uuid, week

FOLDER = Path(__file__).resolve().parents[2] / "Examples" / "entra"
TENANT = "3d5f0c7a-1b2e-4c6d-8f90-a1b2c3d4e5f6"
CODES = {
    "ok": (0, "Other."),
    "mfa": (50074, "A second factor is required, and was not given yet."),
    "wrong": (50126, "The user name or the password is not valid."),
    "absent": (50034, "There is no such user account in this directory."),
}
AGENTS = {
    "browser-0": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36",
    "browser-1": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:148.0) Gecko/20100101 Firefox/148.0",
    "browser-2": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Safari/605.1.15",
    "browser-3": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "phone": "MailPhone/12.4 (Android 16)",
    "script": "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:45.0) Gecko/20100101 Firefox/45.0",
}
APPS = [
    ("6b2c0a1e-5d44-4f0a-9c1d-0a1b2c3d4e01", "Corp Mail"),
    ("6b2c0a1e-5d44-4f0a-9c1d-0a1b2c3d4e02", "Corp Files"),
    ("6b2c0a1e-5d44-4f0a-9c1d-0a1b2c3d4e03", "Corp Intranet"),
]


def display_name(name):
    return " ".join(part.capitalize() for part in name.split("."))


def user_id(name):
    known = name in PEOPLE
    return uuid(0xA0000000000000000000000000000000 + PEOPLE.index(name)) if known else uuid(0).replace("4000-8000", "0000-0000")


def sign_in(event):
    """One sign-in as Graph writes it; diagnostic settings carry the same below `properties`."""
    code, reason = CODES[event.result]
    app_id, app = APPS[event.session % len(APPS)]
    address = f"{event.name}@{DOMAIN}"
    is_phone = event.client == "phone"
    return {
        "id": uuid(event.session << 40 | int(event.time.timestamp())),
        "createdDateTime": event.time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{event.time.microsecond // 1000:03d}0000Z",
        "userDisplayName": address if event.result == "absent" else display_name(event.name),
        "userPrincipalName": address,
        "userId": user_id(event.name),
        "appId": app_id,
        "appDisplayName": app,
        "ipAddress": event.address,
        "status": {"errorCode": code, "failureReason": reason, "additionalDetails": None},
        "clientAppUsed": "Exchange ActiveSync" if is_phone else "Browser",
        "userAgent": AGENTS[event.client],
        "deviceDetail": {"deviceId": "", "operatingSystem": "Android" if is_phone else "", "browser": ""},
        "location": {"city": "", "state": "", "countryOrRegion": "", "geoCoordinates": {}},
        "correlationId": uuid(event.session),
        "conditionalAccessStatus": "success" if event.result == "ok" else "notApplied",
        "appliedConditionalAccessPolicies": [],
        "isInteractive": event.is_interactive,
        "authenticationProtocol": "none",
        "authenticationRequirement": "multiFactorAuthentication" if event.result == "mfa" else "singleFactorAuthentication",
        "riskDetail": "none",
        "riskLevelAggregated": "none",
        "riskState": "none",
        "resourceDisplayName": app,
        "userType": "Member",
        "autonomousSystemNumber": 64500,
    }


def diagnostics(events):
    lines = []
    for event in events:
        properties = sign_in(event)
        properties["createdDateTime"] = properties["createdDateTime"].replace("Z", "+00:00")
        lines.append({
            "time": properties["createdDateTime"].replace("+00:00", "Z"),
            "resourceId": f"/tenants/{TENANT}/providers/Microsoft.aadiam",
            "operationName": "Sign-in activity",
            "operationVersion": "1.0",
            "category": "SignInLogs" if event.is_interactive else "NonInteractiveUserSignInLogs",
            "tenantId": TENANT,
            "resultType": str(properties["status"]["errorCode"]),
            "resultSignature": "SUCCESS" if event.result == "ok" else "FAILURE",
            "durationMs": 0,
            "callerIpAddress": event.address,
            "correlationId": properties["correlationId"],
            "identity": properties["userDisplayName"],
            "Level": 4,
            "properties": properties,
        })  # fmt: skip
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)


def graph(events):
    value = []
    for event in reversed(events):
        row = sign_in(event)
        row["signInEventTypes"] = ["interactiveUser" if event.is_interactive else "nonInteractiveUser"]
        value.append(row)
    context = "https://graph.example/v1.0/$metadata#auditLogs/signIns"
    return json.dumps({"@odata.context": context, "value": value}, indent=2) + "\n"


def portal(events):
    columns = [
        "Date (UTC)", "Request ID", "User agent", "Correlation ID", "User ID", "User", "Username", "User type",
        "Incoming token type", "Authentication Protocol", "Application", "Application ID ", "Resource",
        "IP address", "Location", "Status", "Sign-in error code", "Failure reason", "Client app",
        "Authentication requirement", "Sign-in identifier", "Conditional Access",
    ]  # fmt: skip
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(columns)
    status = {"ok": "Success", "mfa": "Interrupted"}
    for event in reversed(events):
        row = sign_in(event)
        rows.writerow([
            event.time.strftime("%Y-%m-%dT%H:%M:%SZ"), row["id"], row["userAgent"], row["correlationId"],
            row["userId"], row["userDisplayName"], row["userPrincipalName"], row["userType"],
            "none", "none", row["appDisplayName"], row["appId"], row["resourceDisplayName"],
            event.address, "Bern, Bern, CH", status.get(event.result, "Failure"), row["status"]["errorCode"],
            row["status"]["failureReason"], row["clientAppUsed"], row["authenticationRequirement"],
            row["userPrincipalName"], row["conditionalAccessStatus"],
        ])  # fmt: skip
    return "\ufeff" + text.getvalue()


def write(name, seed, attacker, phone, make, only_interactive=False):
    rng = random.Random(seed + 1)
    guesses = rng.sample(GUESSES, 19)
    hits = rng.sample(PEOPLE, 4)
    events = week(seed, attacker, guesses, hits, phone)
    if only_interactive:
        events = [event for event in events if event.is_interactive]
    (FOLDER / name).write_bytes(make(events).encode())


FOLDER.mkdir(parents=True, exist_ok=True)
write("signins.ndjson", 4100, "203.0.113.61", "192.0.2.201", diagnostics)
write("signins-graph.json", 4200, "2001:db8:61::f62", "192.0.2.202", graph)
write("InteractiveSignIns.csv", 4300, "203.0.113.63", "192.0.2.203", portal, only_interactive=True)
