#!/usr/bin/env python3
"""Writes Examples/windows: an office's Windows Security log with a slow roll call in it.

    script/make-evtx-example.py [FOLDER]

security.evtx is a binary event log, security-winlogbeat.jsonl another week of the same office as a
shipper writes it. In both, one address asks the domain controller for a name every half hour or
longer over three days; most of the names do not exist. Everything is invented; the same bytes come
out each time. Needs nothing but Python 3.
"""

import datetime
import json
import pathlib
import random
import struct
import sys
import zlib

PROVIDER = "Microsoft-Windows-Security-Auditing"
PROVIDER_GUID = "54849625-5478-4994-a5ba-3e3b0328c30d"
DOMAIN = "CORP"
CONTROLLER = "dc1.corp.example"
DOMAIN_SID = "S-1-5-21-310711042-2206940117-1490325518"
ATTACKER = "203.0.113.77"
NOBODY = "S-1-0-0"

STAFF = [
    "anna.keller", "berta.lang", "carl.moser", "dora.nagel", "emil.ott", "frieda.pohl",
    "georg.reiter", "hanna.sauer", "ivo.thoma", "jana.ulrich", "karl.vogt", "lena.weiss",
]
STRANGERS = [
    "achim.bader", "beate.claus", "bodo.dietz", "cora.ebner", "dirk.falk", "edda.graf",
    "egon.haas", "elke.imhof", "falk.jung", "gerda.kuhn", "hans.lutz", "heike.maas",
    "ines.noll", "jens.opitz", "jutta.preis", "kai.quast", "klara.riedl", "kurt.seitz",
    "lutz.thiel", "maike.uhl", "marga.veit", "nils.wolff", "olga.zink", "otto.arndt",
    "paula.brandt", "ralf.czerny", "rita.dorn", "sven.engel", "tanja.frey", "uwe.gebhard",
]

# ---- Events: their fields in Windows' order, with the type of each in binary XML.

STRING, UINT8, UINT16, UINT32, UINT64 = 0x01, 0x04, 0x06, 0x08, 0x0A
FILETIME, SID, HEX32, HEX64, XML = 0x11, 0x13, 0x14, 0x15, 0x21

FIELDS = {
    4624: [
        ("SubjectUserSid", SID), ("SubjectUserName", STRING), ("SubjectDomainName", STRING),
        ("SubjectLogonId", HEX64), ("TargetUserSid", SID), ("TargetUserName", STRING),
        ("TargetDomainName", STRING), ("TargetLogonId", HEX64), ("LogonType", UINT32),
        ("LogonProcessName", STRING), ("AuthenticationPackageName", STRING),
        ("WorkstationName", STRING), ("IpAddress", STRING), ("IpPort", STRING),
    ],
    4625: [
        ("SubjectUserSid", SID), ("SubjectUserName", STRING), ("SubjectDomainName", STRING),
        ("SubjectLogonId", HEX64), ("TargetUserSid", SID), ("TargetUserName", STRING),
        ("TargetDomainName", STRING), ("Status", HEX32), ("FailureReason", STRING),
        ("SubStatus", HEX32), ("LogonType", UINT32), ("LogonProcessName", STRING),
        ("AuthenticationPackageName", STRING), ("WorkstationName", STRING),
        ("IpAddress", STRING), ("IpPort", STRING),
    ],
    4634: [
        ("TargetUserSid", SID), ("TargetUserName", STRING), ("TargetDomainName", STRING),
        ("TargetLogonId", HEX64), ("LogonType", UINT32),
    ],
    4768: [
        ("TargetUserName", STRING), ("TargetDomainName", STRING), ("TargetSid", SID),
        ("ServiceName", STRING), ("ServiceSid", SID), ("TicketOptions", HEX32),
        ("Status", HEX32), ("TicketEncryptionType", HEX32), ("PreAuthType", STRING),
        ("IpAddress", STRING), ("IpPort", STRING),
    ],
    4771: [
        ("TargetUserName", STRING), ("TargetSid", SID), ("ServiceName", STRING),
        ("TicketOptions", HEX32), ("Status", HEX32), ("PreAuthType", STRING),
        ("IpAddress", STRING), ("IpPort", STRING),
    ],
    4776: [
        ("PackageName", STRING), ("TargetUserName", STRING), ("Workstation", STRING),
        ("Status", HEX32),
    ],
}
TASKS = {4624: 12544, 4625: 12544, 4634: 12545, 4768: 14339, 4771: 14339, 4776: 14336}
AUDIT_SUCCESS, AUDIT_FAILURE = 0x8020000000000000, 0x8010000000000000


