#!/usr/bin/env python3
"""Writes the small databases in MaxMind's format (MMDB) that the tests look addresses up in.

Prefixes and numbers are those kept for documents (RFC 5737, 3849, 5398). The format: a binary tree of
nodes of two 24-bit records, 16 zero bytes, the data section, a marker, and a map of metadata.

    script/make-mmdb-fixtures.py [FOLDER]     Tests/Fixtures if not given
"""

import ipaddress
import pathlib
import sys

MARKER = b"\xab\xcd\xefMaxMind.com"
TEXT, MAP, UINT16, UINT32, UINT64, ARRAY = 2, 7, 5, 6, 9, 11


def control(kind, size):
    assert size < 29
    if kind < 8:
        return bytes([kind << 5 | size])
    return bytes([size, kind - 7])


def number(value, kind):
    body = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return control(kind, len(body)) + body


def text(value):
    body = value.encode()
    if len(body) < 29:
        return control(TEXT, len(body)) + body
    return bytes([TEXT << 5 | 29, len(body) - 29]) + body


def mapping(pairs):
    return control(MAP, len(pairs)) + b"".join(text(key) + value for key, value in pairs)


class Tree:
    """A node is [left, right]; a record is None, a node, or the offset of its data."""

    def __init__(self, bits):
        self.bits, self.root = bits, [None, None]

    def add(self, prefix, offset):
        network = ipaddress.ip_network(prefix)
        path, length = int(network.network_address), network.prefixlen
        if network.version == 4 and self.bits == 128:
            length += 96
        node = self.root
        for depth in range(length):
            side = path >> (self.bits - 1 - depth) & 1
            if depth == length - 1:
                node[side] = offset
            elif not isinstance(node[side], list):
                # A wider prefix that was added before goes on below.
                node[side] = [node[side], node[side]]
            node = node[side]

    def bytes(self):
        nodes, numbers = [self.root], {id(self.root): 0}
        for node in nodes:
            for record in node:
                if isinstance(record, list):
                    numbers[id(record)] = len(nodes)
                    nodes.append(record)
        written = b""
        for node in nodes:
            for record in node:
                if record is None:
                    value = len(nodes)
                elif isinstance(record, list):
                    value = numbers[id(record)]
                else:
                    value = len(nodes) + 16 + record
                written += value.to_bytes(3, "big")
        return written, len(nodes)


def database(version, kind, entries):
    """`entries`: (prefix, encoded value); wider prefixes first."""
    tree, data, offsets = Tree(32 if version == 4 else 128), b"", {}
    for prefix, value in entries:
        if value not in offsets:
            offsets[value] = len(data)
            data += value
        tree.add(prefix, offsets[value])
    search, count = tree.bytes()
    metadata = mapping([
        ("binary_format_major_version", number(2, UINT16)),
        ("binary_format_minor_version", number(0, UINT16)),
        ("build_epoch", number(1772438400, UINT64)),
        ("database_type", text(kind)),
        ("description", mapping([("en", text("For tests"))])),
        ("ip_version", number(version, UINT16)),
        ("languages", bytes([1, ARRAY - 7]) + text("en")),
        ("node_count", number(count, UINT32)),
        ("record_size", number(24, UINT16)),
    ])
    return search + bytes(16) + data + MARKER + metadata


def system(value, name):
    return mapping([
        ("autonomous_system_number", number(value, UINT32)),
        ("autonomous_system_organization", text(name)),
    ])


def country(code):
    return mapping([("country", mapping([("iso_code", text(code))]))])


OFFICE, HOSTER, MOBILE = (
    system(64496, "Office Example"), system(64511, "Hosting Example"), system(65551, "Mobile Example")
)
FILES = {
    "asn.mmdb": (6, "Test-ASN", [
        ("192.0.2.0/24", OFFICE),
        ("203.0.113.0/24", HOSTER),
        ("203.0.113.128/25", MOBILE),
        ("2001:db8::/32", OFFICE),
        ("2001:db8:8000::/33", HOSTER),
    ]),
    "asn-ipv4.mmdb": (4, "Test-ASN", [("203.0.113.0/24", HOSTER)]),
    "country.mmdb": (6, "Test-Country", [("0.0.0.0/0", country("CH"))]),
}

here = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / "Tests/Fixtures"
folder.mkdir(parents=True, exist_ok=True)
for name, (version, kind, entries) in FILES.items():
    (folder / name).write_bytes(database(version, kind, entries))
