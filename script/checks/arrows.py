"""Arrows between targets point down only.

The table in ARCHITECTURE.md is the law: its rows are the order, its last column is what a target may
import. Checked against it are the manifest (order, dependencies) and the import lines of every file.
Unsafe code stands in LogBytes alone.
"""

import json
import re
import subprocess

from repository import ROOT, files, finish, read

LAW = "ARCHITECTURE.md"
UNSAFE_TARGET = "LogBytes"
FREE_FOR_TESTS = {"Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Testing"}
IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?[ \t]+)*(?:(?:public|package|internal|private|fileprivate)[ \t]+)?"
    r"import[ \t]+(?:(?:struct|class|enum|protocol|func|var|let|typealias)[ \t]+)?(\w+)",
    re.MULTILINE,
)
UNSAFE = re.compile(r"\bunsafe\b|\bUnsafe\w+|\bwithUnsafe\w+|\bunsafe[A-Z]\w+|\bunsafelyUnwrapped\b")
# Comments and texts, so that words in them do not count. Order matters: the first that fits wins.
NOT_CODE = re.compile(
    r'#+"""[\s\S]*?"""#+|"""[\s\S]*?"""|#+".*?"#+|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*[\s\S]*?\*/'
)

problems = []


def law():
    """The rows of the table, top down: target name -> names in its last column."""
    rows = {}
    for line in (read(LAW) or "").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        name = re.match(r"`(\w+)`", cells[0])
        if line.startswith("|") and len(cells) == 3 and name:
            rows[name[1]] = re.findall(r"`(\w+)`", cells[2])
    if not rows:
        problems.append(f"{LAW}: the table of targets was not found")
    return rows


def manifest():
    dumped = subprocess.run(
        ["swift", "package", "--package-path", ROOT, "dump-package"], capture_output=True, check=True
    )
    return json.loads(dumped.stdout)["targets"]


def dependencies(target):
    return [(entry.get("byName") or entry.get("product") or entry.get("target"))[0]
            for entry in target["dependencies"]]


def imports(folder):
    """Import lines below a folder: (path, line number, module)."""
    for path in files():
        if path.startswith(folder + "/") and path.endswith(".swift"):
            text = NOT_CODE.sub(blank, read(path) or "")
            for found in IMPORT.finditer(text):
                line = text.count("\n", 0, found.start(1)) + 1
                yield path, line, found[1]


def blank(found):
    return re.sub(r"[^\n]", " ", found[0])


def check_manifest(allowed, targets):
    names = [target["name"] for target in targets if target["type"] != "test"]
    if names != list(allowed):
        problems.append(f"Package.swift: targets stand as {names}, the table of {LAW} as {list(allowed)}")
    order = {name: place for place, name in enumerate(allowed)}
    for target in targets:
        name = target["name"]
        if target["type"] == "test" or name not in allowed:
            continue
        for dependency in dependencies(target):
            if dependency in order and order[dependency] <= order[name]:
                problems.append(f"Package.swift: {name} -> {dependency} points up")
            if dependency not in allowed[name]:
                problems.append(f"Package.swift: {name} -> {dependency} is not in the table of {LAW}")
    if allowed.get("Model"):
        problems.append(f"{LAW}: Model imports nothing")


def check_imports(allowed, targets):
    for target in targets:
        name, declared = target["name"], set(dependencies(target))
        if target["type"] == "system":
            continue
        is_test = target["type"] == "test"
        used = set()
        for path, line, module in imports(("Tests/" if is_test else "Sources/") + name):
            used.add(module)
            if module not in (declared | FREE_FOR_TESTS if is_test else set(allowed.get(name, []))):
                problems.append(f"{path}:{line}: {name} may not import {module}")
        if not is_test:
            for module in sorted(declared - used):
                problems.append(f"Package.swift: {name} -> {module} is declared and never imported")
            for module in allowed.get(name, []):
                if module not in used:
                    problems.append(f"{LAW}: {name} does not import {module}")


def check_unsafe():
    for path in files():
        if not path.startswith("Sources/") or not path.endswith(".swift"):
            continue
        if path.startswith(f"Sources/{UNSAFE_TARGET}/"):
            continue
        text = NOT_CODE.sub(blank, read(path) or "")
        for found in UNSAFE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            problems.append(f"{path}:{line}: {found[0]} outside {UNSAFE_TARGET}")


rows, target_list = law(), manifest()
check_manifest(rows, target_list)
check_imports(rows, target_list)
check_unsafe()
finish(problems)