class Event:
    def __init__(self, when, number, is_success, values):
        self.when, self.number, self.is_success = when, number, is_success
        self.values = {name: values.get(name, "-") for name, _ in FIELDS[number]}


# ---- The office.


class Office:
    """Three working days of twelve people, and one who calls the roll."""

    def __init__(self, seed, monday):
        self.random = random.Random(seed)
        self.monday = monday
        self.events = []
        self.logon = 0x2F000

    def at(self, day, hour, minute):
        seconds = self.random.randrange(60)
        ticks = self.random.randrange(10_000_000)
        moment = self.monday + datetime.timedelta(
            days=day, hours=hour, minutes=minute, seconds=seconds, microseconds=ticks // 10
        )
        return moment

    def add(self, when, number, is_success, **values):
        self.events.append(Event(when, number, is_success, values))

    def sid(self, name):
        return f"{DOMAIN_SID}-{1104 + STAFF.index(name)}"

    def port(self):
        return str(self.random.randrange(49152, 65535))

    def ticket(self, when, name, address, status=0, sid=None):
        exists = status != 6
        self.add(
            when, 4768, status == 0,
            TargetUserName=name,
            TargetDomainName="CORP.EXAMPLE" if not exists else DOMAIN,
            TargetSid=(sid or self.sid(name)) if exists else NOBODY,
            ServiceName="krbtgt" if exists else "krbtgt/CORP.EXAMPLE",
            ServiceSid=f"{DOMAIN_SID}-502" if exists else NOBODY,
            TicketOptions=0x40810010,
            Status=status,
            TicketEncryptionType=0x12 if status == 0 else 0xFFFFFFFF,
            PreAuthType="2" if status == 0 else "-",
            IpAddress="::ffff:" + address, IpPort=self.port(),
        )

    def wrong_password(self, when, name, address):
        self.add(
            when, 4771, False,
            TargetUserName=name, TargetSid=self.sid(name), ServiceName="krbtgt/CORP.EXAMPLE",
            TicketOptions=0x40810010, Status=0x18, PreAuthType="2",
            IpAddress="::ffff:" + address, IpPort=self.port(),
        )

    def network_logon(self, when, name, address, sid=None):
        self.logon += self.random.randrange(0x100, 0x4000)
        self.add(
            when, 4624, True,
            SubjectUserSid=NOBODY, SubjectLogonId=0, TargetUserSid=sid or self.sid(name),
            TargetUserName=name, TargetDomainName=DOMAIN, TargetLogonId=self.logon, LogonType=3,
            LogonProcessName="Kerberos", AuthenticationPackageName="Kerberos",
            IpAddress=address, IpPort=self.port(),
        )

    def logoff(self, when, name):
        self.add(
            when, 4634, True,
            TargetUserSid=self.sid(name), TargetUserName=name, TargetDomainName=DOMAIN,
            TargetLogonId=self.logon, LogonType=3,
        )

    def service_start(self, when):
        self.add(
            when, 4624, True,
            SubjectUserSid="S-1-5-18", SubjectUserName="DC1$", SubjectDomainName=DOMAIN,
            SubjectLogonId=0x3E7, TargetUserSid="S-1-5-18", TargetUserName="SYSTEM",
            TargetDomainName="NT AUTHORITY", TargetLogonId=0x3E7, LogonType=5,
            LogonProcessName="Advapi  ", AuthenticationPackageName="Negotiate",
        )

    def ntlm(self, when, name, workstation, status):
        self.add(
            when, 4776, status == 0,
            PackageName="MICROSOFT_AUTHENTICATION_PACKAGE_V1_0", TargetUserName=name,
            Workstation=workstation, Status=status,
        )

    def failed_logon(self, when, name, workstation, address, sub_status):
        self.add(
            when, 4625, False,
            SubjectUserSid=NOBODY, SubjectLogonId=0, TargetUserSid=NOBODY, TargetUserName=name,
            TargetDomainName=DOMAIN, Status=0xC000006D, FailureReason="%%2313",
            SubStatus=sub_status, LogonType=3, LogonProcessName="NtLmSsp ",
            AuthenticationPackageName="NTLM", WorkstationName=workstation,
            IpAddress=address, IpPort=self.port(),
        )

    def work(self, staff, logoffs):
        for day in range(3):
            self.service_start(self.at(day, 5, 30))
            for name in staff:
                desk = STAFF.index(name)
                address = f"192.0.2.{20 + desk}"
                hour, minute = self.random.randrange(7, 9), self.random.randrange(50)
                if self.random.random() < 0.2:
                    self.wrong_password(self.at(day, hour, minute), name, address)
                minute += 2
                self.ticket(self.at(day, hour, minute), name, address)
                self.network_logon(self.at(day, hour, minute + 1), name, address)
                if logoffs:
                    self.logoff(self.at(day, hour + 9, minute), name)
            for name in self.random.sample(staff, 4):
                address = f"192.0.2.{20 + STAFF.index(name)}"
                minute = self.random.randrange(50)
                self.ticket(self.at(day, 13, minute), name, address)
                self.network_logon(self.at(day, 13, minute + 1), name, address)
            machine = f"WKS{self.random.randrange(len(staff)):03}$"
            self.ticket(self.at(day, 6, 12), machine, "192.0.2.20", sid=f"{DOMAIN_SID}-2201")
            # One who mistypes the own name, and a printer that still knows somebody who left.
            typo = self.random.choice(staff)
            self.ticket(
                self.at(day, 9, 5), typo[:-1], f"192.0.2.{20 + STAFF.index(typo)}", status=6
            )
            self.ntlm(self.at(day, 12, 40), "xaver.zorn", "PRINTER2", 0xC0000064)
            self.ntlm(self.at(day, 13, 5), self.random.choice(staff), "SCANNER1", 0)
            self.failed_logon(
                self.at(day, 14, 20), self.random.choice(staff), "WKS009", "192.0.2.61", 0xC000006A
            )

    def roll_call(self, strangers, staff):
        names = strangers + staff
        self.random.shuffle(names)
        step = 3 * 24 * 60 // len(names)
        for index, name in enumerate(names):
            minute = index * step + self.random.randrange(step - 30)
            when = self.at(0, 0, minute)
            if name in STAFF:
                self.wrong_password(when, name, ATTACKER)
            else:
                self.ticket(when, name, ATTACKER, status=6)

    def sorted_events(self):
        return sorted(self.events, key=lambda event: event.when)


