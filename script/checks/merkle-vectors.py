#!/usr/bin/env python3
"""Puts the published vectors of Merkle proofs to verify.py.

    merkle-vectors.py FOLDER

FOLDER holds inclusion, consistency, subtreeinclusion and subtreeconsistency with one JSON file a vector.
Ends with status 1 if one gets another verdict than the published one, after naming it.
"""

import base64
import hashlib
import importlib.util
import json
import pathlib
import sys

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SPEC = importlib.util.spec_from_file_location("verify", ROOT / "Sources/Custody/Resources/verify.py")
verify = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(verify)


def root_of(text):
    """Where no hash is taken, the vectors have short texts for roots; each gets a hash of its own."""
    data = base64.b64decode(text or "")
    return data if len(data) == 32 else hashlib.sha256(b"\0" + data).digest()


def is_proved(vector, kind):
    path = [base64.b64decode(one) for one in vector.get("proof") or []]
    if any(len(one) != 32 for one in path):
        return False
    start, end = vector.get("start", 0), vector.get("end", 0)
    if kind.endswith("inclusion"):
        leaf, root = base64.b64decode(vector.get("leafHash") or ""), root_of(vector.get("root"))
        if len(leaf) != 32:
            return False
        index = vector.get("leafIdx", 0)
        if kind == "inclusion":
            return verify.includes(leaf, index, 0, vector.get("treeSize", 0), path, root)
        return verify.includes(leaf, index, start, end, path, root)
    first, last = root_of(vector.get("root1")), root_of(vector.get("root2"))
    if kind == "consistency":
        return verify.is_consistent(first, vector.get("size1", 0), last, vector.get("size2", 0), path)
    return verify.has_subtree(first, start, end, last, vector.get("size", 0), path)


def main():
    count, wrong = 0, []
    for kind in ["inclusion", "consistency", "subtreeinclusion", "subtreeconsistency"]:
        for file in sorted((pathlib.Path(sys.argv[1]) / kind).rglob("*.json")):
            vector = json.loads(file.read_text(encoding="utf-8"))
            count += 1
            if is_proved(vector, kind) == vector["wantErr"]:
                wrong.append(f"{kind}/{file.name}")
    for name in wrong:
        print("wrong:", name)
    print(f"{count} vectors, {len(wrong)} wrong")
    sys.exit(1 if wrong or not count else 0)


main()
