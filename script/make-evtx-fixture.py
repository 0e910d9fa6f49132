#!/usr/bin/env python3
"""Writes Tests/Fixtures/user-data.evtx.gz: a Windows event log whose events keep their fields in UserData.

    script/make-evtx-fixture.py [FILE]

Two events: the Security log was cleared (1102), and a sign-in that a terminal server took (1149), whose
fields are called Param1 to Param3. Everything is invented; the same bytes come out each time.
"""

import datetime
import gzip
import importlib.util
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("example", HERE / "make-evtx-example.py")
example = importlib.util.module_from_spec(spec)
spec.loader.exec_module(example)

EVENTS = {
    1102: ("LogFileCleared", "http://manifests.microsoft.com/win/2004/08/windows/eventlog",
           {"SubjectUserSid": "S-1-5-21-1-2-3-500", "SubjectUserName": "oracle.dba", "SubjectDomainName": "CORP"}),
    1149: ("EventXML", "Event_NS", {"Param1": "anna.keller", "Param2": "CORP", "Param3": "203.0.113.77"}),
}


class UserDataChunk(example.Chunk):
    def event(self, event, number):
        name, namespace, fields = EVENTS[event]

        def user_data():
            self.put("BBBB", 0x0F, 1, 1, 0)

            def definition():
                def children():
                    for index, field in enumerate(fields):
                        self.element(field, value=(index, example.STRING))

                self.element("UserData", children=lambda: self.element(
                    name, [("xmlns", namespace)], children=children))

            values = [(example.utf16(value), example.STRING) for value in fields.values()]
            self.template(f"user data {event}", definition, values)
            self.put("B", 0)

        when = datetime.datetime(2026, 3, 2, 9, 0, number, tzinfo=datetime.timezone.utc)
        self.template("system", self.system, [
            (example.encoded(event, example.UINT16), example.UINT16),
            (example.encoded(104, example.UINT16), example.UINT16),
            (example.encoded(example.AUDIT_SUCCESS, example.HEX64), example.HEX64),
            (example.encoded(example.ticks(when), example.FILETIME), example.FILETIME),
            (example.encoded(number, example.UINT64), example.UINT64),
            (example.encoded(620, example.UINT32), example.UINT32),
            (example.encoded(4000, example.UINT32), example.UINT32),
            (example.utf16(example.CONTROLLER), example.STRING),
            (user_data, example.XML),
        ])

    def add(self, event, number):
        """As the example's, for an event that is a number and has its time from its place."""
        start = len(self.bytes)
        when = datetime.datetime(2026, 3, 2, 9, 0, number, tzinfo=datetime.timezone.utc)
        self.put("IIQQ", 0x00002A2A, 0, number, example.ticks(when) + 8_400)
        self.put("BBBB", 0x0F, 1, 1, 0)
        self.event(event, number)
        self.put("B", 0)
        self.bytes += b"\0" * (-(len(self.bytes) - start + 4) % 8)
        length = len(self.bytes) - start + 4
        self.put("I", length)
        example.struct.pack_into("<I", self.bytes, start + 4, length)
        self.last, self.last_offset = number, start
        return True


def main():
    file = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "Tests/Fixtures/user-data.evtx.gz"
    example.Chunk = UserDataChunk
    file.write_bytes(gzip.compress(example.evtx(list(EVENTS)), mtime=0))


main()