# ---- Binary XML.


def utf16(text):
    return text.encode("utf-16-le")


def ticks(when):
    since = when - datetime.datetime(1601, 1, 1, tzinfo=datetime.timezone.utc)
    return (since.days * 86400 + since.seconds) * 10_000_000 + since.microseconds * 10


def sid_bytes(text):
    parts = [int(part) for part in text.split("-")[1:]]
    head = struct.pack("<BB", parts[0], len(parts) - 2) + parts[1].to_bytes(6, "big")
    return head + b"".join(struct.pack("<I", part) for part in parts[2:])


def encoded(value, kind):
    if kind == STRING:
        return utf16(value)
    if kind == SID:
        return sid_bytes(value)
    width = {UINT8: "B", UINT16: "H", UINT32: "I", HEX32: "I"}.get(kind, "Q")
    return struct.pack("<" + width, value)


class Chunk:
    """One chunk of 64 KB: records, and the names and templates that they share."""

    LENGTH, HEADER = 65536, 512

    def __init__(self, first_number):
        self.bytes = bytearray(self.HEADER)
        self.first = self.last = first_number
        self.last_offset = 0
        self.names, self.templates = {}, {}
        self.name_heads, self.template_heads = [0] * 64, [0] * 32

    def snapshot(self):
        return (
            len(self.bytes), dict(self.names), dict(self.templates), list(self.name_heads),
            list(self.template_heads), self.last, self.last_offset,
        )

    def restore(self, state):
        length, self.names, self.templates = state[0], state[1], state[2]
        self.name_heads, self.template_heads, self.last, self.last_offset = state[3:]
        del self.bytes[length:]

    def put(self, layout, *values):
        self.bytes += struct.pack("<" + layout, *values)

    def name(self, text):
        if text in self.names:
            self.put("I", self.names[text])
            return
        offset = len(self.bytes) + 4
        hash_value = 0
        for character in text:
            hash_value = (hash_value * 65599 + ord(character)) & 0xFFFFFFFF
        hash_value &= 0xFFFF
        bucket = hash_value % 64
        self.put("IIHH", offset, self.name_heads[bucket], hash_value, len(text))
        self.bytes += utf16(text) + b"\0\0"
        self.names[text] = self.name_heads[bucket] = offset

    def sized(self, body):
        """Writes the length of what `body` writes in front of it."""
        place = len(self.bytes)
        self.put("I", 0)
        body()
        struct.pack_into("<I", self.bytes, place, len(self.bytes) - place - 4)

    def literal(self, text):
        self.put("BBH", 0x05, STRING, len(text))
        self.bytes += utf16(text)

    def content(self, value):
        if isinstance(value, str):
            self.literal(value)
        elif value is not None:
            self.put("BHB", 0x0E if value[1] in (XML, SID) else 0x0D, *value)

    def element(self, name, attributes=(), value=None, children=None):
        """`value` is text, (number of a hole, its type) or None."""

        def attribute_list():
            for index, (attribute, text) in enumerate(attributes):
                self.put("B", 0x06 if index == len(attributes) - 1 else 0x46)
                self.name(attribute)
                self.content(text)

        def body():
            self.name(name)
            if attributes:
                self.sized(attribute_list)
            if value is None and children is None:
                self.put("B", 0x03)
                return
            self.put("B", 0x02)
            self.content(value)
            if children:
                children()
            self.put("B", 0x04)

        self.put("BH", 0x41 if attributes else 0x01, 0xFFFF)
        self.sized(body)

    def template(self, key, write, values):
        """A use of the template `key`, with its definition if the chunk has none yet."""
        identifier = zlib.crc32(key.encode())
        self.put("BBI", 0x0C, 1, identifier)
        if key in self.templates:
            self.put("I", self.templates[key])
        else:
            offset = len(self.bytes) + 4
            bucket = identifier % 32
            self.put("II", offset, self.template_heads[bucket])
            self.bytes += struct.pack("<I", identifier) + b"rollcalldemo"
            self.templates[key] = self.template_heads[bucket] = offset

            def definition():
                self.put("BBBB", 0x0F, 1, 1, 0)
                write()
                self.put("B", 0)

            self.sized(definition)
        self.put("I", len(values))
        places = len(self.bytes)
        for value, kind in values:
            self.put("HBB", 0 if callable(value) else len(value), kind, 0)
        for index, (value, kind) in enumerate(values):
            if callable(value):
                start = len(self.bytes)
                value()
                struct.pack_into("<H", self.bytes, places + 4 * index, len(self.bytes) - start)
            else:
                self.bytes += value

    def add(self, event, number):
        """Adds a record. False, and nothing is added, if the chunk has no room for it."""
        state = self.snapshot()
        start = len(self.bytes)
        self.put("IIQQ", 0x00002A2A, 0, number, ticks(event.when) + 8_400)
        self.put("BBBB", 0x0F, 1, 1, 0)
        self.event(event, number)
        self.put("B", 0)
        self.bytes += b"\0" * (-(len(self.bytes) - start + 4) % 8)
        length = len(self.bytes) - start + 4
        self.put("I", length)
        struct.pack_into("<I", self.bytes, start + 4, length)
        self.last, self.last_offset = number, start
        if len(self.bytes) > self.LENGTH:
            self.restore(state)
            return False
        return True

    def event(self, event, number):
        def event_data():
            self.put("BBBB", 0x0F, 1, 1, 0)
            fields = FIELDS[event.number]

            def definition():
                def children():
                    for index, (name, kind) in enumerate(fields):
                        self.element("Data", [("Name", name)], (index, kind))

                self.element("EventData", children=children)

            values = [(encoded(event.values[name], kind), kind) for name, kind in fields]
            self.template(f"event {event.number}", definition, values)
            self.put("B", 0)

        keywords = AUDIT_SUCCESS if event.is_success else AUDIT_FAILURE
        self.template(
            "system",
            self.system,
            [
                (encoded(event.number, UINT16), UINT16),
                (encoded(TASKS[event.number], UINT16), UINT16),
                (encoded(keywords, HEX64), HEX64),
                (encoded(ticks(event.when), FILETIME), FILETIME),
                (encoded(number, UINT64), UINT64),
                (encoded(620, UINT32), UINT32),
                (encoded(4000 + number % 7, UINT32), UINT32),
                (utf16(CONTROLLER), STRING),
                (event_data, XML),
            ],
        )

    def system(self):
        def fields():
            self.element("Provider", [("Name", PROVIDER), ("Guid", "{" + PROVIDER_GUID + "}")])
            self.element("EventID", value=(0, UINT16))
            self.element("Version", value="0")
            self.element("Level", value="0")
            self.element("Task", value=(1, UINT16))
            self.element("Opcode", value="0")
            self.element("Keywords", value=(2, HEX64))
            self.element("TimeCreated", [("SystemTime", (3, FILETIME))])
            self.element("EventRecordID", value=(4, UINT64))
            self.element("Correlation")
            self.element("Execution", [("ProcessID", (5, UINT32)), ("ThreadID", (6, UINT32))])
            self.element("Channel", value="Security")
            self.element("Computer", value=(7, STRING))
            self.element("Security")

        def children():
            self.element("System", children=fields)
            self.content((8, XML))

        self.element(
            "Event",
            [("xmlns", "http://schemas.microsoft.com/win/2004/08/events/event")],
            children=children,
        )

    def finished(self):
        body = bytes(self.bytes) + b"\0" * (self.LENGTH - len(self.bytes))
        head = bytearray(self.HEADER)
        struct.pack_into(
            "<8sQQQQIIII", head, 0, b"ElfChnk\0", self.first, self.last, self.first, self.last,
            128, self.last_offset, len(self.bytes), zlib.crc32(bytes(self.bytes[self.HEADER:])),
        )
        struct.pack_into("<64I", head, 128, *self.name_heads)
        struct.pack_into("<32I", head, 384, *self.template_heads)
        struct.pack_into("<I", head, 124, zlib.crc32(bytes(head[:120]) + bytes(head[128:])))
        return bytes(head) + body[self.HEADER:]


