"""The repository's own files, and how a check reports."""

import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
IGNORED_FOLDERS = {".git", ".build", ".bench", "demo-workspace", "__pycache__"}
# Hosts of package registries: no address of theirs belongs into the repository.
PACKAGE_REGISTRY = re.compile(
    r"\b(registry\.npmjs\.org|(files\.)?pythonhosted\.org|pypi\.org|crates\.io|rubygems\.org"
    r"|proxy\.golang\.org|repo1?\.maven\.(apache\.)?org)\b"
)


def files():
    """Paths from the root: what git tracks and what it would; every file where there is no git."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return sorted({name for name in names if os.path.isfile(os.path.join(ROOT, name))})
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in IGNORED_FOLDERS]
        found += [os.path.relpath(os.path.join(folder, name), ROOT) for name in names]
    return sorted(found)


def read(path):
    """The text of a file, or None if it is no text."""
    with open(os.path.join(ROOT, path), "rb") as file:
        content = file.read()
    if b"\0" in content:
        return None
    return content.decode("utf-8", errors="replace")


def finish(problems):
    """Prints the problems and ends with status 1 if there are any."""
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)
