#!/usr/bin/env python3
"""Verifies an evidence export without any code of the program that made it.

    verify.py [EXPORT] [--key KEY] [--witness FILE] [--tsa-ca FILE]

EXPORT     the export's folder or ZIP file, default the folder that holds this script
--key      the log's public key as it was given to you: name+id+key, or a file that holds it
--witness  signed heads of the log that were kept elsewhere
--tsa-ca   certificates (PEM) of the timestamp authorities that you believe

Needs Python 3.9 or later and the package `cryptography`. Exit status: 0 everything is right, 1
something is wrong, 2 it could not be looked at. What is checked, and what that proves, is told in the
program's documentation, docs/evidence.md.
"""

import argparse
import base64
import binascii
import hashlib
import os
import re
import stat
import struct
import sys
import zlib

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PIECE = 1 << 20
LONGEST_LINE = 1 << 20
MOST_SHOWN = 100
TAG_FILES = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "verify.py"]
NEW_EXHIBIT = {"acquire": "original", "copy": "working-copy", "derive": "derived"}
USES = {"dispose", "release", "transfer", "view"}
OTHER_ACTIONS = {"begin", "export", "redact", "rotate", "timestamp"}
KINDS = {"file", "finding", "hunt-result", "log-line", "report", "screenshot"}


class Broken(Exception):
    """A file that cannot be read any further; carries its name and what is wrong."""


# ---- Texts with one form only


def decode64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def decode_hex(text, count):
    return text is not None and re.fullmatch("[0-9a-f]{%d}" % (2 * count), text, re.ASCII) is not None


def decode_count(text):
    if text is None or not re.fullmatch("0|[1-9][0-9]{0,17}", text, re.ASCII):
        return None
    return int(text)


STRING = re.compile(
    rb'"((?:[^"\\\x00-\x1f]|\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f])))*)"'
)
ESCAPE = re.compile(rb"\\(u00..|.)")
PLAIN = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b'"': b'"', b"\\": b"\\"}


def unescape(found):
    code = found[1]
    return PLAIN[code] if code in PLAIN else bytes([int(code[1:], 16)])


def flat_record(line):
    """The fields of a canonical line: sorted names, texts escaped in the one way there is; or None."""
    if len(line) > LONGEST_LINE or not line.startswith(b"{"):
        return None
    fields, place, last = {}, 1, None
    while len(fields) < 64:
        name = STRING.match(line, place)
        if not name or line[name.end():name.end() + 1] != b":":
            return None
        text = STRING.match(line, name.end() + 1)
        if not text or (last is not None and name[1] <= last):
            return None
        last, place = name[1], text.end()
        try:
            value = text[1]
            if b"\\" in value:
                value = ESCAPE.sub(unescape, value)
            fields[name[1].decode("ascii")] = value.decode("utf-8")
        except UnicodeDecodeError:
            return None
        follows = line[place:place + 1]
        place += 1
        if follows == b"}":
            return fields if place == len(line) else None
        if follows != b",":
            return None
    return None


# ---- The tree of RFC 6962