def evtx(events):
    chunks = [Chunk(1)]
    for number, event in enumerate(events, start=1):
        if not chunks[-1].add(event, number):
            chunks.append(Chunk(number))
            if not chunks[-1].add(event, number):
                raise ValueError("a record does not fit in a chunk")
    header = bytearray(4096)
    struct.pack_into(
        "<8sQQQIHHHH", header, 0, b"ElfFile\0", 0, len(chunks) - 1, len(events) + 1, 128, 1, 3,
        4096, len(chunks),
    )
    struct.pack_into("<I", header, 124, zlib.crc32(bytes(header[:120])))
    return bytes(header) + b"".join(chunk.finished() for chunk in chunks)


# ---- Winlogbeat.


def winlogbeat(events):
    lines = []
    for number, event in enumerate(events, start=88001):
        def text(name, kind):
            value = event.values[name]
            return value if isinstance(value, str) else (
                str(value) if kind == UINT32 else hex(value)
            )

        stamp = event.when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{event.when.microsecond // 1000:03}Z"
        lines.append(json.dumps({
            "@timestamp": stamp,
            "event": {
                "code": str(event.number), "kind": "event", "provider": PROVIDER,
                "outcome": "success" if event.is_success else "failure",
            },
            "host": {"name": CONTROLLER},
            "log": {"level": "information"},
            "winlog": {
                "channel": "Security", "computer_name": CONTROLLER,
                "event_data": {name: text(name, kind) for name, kind in FIELDS[event.number]},
                "event_id": str(event.number), "provider_name": PROVIDER,
                "provider_guid": "{" + PROVIDER_GUID + "}", "record_id": number,
            },
        }, separators=(",", ":")))
    return "\n".join(lines) + "\n"


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / "Examples" / "windows"
    folder.mkdir(parents=True, exist_ok=True)
    utc = datetime.timezone.utc

    binary = Office(1589, datetime.datetime(2026, 3, 2, tzinfo=utc))
    binary.work(STAFF, logoffs=False)
    binary.roll_call(list(STRANGERS), ["carl.moser", "hanna.sauer", "ivo.thoma", "lena.weiss"])
    (folder / "security.evtx").write_bytes(evtx(binary.sorted_events()))

    shipped = Office(2002, datetime.datetime(2026, 3, 9, tzinfo=utc))
    shipped.work(STAFF, logoffs=True)
    shipped.roll_call(list(STRANGERS), ["berta.lang", "emil.ott", "jana.ulrich", "karl.vogt"])
    lines = winlogbeat(shipped.sorted_events())
    (folder / "security-winlogbeat.jsonl").write_text(lines)


if __name__ == "__main__":
    main()
