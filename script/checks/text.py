"""No text that belongs to one machine, and no file too long to read."""

import re

from repository import PACKAGE_REGISTRY, files, finish, read

LONGEST_FILE = 600
# Tables, data and the licence may be longer, and the verifier that every export carries: one file, so
# that a stranger can read and keep it as a whole.
MAY_BE_LONG = re.compile(r"Tables?\.swift$|^Examples/|\.facts$|^Benchmarks/results/|/Golden/|^LICENSE$"
                         r"|^Sources/Custody/Resources/verify\.py$")
FORBIDDEN = [
    (re.compile(r"(?<![\w./-])/(work|opt|root|home/[a-z]\w*)(?=/)"), "a path of one machine"),
    (PACKAGE_REGISTRY, "a package registry's host"),
    (re.compile(r"^(<<<<<<<|>>>>>>>) "), "a merge that is not finished"),
]

problems = []
for path in files():
    if path in ("script/checks/text.py", "script/checks/repository.py"):
        continue
    text = read(path)
    if text is None:
        continue
    lines = text.splitlines()
    if len(lines) > LONGEST_FILE and not MAY_BE_LONG.search(path):
        problems.append(f"{path}: {len(lines)} lines; at most {LONGEST_FILE} where it is no table")
    for number, line in enumerate(lines, 1):
        for pattern, meaning in FORBIDDEN:
            found = pattern.search(line)
            if found:
                problems.append(f"{path}:{number}: {meaning}: {found[0]}")
finish(problems)
