"""Runs Sigma rules over Windows JSON with pySigma's SQLite backend, as `script/bench-hunt` asks.

    pysigma_sqlite.py RULES LOG

The event data of each record becomes a row; each rule becomes a query. Prints one JSON object: matches by
rule, and the processor seconds for reading the rows, writing the queries and running them.
"""

import json
import re
import sqlite3
import sys
import time
from pathlib import Path

from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection


def rows(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            event = json.loads(line)["Event"]
            if event["System"]["EventID"] == 1:
                yield event["EventData"]


def load(path):
    database = sqlite3.connect(":memory:")
    database.create_function("regexp", 2, lambda pattern, text: bool(re.search(pattern, text or "")))
    columns = None
    batch = []
    for row in rows(path):
        if columns is None:
            columns = list(row)
            database.execute("CREATE TABLE logs (%s)" % ", ".join(f'"{name}" TEXT COLLATE NOCASE' for name in columns))
        batch.append([str(row.get(name)) for name in columns])
    database.executemany("INSERT INTO logs VALUES (%s)" % ", ".join("?" * len(columns)), batch)
    return database


def main():
    started = time.process_time()
    database = load(sys.argv[2])
    loaded = time.process_time()
    backend = sqliteBackend()
    queries = {}
    for path in sorted(Path(sys.argv[1]).glob("*.yml")):
        rules = SigmaCollection.from_yaml(path.read_text())
        queries[path.stem] = backend.convert(rules)[0].replace("<TABLE_NAME>", "logs")
    written = time.process_time()
    matches = {name: len(database.execute(query).fetchall()) for name, query in queries.items()}
    print(json.dumps({
        "load": loaded - started, "convert": written - loaded, "query": time.process_time() - written,
        "matches": {name: count for name, count in matches.items() if count},
    }))


main()