def leaf_hash(record):
    return hashlib.sha256(b"\0" + record).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """Full subtrees from the left, the largest first: enough to grow and to tell the root."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, leaf):
        rest = self.size
        while rest & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            rest >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self):
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def is_subtree(start, end):
    width = 1
    while width < end - start:
        width *= 2
    return start < end and start % width == 0


def root_from_path(leaf, index, size, path):
    """The root that an inclusion proof leads to, or None if it has too many or too few hashes."""
    if index >= size:
        return None
    place, last = index, size - 1
    for sibling in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            leaf = node_hash(sibling, leaf)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            leaf = node_hash(leaf, sibling)
        place, last = place >> 1, last >> 1
    return leaf if last == 0 else None


def includes(leaf, index, start, end, path, root):
    return (is_subtree(start, end) and start <= index < end
            and root_from_path(leaf, index - start, end - start, path) == root)


def has_subtree(subtree, start, end, root, size, path):
    """Whether the leaves from start to end of the tree of this size have the hash `subtree`."""
    if end > size or start > end:
        return False
    if start == end:
        return subtree == hashlib.sha256(b"").digest() and not path
    if not is_subtree(start, end):
        return False
    first, last, top = start, end - 1, size - 1
    while first != last and (last == top or last & 1):
        first, last, top = first >> 1, last >> 1, top >> 1
    rest = list(path)
    if first == last:
        inner = outer = subtree
    elif rest:
        inner = outer = rest.pop(0)
    else:
        return False
    for sibling in rest:
        if top == 0:
            return False
        if last & 1 or last == top:
            if first < last:
                inner = node_hash(sibling, inner)
            outer = node_hash(sibling, outer)
            while not last & 1 and last:
                first, last, top = first >> 1, last >> 1, top >> 1
        else:
            outer = node_hash(outer, sibling)
        first, last, top = first >> 1, last >> 1, top >> 1
    return top == 0 and inner == subtree and outer == root


def is_consistent(earlier_root, earlier_size, root, size, path):
    return 0 < earlier_size <= size and has_subtree(earlier_root, 0, earlier_size, root, size, path)


# ---- Signed notes


class Key:
    """An Ed25519 key under a name, from `name+id+key`."""

    def __init__(self, text):
        parts = text.split("+", 2)
        blob = decode64(parts[2]) if len(parts) == 3 else None
        if not blob or len(blob) != 33 or blob[0] != 1 or not is_name(parts[0]):
            raise ValueError("no key")
        self.name, self.text = parts[0], text
        self.id = hashlib.sha256(parts[0].encode() + b"\n" + blob).digest()[:4]
        if self.id.hex() != parts[1]:
            raise ValueError("no key")
        self.public = Ed25519PublicKey.from_public_bytes(blob[1:])

    def pem(self):
        return self.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def has_signed(self, signature, message):
        try:
            self.public.verify(signature, message)
            return True
        except InvalidSignature:
            return False


def is_name(text):
    return re.fullmatch("[!-*,-~]+", text, re.ASCII) is not None


def read_key(text):
    try:
        return Key(text or "")
    except ValueError:
        return None


class Note:
    """A text, an empty line, and lines that sign the text."""

    def __init__(self, data):
        if len(data) > 1 << 16:
            raise ValueError("too long")
        note = data.decode("utf-8")
        text, gap, below = note.rpartition("\n\n")
        if not gap or not below.endswith("\n"):
            raise ValueError("no signature")
        self.data, self.text, self.signatures = data, text + "\n", []
        for line in below[:-1].split("\n"):
            parts = line.split(" ")
            blob = decode64(parts[2]) if len(parts) == 3 else None
            if not blob or parts[0] != "\u2014" or not is_name(parts[1]) or len(blob) != 68:
                raise ValueError("a signature line is malformed")
            if any((parts[1], blob[:4]) == known[:2] for known in self.signatures):
                raise ValueError("two signature lines of one key")
            self.signatures.append((parts[1], blob[:4], blob[4:]))
        if len(self.signatures) > 16:
            raise ValueError("too many signatures")

    def is_signed_by(self, key):
        return any(
            name == key.name and key_id == key.id
            and key.has_signed(signature, self.text.encode())
            for name, key_id, signature in self.signatures
        )


class Head:
    """A signed head: origin, size and root of a log."""

    def __init__(self, data):
        self.note = Note(data)
        lines = self.note.text.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0]:
            raise ValueError("no head")
        self.origin, self.size, self.root = lines[0], decode_count(lines[1]), decode64(lines[2])
        if self.size is None or self.root is None or len(self.root) != 32:
            raise ValueError("no head")


def read_heads(data):
    """Notes one after the other, an empty line behind each."""
    heads, lines = [], []
    for line in data.decode("utf-8").split("\n"):
        if not line and len(lines) > 4:
            heads.append(Head(("\n".join(lines) + "\n").encode()))
            lines = []
        else:
            lines.append(line)
    if lines != [""] and lines or b"".join(head.note.data + b"\n" for head in heads) != data:
        raise ValueError("bytes that belong to no head")
    return heads


# ---- Files of an export


class Folder:
    """An export in a folder. Symbolic links and devices are refused, not followed."""

    def __init__(self, root):
        self.root, self.sizes = root, {}
        for folder, folders, names in os.walk(root, onerror=self.fail):
            for name in folders + names:
                full = os.path.join(folder, name)
                path = os.path.relpath(full, root)
                status = os.lstat(full)
                if stat.S_ISREG(status.st_mode):
                    self.sizes[path] = status.st_size
                elif not stat.S_ISDIR(status.st_mode):
                    raise Broken(path, "is neither a file nor a folder")

    @staticmethod
    def fail(error):
        raise error

    def pieces(self, path):
        with open(os.path.join(self.root, path), "rb") as file:
            while True:
                piece = file.read(PIECE)
                if not piece:
                    return
                yield piece


class Zip:
    """An export in a ZIP file of which every byte is accounted for: stored entries, nothing else.

    Its files lie in a folder of any name.
    """

    def __init__(self, path):
        self.file, self.sizes, self.starts = open(path, "rb"), {}, {}
        directory, count = b"", 0
        while True:
            offset = self.file.tell()
            header = self.file.read(30)
            if len(header) < 30 or header[:4] != b"PK\3\4" or count >= 65535:
                self.file.seek(offset)
                break
            checksum, size, _, length = struct.unpack("<IIIH", header[14:28])
            name = self.file.read(length)
            common = struct.pack("<HHHHHIIIH", 20, 0x800, 0, 0, 0x21, checksum, size, size, len(name))
            if header[4:28] != common or header[28:] != b"\0\0" or name in self.starts:
                raise Broken(path, f"the entry at byte {offset} was altered")
            try:
                text = name.decode("utf-8")
            except UnicodeDecodeError:
                raise Broken(path, f"the entry at byte {offset} was altered") from None
            self.sizes[text], self.starts[text] = size, self.file.tell()
            check = 0
            for piece in self.pieces(text):
                check = zlib.crc32(piece, check)
            if check != checksum or self.file.tell() != self.starts[text] + size:
                raise Broken(f"{path}!{text}", "its checksum is wrong")
            directory += (b"PK\1\2" + struct.pack("<H", 20) + common
                          + struct.pack("<HHHHII", 0, 0, 0, 0, 0, offset) + name)
            count += 1
        end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), offset, 0)
        if self.file.read() != directory + b"PK\5\6" + end:
            raise Broken(path, "its directory was altered or cut short")
        folder = next(iter(self.sizes), "").partition("/")[0] + "/"
        if not all(name.startswith(folder) for name in self.sizes):
            raise Broken(path, "its files do not lie in one folder")
        self.sizes = {name[len(folder):]: size for name, size in self.sizes.items()}
        self.starts = {name[len(folder):]: place for name, place in self.starts.items()}

    def pieces(self, path):
        done = 0
        while done < self.sizes[path]:
            self.file.seek(self.starts[path] + done)
            piece = self.file.read(min(PIECE, self.sizes[path] - done))
            if not piece:
                return
            done += len(piece)
            yield piece


# ---- Timestamps (RFC 3161)

OID = {
    "signed data": "2a864886f70d010702", "content type": "2a864886f70d010903",
    "digest": "2a864886f70d010904", "time": "2a864886f70d0109100104",
    "certificate": "2a864886f70d010910020c", "certificate 2": "2a864886f70d010910022f",
}
OID = {name: bytes.fromhex(value) for name, value in OID.items()}
HASHES = {
    bytes.fromhex("608648016503040201"): hashes.SHA256,
    bytes.fromhex("608648016503040202"): hashes.SHA384,
    bytes.fromhex("608648016503040203"): hashes.SHA512,
}
RSA, ECDSA = bytes.fromhex("2a864886f70d0101"), bytes.fromhex("2a8648ce3d0403")
SIGNATURE_HASHES = {
    RSA + b"\x0b": hashes.SHA256, RSA + b"\x0c": hashes.SHA384, RSA + b"\x0d": hashes.SHA512,
    ECDSA + b"\x02": hashes.SHA256, ECDSA + b"\x03": hashes.SHA384, ECDSA + b"\x04": hashes.SHA512,
}


def der(data):
    """The values in a row of DER values: (tag, content, encoded)."""
    values, place = [], 0
    while place < len(data):
        start, tag, length = place, data[place], data[place + 1]
        place += 2
        if tag & 0x1F == 0x1F:
            raise ValueError("a tag in it is malformed")
        if length >= 0x80:
            digits = length & 0x7F
            if not 1 <= digits <= 4:
                raise ValueError("a length in it is malformed")
            length = int.from_bytes(data[place:place + digits], "big")
            place += digits
        if place + length > len(data):
            raise ValueError("it is cut short")
        values.append((tag, data[place:place + length], data[start:place + length]))
        place += length
    return values


def digest(algorithm, data):
    taken = hashes.Hash(algorithm())
    taken.update(data)
    return taken.finalize()


def check_signature(key, signature, data, algorithm):
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, data, padding.PKCS1v15(), algorithm())
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, data, ec.ECDSA(algorithm()))
    else:
        raise ValueError("its key is of an unknown kind")


def check_token(token, head_bytes, authorities):
    """The time of a token over these bytes, and whether an authority stands behind it."""
    try:
        return token_time(token, head_bytes, authorities)
    except (IndexError, KeyError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound) as error:
        reason = "its signature is wrong" if isinstance(error, InvalidSignature) else "it is malformed"
        raise ValueError(reason) from None


def token_time(token, head_bytes, authorities):
    (_, content, _), = der(token)
    parts = der(content)
    if parts[0][0] == 0x30:
        if der(parts[0][1])[0][1] not in (b"\0", b"\1"):
            raise ValueError("the authority refused the request")
        parts = der(parts[1][1])
    if parts[0][1] != OID["signed data"]:
        raise ValueError("it holds no signed data")
    data = der(der(parts[1][1])[0][1])
    kind, wrapped = der(data[2][1])[:2]
    if kind[1] != OID["time"]:
        raise ValueError("its content is no time")
    info = der(wrapped[1])[0][1]
    fields = der(der(info)[0][1])
    algorithm, imprint = der(fields[2][1])[:2]
    if HASHES.get(der(algorithm[1])[0][1]) is not hashes.SHA256:
        raise ValueError("it is not over a SHA-256")
    if imprint[1] != hashlib.sha256(head_bytes).digest():
        raise ValueError("it is over other bytes than this head")
    encoded = [value for tag, value, _ in data if tag == 0xA0]
    certificates = [x509.load_der_x509_certificate(one[2]) for one in (der(encoded[0]) if encoded else [])]
    signer = der(der(data[-1][1])[0][1])
    issuer, serial = der(signer[1][1])[:2]
    number = int.from_bytes(serial[1], "big")
    found = [one for one in certificates
             if one.serial_number == number and one.issuer.public_bytes() == issuer[2]]
    if not found:
        raise ValueError("its signer's certificate is missing")
    check_attributes(signer, found[0], info)
    when = fields[4][1].decode("ascii")
    moment = parse_time(when)
    usage = found[0].extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    if x509.oid.ExtendedKeyUsageOID.TIME_STAMPING not in usage or not valid_at(found[0], moment):
        raise ValueError("its certificate was not valid for timestamps at its time")
    if authorities and not leads(found[0], certificates, authorities, moment, 6):
        raise ValueError("its certificate does not lead to a given authority")
    return when, bool(authorities)


def check_attributes(signer, certificate, info):
    hasher = HASHES[der(signer[2][1])[0][1]]
    attributes = {}
    for _, attribute, _ in der(signer[3][1]):
        kind, values = der(attribute)[:2]
        attributes[kind[1]] = der(values[1])[0]
    if (signer[3][0] != 0xA0 or attributes[OID["content type"]][1] != OID["time"]
            or attributes[OID["digest"]][1] != digest(hasher, info)):
        raise ValueError("its signature is over another content")
    encoded = certificate.public_bytes(Encoding.DER)
    if OID["certificate 2"] in attributes:
        entry = der(der(der(attributes[OID["certificate 2"]][1])[0][1])[0][1])
        if entry[0][0] == 0x04:
            named = entry[0][1] == hashlib.sha256(encoded).digest()
        else:
            named = entry[1][1] == digest(HASHES[der(entry[0][1])[0][1]], encoded)
    else:
        entry = der(der(der(attributes[OID["certificate"]][1])[0][1])[0][1])
        named = entry[0][1] == hashlib.sha1(encoded).digest()
    if not named:
        raise ValueError("it names another certificate than that of its signature")
    algorithm = der(signer[4][1])[0][1]
    algorithm = hasher if algorithm == RSA + b"\x01" else SIGNATURE_HASHES[algorithm]
    # What is signed is the set of attributes with the tag of a set.
    check_signature(certificate.public_key(), signer[5][1], b"\x31" + signer[3][2][1:], algorithm)


def parse_time(text):
    found = re.fullmatch(r"(\d{14})(?:\.\d+)?Z", text, re.ASCII)
    if not found:
        raise ValueError("its time is malformed")
    return found[1]


def valid_at(certificate, moment):
    def text(name):
        # Old versions of the package lack the names that new ones ask for.
        time = getattr(certificate, name + "_utc", None) or getattr(certificate, name)
        return time.strftime("%Y%m%d%H%M%S")
    return text("not_valid_before") <= moment <= text("not_valid_after")


def is_issued(certificate, issuer, moment):
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        if certificate.issuer != issuer.subject or not constraints.ca or not valid_at(issuer, moment):
            return False
        check_signature(
            issuer.public_key(), certificate.signature, certificate.tbs_certificate_bytes,
            type(certificate.signature_hash_algorithm),
        )
        return True
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, x509.ExtensionNotFound):
        return False


def leads(certificate, others, authorities, moment, steps):
    if certificate in authorities or any(is_issued(certificate, one, moment) for one in authorities):
        return True
    return steps > 0 and any(
        one != certificate and is_issued(certificate, one, moment)
        and leads(one, others, authorities, moment, steps - 1) for one in others
    )


# ---- Verifying


class Verifier:
    def __init__(self, files, key=None, witnesses=(), authorities=()):
        self.files, self.key, self.witnesses, self.authorities = files, key, witnesses, authorities
        self.problems, self.problem_count, self.notes, self.stamps = [], 0, [], []
        self.hashes, self.digests = {}, {}
        self.tree, self.keys, self.exhibits, self.leaves = Tree(), [], {}, {}
        self.withheld_events, self.disposed, self.timestamps = set(), {}, []
        self.roots, self.proofs, self.contents, self.withheld_contents = {}, 0, 0, 0

    def problem(self, place, text):
        self.problem_count += 1
        if len(self.problems) < MOST_SHOWN:
            self.problems.append(f"{place}: {text}")

    def attempt(self, place, step, *arguments):
        """Runs a step; what stops it is one problem more."""
        try:
            return step(*arguments)
        except Broken as broken:
            self.problem(*broken.args)
        except (OSError, ValueError) as error:
            self.problem(place, f"it cannot be read: {error}")
        return None

    def data(self, path, limit=256 << 20):
        if path not in self.files.sizes:
            raise Broken(path, "is missing: it was deleted")
        if self.files.sizes[path] > limit:
            raise Broken(path, f"is larger than {limit} bytes")
        return b"".join(self.files.pieces(path))

    def text(self, path):
        try:
            return self.data(path).decode("utf-8")
        except UnicodeDecodeError:
            raise Broken(path, "is not UTF-8: it was altered") from None

    def lines(self, path):
        if path not in self.files.sizes:
            raise Broken(path, "is missing: it was deleted")
        rest, number = b"", 0
        for piece in self.files.pieces(path):
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                number += 1
                yield number, line, True
            if len(rest) > LONGEST_LINE:
                raise Broken(path, f"line {number + 1} is too long")
        if rest:
            yield number + 1, rest, False

    def verify(self):
        for path in self.files.sizes:
            self.attempt(path, self.hash_file, path)
        self.check_manifests()
        heads = self.attempt("data/heads.txt", self.read_heads) or []
        self.attempt("data/events.jsonl", self.replay, heads)
        self.check_keys(heads)
        self.attempt("signature.note", self.check_signature)
        self.check_anchors()
        self.attempt("data/proofs.jsonl", self.check_proofs, heads)
        self.attempt("data/withheld.txt", self.check_contents)
        self.attempt("timestamps", self.check_timestamps, heads)
        return self.problem_count == 0

    def hash_file(self, path):
        taken = [hashlib.sha256()]
        if path.startswith("data/exhibits/"):
            taken += [hashlib.sha1(), hashlib.md5()]
        size = 0
        for piece in self.files.pieces(path):
            size += len(piece)
            for one in taken:
                one.update(piece)
        self.hashes[path] = taken[0].hexdigest()
        if len(taken) > 1:
            self.digests[path] = (size, *(one.hexdigest() for one in taken))

    # Manifests

    def check_manifests(self):
        payload = {path for path in self.files.sizes if path.startswith("data/")}
        self.check_manifest("manifest-sha256.txt", payload)
        self.check_manifest("tagmanifest-sha256.txt", set(TAG_FILES))
        declaration = self.attempt("bagit.txt", self.text, "bagit.txt")
        if declaration not in (None, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"):
            self.problem("bagit.txt", "it was altered")
        known = {*TAG_FILES, "tagmanifest-sha256.txt", "signature.note"}
        for path in sorted(set(self.files.sizes) - payload - known):
            self.problem(path, "is no part of the export: it was inserted")

    def check_manifest(self, manifest, expected):
        listed = self.attempt(manifest, self.read_manifest, manifest) or {}
        for path, value in listed.items():
            if path not in self.hashes:
                self.problem(path, "is missing: it was deleted")
            elif self.hashes[path] != value:
                self.problem(path, f"its bytes are not those of {manifest}: it was altered")
        for path in sorted(expected - set(listed)):
            self.problem(path, f"{manifest} does not list it: it was inserted")

    def read_manifest(self, manifest):
        text, listed = self.text(manifest), {}
        for line in text.split("\n")[:-1]:
            found = re.fullmatch(r"([0-9a-f]{64})  ([^\n]+)", line, re.ASCII)
            if not found or found[2] in listed:
                raise Broken(manifest, f"a line of it was altered: {line!r}")
            listed[found[2]] = found[1]
        order = sorted(listed, key=lambda path: path.encode())
        if "".join(f"{listed[path]}  {path}\n" for path in order) != text:
            raise Broken(manifest, "its lines were altered or reordered")
        return listed

    def check_signature(self):
        try:
            note = Note(self.data("signature.note", 1 << 16))
        except ValueError:
            raise Broken("signature.note", "this is no signature") from None
        if not self.keys or "tagmanifest-sha256.txt" not in self.hashes:
            raise Broken("signature.note", "there is nothing to compare it with")
        key = self.keys[-1][1]
        value = base64.b64encode(bytes.fromhex(self.hashes["tagmanifest-sha256.txt"])).decode()
        if note.text != f"rollcall export\n{self.keys[0][1].name}\n{self.tree.size}\n{value}\n":
            self.problem("signature.note", "it is over another tagmanifest-sha256.txt or another log: "
                                           "files were altered since")
        if not note.is_signed_by(key):
            self.problem("signature.note", f"it is not of the log's key {key.id.hex()}: "
                                           "it was altered or the key replaced")

    # Events and heads

    def read_heads(self):
        try:
            heads = read_heads(self.data("data/heads.txt"))
        except ValueError:
            raise Broken("data/heads.txt", "a head in it was altered") from None
        if not heads:
            raise Broken("data/heads.txt", "a head in it was altered")
        if any(one.size >= other.size for one, other in zip(heads, heads[1:])):
            raise Broken("data/heads.txt", "its heads were reordered")
        return heads

    def replay(self, heads):
        waiting = list(reversed(heads))
        wanted = {witness.size for witness in self.witnesses}
        for number, line, is_whole in self.lines("data/events.jsonl"):
            place = f"data/events.jsonl line {number}"
            if not is_whole:
                self.problem(place, "it has no end: the file was truncated")
            self.take(line, place)
            if self.tree.size in wanted:
                self.roots[self.tree.size] = self.tree.root()
            while waiting and waiting[-1].size <= self.tree.size:
                self.check_head(waiting.pop())
        for head in waiting:
            self.problem(f"head of {head.size} events",
                         f"the log has only {self.tree.size}: it was truncated or rolled back")
        if self.tree.size == 0:
            self.problem("log", "it has no events")

    def take(self, line, place):
        record = flat_record(line)
        if record and set(record) == {"withheld"} and decode_hex(record["withheld"], 32):
            self.withheld_events.add(self.tree.size)
            if self.tree.size == 0:
                self.problem(place, "the first event names the key and cannot be withheld")
            self.tree.append(bytes.fromhex(record["withheld"]))
            return
        leaf = leaf_hash(line)
        if record is None:
            self.problem(place, "this is not a canonical record: it was altered")
        else:
            self.check_event(record, place, leaf)
        self.tree.append(leaf)

    def check_event(self, record, place, leaf):
        size, position = self.tree.size, decode_count(record.get("position"))
        action, exhibit = record.get("action"), record.get("exhibit")
        flaws = [name for name in ("actor", "clock", "host", "purpose", "tool", "zone")
                 if not record.get(name)]
        flaws += [name for name in ("authority", "command") if name not in record]
        for name, good in (
            ("schema", record.get("schema") == "rollcall.event/1"), ("position", position is not None),
            ("action", action in USES | OTHER_ACTIONS | set(NEW_EXHIBIT)),
            ("time", is_time(record.get("time"))), ("salt", decode_hex(record.get("salt"), 16)),
            ("exhibit", exhibit is None or exhibit_position(exhibit) is not None),
        ):
            if not good:
                flaws.append(name)
        for name in flaws:
            self.problem(place, f"its field '{name}' is missing or malformed")
        if position is not None and position != size:
            how = "deleted or reordered" if position > size else "inserted or reordered"
            self.problem(place, f"this is event {position}, expected was {size}: events were {how}")
        if size == 0 and action != "begin":
            self.problem(place, "the log does not begin with its key: events before it were deleted")
        if action == "begin":
            self.begin(record, place)
        elif action == "rotate":
            self.rotate(record, place, position)
        elif action in NEW_EXHIBIT:
            self.new_exhibit(record, place, leaf)
        elif action in USES:
            self.use(record, place, action)
        elif action == "timestamp":
            over = decode_count(record.get("head_size"))
            if over is None or "token_sha256" not in record:
                self.problem(place, "its field 'head_size' or 'token_sha256' is missing or malformed")
            else:
                self.timestamps.append((size, over, record["token_sha256"]))

    def begin(self, record, place):
        key = read_key(record.get("key"))
        if key is None:
            self.problem(place, "its field 'key' is missing or malformed")
        elif self.tree.size:
            self.problem(place, "a second beginning: another log was put in")
        else:
            self.keys = [(0, key)]

    def rotate(self, record, place, position):
        key, endorsement = read_key(record.get("key")), decode64(record.get("endorsement", ""))
        old = self.keys[-1][1] if self.keys else None
        if key and endorsement and old and old.name == key.name and old.text == record.get("previous_key"):
            statement = f"rollcall key rotation\n{position}\n{old.text}\n{key.text}\n"
            if old.has_signed(endorsement, statement.encode()):
                self.keys.append((self.tree.size, key))
                return
        self.problem(place, "the new key is not signed by the old one: the key was replaced")

    def new_exhibit(self, record, place, leaf):
        position, parent = exhibit_position(record.get("exhibit")), record.get("parent")
        form, size = record.get("form"), decode_count(record.get("bytes"))
        flaws = [name for name in ("name", "path") if name not in record]
        for name, good in (
            ("exhibit", position == decode_count(record.get("position"))),
            ("kind", record.get("kind") in KINDS), ("form", form == NEW_EXHIBIT[record["action"]]),
            ("bytes", size is not None), ("sha256", decode_hex(record.get("sha256"), 32)),
            ("sha1", decode_hex(record.get("sha1"), 20)), ("md5", decode_hex(record.get("md5"), 16)),
            ("offset", "offset" not in record or decode_count(record["offset"]) is not None),
            ("parent", (parent is None) == (form == "original")),
        ):
            if not good:
                flaws.append(name)
        for name in flaws:
            self.problem(place, f"its field '{name}' is missing or malformed")
        if parent is not None:
            self.known(parent, place)
        if not flaws:
            digests = (size, record["sha256"], record["sha1"], record["md5"])
            self.exhibits[position] = digests
            self.leaves[position] = leaf

    def use(self, record, place, action):
        exhibit = record.get("exhibit")
        if exhibit is None:
            self.problem(place, "its field 'exhibit' is missing or malformed")
            return
        self.known(exhibit, place)
        position = exhibit_position(exhibit)
        if position in self.disposed:
            self.problem(place, f"{exhibit} was disposed of by event {self.disposed[position]} before")
        if action == "dispose":
            self.disposed[position] = self.tree.size

    def known(self, exhibit, place):
        position = exhibit_position(exhibit)
        if position not in self.exhibits and position not in self.withheld_events:
            self.problem(place, f"it speaks of {exhibit}, which no event before it brought in")

    def check_head(self, head):
        place = f"head of {head.size} events"
        if head.root != self.tree.root():
            self.problem(place, f"its root is not that of the first {head.size} events: an event was "
                                "altered, deleted, inserted or reordered")
        keys = [key for position, key in self.keys if position < head.size]
        if not keys:
            self.problem(place, "no event says which key signs it")
            return
        if keys[-1].name != head.origin:
            self.problem(place, f"it is of the log {head.origin}, not of {keys[-1].name}")
        if not head.note.is_signed_by(keys[-1]):
            self.problem(place, f"it is not signed by the log's key {keys[-1].id.hex()}: it was altered, "
                                "or the key was replaced")

    def check_keys(self, heads):
        if heads and heads[-1].size != self.tree.size:
            what = "deleted or truncated" if heads[-1].size > self.tree.size else "inserted"
            self.problem("data/events.jsonl", f"it holds {self.tree.size} events, the last signed head "
                                              f"{heads[-1].size}: events were {what}")
        keys = [key for _, key in self.keys]
        if self.attempt("data/keys.txt", self.text, "data/keys.txt") != "".join(
                key.text + "\n" for key in keys):
            self.problem("data/keys.txt", "these are not the keys that the events name")
        pem = self.attempt("data/key.pem", self.text, "data/key.pem")
        if not keys or pem != keys[-1].pem():
            self.problem("data/key.pem", "this is not the key that the events name")

    def check_anchors(self):
        if self.key and all(key.text != self.key.text for _, key in self.keys):
            self.problem("key", f"the log is not signed with the given key {self.key.id.hex()}: "
                                "the key was replaced")
        origin = self.keys[0][1].name if self.keys else "none"
        for witness in self.witnesses:
            place = f"witness of {witness.size} events"
            if witness.origin != origin:
                self.problem(place, f"it is of the log {witness.origin}, this is {origin}")
            elif witness.size > self.tree.size:
                self.problem(place, f"the log has only {self.tree.size} events: it was rolled back or "
                                    "truncated")
            elif self.roots.get(witness.size) != witness.root:
                self.problem(place, f"the log's first {witness.size} events are others: it was rewritten")

    # Proofs, contents, timestamps

    def check_proofs(self, heads):
        missing, steps = set(self.exhibits), {head.size for head in heads[1:]}
        former = {one.size: (one, other) for one, other in zip(heads, heads[1:])}
        for number, line, _ in self.lines("data/proofs.jsonl"):
            place, proof = f"data/proofs.jsonl line {number}", flat_record(line)
            path = [decode64(one) for one in proof.get("path", "").split(" ") if one] if proof else []
            names = set(proof or ())
            size = decode_count(proof.get("size")) if proof else None
            good = size is not None and len(path) <= 128 and all(one and len(one) == 32 for one in path)
            good = good and " ".join(base64.b64encode(one).decode() for one in path) == proof.get("path")
            if good and names == {"kind", "leaf", "path", "position", "size"} and proof["kind"] == "inclusion":
                position, leaf = decode_count(proof["position"]), decode64(proof["leaf"])
                good = (position in missing and leaf == self.leaves[position] and heads
                        and heads[-1].size == size
                        and includes(leaf, position, 0, size, path, heads[-1].root))
                missing.discard(position)
                what = f"it does not prove that event {position} is in the log"
            elif good and names == {"from", "kind", "path", "size"} and proof["kind"] == "consistency":
                begin = decode_count(proof["from"])
                one, other = former.get(begin, (None, None))
                good = (other is not None and other.size == size and size in steps
                        and is_consistent(one.root, begin, other.root, size, path))
                steps.discard(size)
                what = f"it does not prove that the log grew from {begin} to {size}"
            else:
                good, what = False, "this is no proof: it was altered"
            if good:
                self.proofs += 1
            else:
                self.problem(place, what)
        for position in sorted(missing):
            self.problem("data/proofs.jsonl", f"the proof for event {position} is missing")
        for size in sorted(steps):
            self.problem("data/proofs.jsonl", f"the proof up to {size} events is missing")

    def check_contents(self):
        listed = self.text("data/withheld.txt").split("\n")[:-1]
        withheld = {exhibit_position(line) for line in listed}
        if None in withheld:
            self.problem("data/withheld.txt", "a line of it was altered")
        owners = {digests: position for position, digests in self.exhibits.items()}
        cited = set()
        for position, digests in self.exhibits.items():
            path = f"data/exhibits/{digests[1]}"
            cited.add(path)
            if path in self.digests:
                if self.digests[path] == digests:
                    self.contents += 1
                else:
                    other = owners.get(self.digests[path])
                    how = "it was altered" if other is None else \
                        f"they are those of E-{other}, the files were swapped"
                    self.problem(path, f"its bytes are not those of E-{position}: {how}")
            elif position in withheld:
                self.withheld_contents += 1
            elif position not in self.disposed:
                self.problem(path, f"the bytes of E-{position} are missing: the file was deleted")
        for path in sorted(set(self.digests) - cited):
            self.problem(path, "no event speaks of it: it was inserted")

    def check_timestamps(self, heads):
        expected, by_size = set(), {head.size: head for head in heads}
        for position, size, value in self.timestamps:
            path, stamped = f"data/timestamps/{position}.tsr", f"data/timestamps/{position}.note"
            expected |= {path, stamped}
            if size not in by_size:
                self.problem(path, f"the head of {size} events that it is over is missing")
                continue
            token, note = self.data(path, 1 << 20), self.data(stamped, 1 << 20)
            if hashlib.sha256(token).hexdigest() != value or note != by_size[size].note.data:
                self.problem(path, f"it is not the token that event {position} speaks of")
                continue
            try:
                when, is_trusted = check_token(token, note, self.authorities)
            except ValueError as error:
                self.problem(path, f"the timestamp is not good: {error}")
                continue
            self.stamps.append(f"{path}: {when}")
            if not is_trusted:
                self.notes.append(f"{path}: its signature is good, but no --tsa-ca says whether its "
                                  "signer is to be believed")
        for path in sorted(self.files.sizes):
            if path.startswith("data/timestamps/") and path not in expected:
                self.problem(path, "no event speaks of it: it was inserted")


def exhibit_position(text):
    return decode_count(text[2:]) if text and text.startswith("E-") else None


def is_time(text):
    return text is not None and re.fullmatch(
        r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z", text, re.ASCII) is not None


def arguments():
    parser = argparse.ArgumentParser(description="Verifies an evidence export.")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("export", nargs="?", default=here)
    parser.add_argument("--key")
    parser.add_argument("--witness")
    parser.add_argument("--tsa-ca")
    return parser.parse_args()


def open_export(path):
    return Folder(path) if os.path.isdir(path) else Zip(path)


def given_key(text):
    if text is None:
        return None
    if os.path.exists(text):
        with open(text, encoding="utf-8") as file:
            text = file.read().split("\n")[0]
    return Key(text)


def main():
    options = arguments()
    try:
        witnesses, authorities = [], []
        if options.witness:
            with open(options.witness, "rb") as file:
                witnesses = read_heads(file.read())
        if options.tsa_ca:
            with open(options.tsa_ca, "rb") as file:
                blocks = re.findall(b"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?",
                                    file.read(), re.DOTALL)
            authorities = [x509.load_pem_x509_certificate(block) for block in blocks]
        verifier = Verifier(open_export(options.export), given_key(options.key), witnesses, authorities)
    except Broken as broken:
        print("{}: {}".format(*broken.args))
        return 1
    except (OSError, ValueError) as error:
        print(f"verify.py: {error}", file=sys.stderr)
        return 2
    is_good = verifier.verify()
    for line in verifier.problems:
        print(line.encode("unicode_escape").decode())
    if verifier.problem_count > len(verifier.problems):
        print(f"and {verifier.problem_count - len(verifier.problems)} more")
    for note in verifier.notes:
        print("note:", note)
    print(f"{verifier.tree.size} events ({len(verifier.withheld_events)} withheld), "
          f"{len(verifier.exhibits)} exhibits, {verifier.contents} contents "
          f"({verifier.withheld_contents} withheld), {verifier.proofs} proofs, "
          f"{len(verifier.stamps)} timestamps")
    for _, key in verifier.keys:
        print("key:", key.text)
    print("GOOD" if is_good else "NOT GOOD: do not rely on this export")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
