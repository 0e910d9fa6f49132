"""Documents agree with the code and with each other.

Links to files and headings resolve, every ADR is listed, and docs/formats.md names every format and
every gap that the code knows, and none that it does not.
"""

import os
import re

from repository import ROOT, files, finish, read

FORMATS = "docs/formats.md"
DECISIONS = "docs/adr"
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|^\[[^\]\n]+\]:\s*(\S+)", re.MULTILINE)
FENCE = re.compile(r"^(```+|~~~+)[\s\S]*?^\1", re.MULTILINE)

problems = []


def without_code(text):
    text = FENCE.sub(lambda found: "\n" * found[0].count("\n"), text)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(path):
    """The headings of a document as links name them."""
    found = set()
    for heading in re.findall(r"^#+\s+(.*?)\s*#*$", FENCE.sub("", read(path) or ""), re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.lower().replace("`", ""))
        found.add(plain.replace(" ", "-"))
    return found


def check_links(path):
    text = without_code(read(path) or "")
    for found in LINK.finditer(text):
        link = found[1] or found[2]
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        line = text.count("\n", 0, found.start()) + 1
        name, _, anchor = link.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
        if target.startswith("..") or not os.path.exists(os.path.join(ROOT, target)):
            problems.append(f"{path}:{line}: nothing at {link}")
        elif anchor and target.endswith(".md") and anchor not in anchors(target):
            problems.append(f"{path}:{line}: no heading for {link}")


def check_decisions():
    listed = read(f"{DECISIONS}/README.md") or ""
    for path in files():
        name = os.path.basename(path)
        if os.path.dirname(path) == DECISIONS and name != "README.md" and f"({name})" not in listed:
            problems.append(f"{DECISIONS}/README.md: {name} is not listed")


def check_formats():
    source = "\n".join(
        read(path) or "" for path in files()
        if path.startswith("Sources/LogFormats/") and path.endswith(".swift")
    )
    document = read(FORMATS) or ""
    formats = set(re.findall(r'FormatFacts\(\s*id: "([^"]+)"', source))
    gaps = set(re.findall(r'VisibilityGap\(\s*"([^"]+)"', source))
    if not formats or not gaps:
        problems.append("Sources/LogFormats: no formats or no gaps were found: the check is out of date")
    for name in sorted(formats | gaps):
        if f"`{name}`" not in document:
            problems.append(f"{FORMATS}: `{name}` is not named")
    for name in re.findall(r"^- `([a-z0-9.-]+)`:", document, re.MULTILINE):
        if name not in gaps:
            problems.append(f"{FORMATS}: `{name}` is no gap of the code")


for document in files():
    if document.endswith(".md"):
        check_links(document)
check_decisions()
check_formats()
finish(problems)
