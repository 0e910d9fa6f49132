#!/usr/bin/env python3
"""Puts the queries that rules become to the engines that are here, over the same rows.

    query-engines.py ROLLCALL

SQLite is the measure: other tests compare it with Rollcall's own results. ClickHouse is asked through
chdb, Spark SQL through pyspark or, where that is absent, as sqlglot writes it for DuckDB, KQL through
adxlite; ES|QL is read with the grammar that esql-parser carries. What is not installed is told and left
out. Ends with status 1 if one engine finds other rows than SQLite.
"""

import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile

HEAD = "logsource: {product: azure, service: signinlogs}\n"
DETECTIONS = {
    "equal": "sel: {Name: ada}\n  condition: sel",
    "cased": "sel:\n    Name|cased: Ada\n  condition: sel",
    "prefix": "sel:\n    Name|startswith: [a, B]\n  condition: sel",
    "middle": "sel:\n    Text|contains: 'x'\n  no: {Place: [north, null]}\n  condition: sel and not no",
    "absent": "sel: {Place: null}\n  condition: sel",
    "quoted": "sel:\n    Text|endswith: \"it's\"\n  condition: sel",
    "number": "sel:\n    Count|gte: 5\n  no:\n    Count|lt: 7\n  condition: sel and not no",
    "same": "sel:\n    Name|fieldref: Place\n  condition: not sel",
}
PLACES = ["north", "South", "ada", None]
CORRELATIONS = {
    "many": "type: event_count\n  rules: [a]\n  group-by: [Place]\n  timespan: 120s\n  condition: {gte: 4}",
    "between": "type: event_count\n  rules: [a, b]\n  timespan: 10s\n  condition: {gte: 3, lt: 6}",
    "values": "type: value_count\n  rules: [a, b]\n  group-by: [Place]\n  timespan: 30s\n"
              "  condition: {gte: 3, field: Count}",
    "both": "type: temporal\n  rules: [a, b]\n  group-by: [Place]\n  timespan: 5s",
    "ordered": "type: temporal_ordered\n  rules: [a, b]\n  group-by: [Place]\n  timespan: 5s",
    "nested": "type: event_count\n  rules: [many]\n  group-by: [Place]\n  timespan: 300s\n  condition: {gte: 3}",
}


def rules():
    documents = [f"title: {name}\nname: {name}\n{HEAD}detection:\n  {text}" for name, text in DETECTIONS.items()]
    inputs = [f"title: {name}\nname: {name}\n{HEAD}detection:\n  sel: {{Name: {value}}}\n  condition: sel"
              for name, value in (("a", "ada"), ("b", "bob"))]
    correlations = [f"title: {name}\nname: {name}\ncorrelation:\n  {text}\n"
                    for name, text in CORRELATIONS.items()]
    return documents, inputs + correlations


def rows(chance):
    found = []
    for number in range(400):
        found.append({
            "id": number, "time": chance.randrange(1500),
            "Name": chance.choice(["ada", "Ada", "bob", "BOB", "eve", None]),
            "Place": chance.choice(PLACES), "Count": chance.choice([*map(str, range(10)), "many", None]),
            "Text": chance.choice(["x", "aXb", "it's", "say \"x\"", "", None]),
        })
    return found


# Where an engine that stands in for another is known to differ from it.
FLAWS = {("kql", "detection middle"): "adxlite tells letters apart in 'contains', unlike Kusto"} | {
    ("kql", f"correlation {title}"): "adxlite reads it, and takes no timespan from a time"
    for title in CORRELATIONS}


class Missing(Exception):
    """An engine that is not installed."""


def sqlite(data):
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE events (id INTEGER, time INTEGER, Name, Place, Count, Text)")
    database.executemany("INSERT INTO events VALUES (:id, :time, :Name, :Place, :Count, :Text)", data)

    def ask(query):
        cursor = database.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor]
    return ask


def clickhouse(data):
    try:
        import chdb
    except ImportError:
        raise Missing("chdb") from None
    session = chdb.session.Session()
    columns = ", ".join(f"{name} Nullable(String)" for name in ("Name", "Place", "Count", "Text"))
    session.query(f"CREATE DATABASE d; USE d; CREATE TABLE events (id Int64, time Int64, {columns}) ENGINE = Memory")
    session.query("INSERT INTO events FORMAT JSONEachRow " + "\n".join(map(json.dumps, data)))

    def ask(query):
        text = str(session.query(query, "JSONEachRow"))
        return [json.loads(line) for line in text.splitlines() if line]
    return ask


def spark(data):
    columns = "id BIGINT, time BIGINT, Name STRING, Place STRING, Count STRING, Text STRING"
    order = ("id", "time", "Name", "Place", "Count", "Text")
    try:
        from pyspark.sql import SparkSession
        session = SparkSession.builder.master("local[1]").getOrCreate()
        session.createDataFrame([tuple(row[name] for name in order) for row in data], columns) \
            .createOrReplaceTempView("events")
        return lambda query: [row.asDict() for row in session.sql(query).collect()]
    except ImportError:
        pass
    try:
        import duckdb
        import sqlglot
    except ImportError:
        raise Missing("pyspark, or duckdb and sqlglot") from None
    database = duckdb.connect()
    database.execute(f"CREATE TABLE events ({columns.replace('STRING', 'VARCHAR')})")
    database.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
                         [tuple(row[name] for name in order) for row in data])

    def ask(query):
        cursor = database.execute(sqlglot.transpile(query, read="spark", write="duckdb")[0])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]
    return ask


def kql(data):
    try:
        import adxlite
    except ImportError:
        raise Missing("adxlite") from None
    return kql_engine(adxlite, data)


def esql(_):
    try:
        import antlr4
        from esql_parser.EsqlBaseLexer import EsqlBaseLexer
        from esql_parser.EsqlBaseParser import EsqlBaseParser
    except ImportError:
        raise Missing("esql-parser") from None

    def read(query):
        parser = EsqlBaseParser(antlr4.CommonTokenStream(EsqlBaseLexer(antlr4.InputStream(query))))
        parser.removeErrorListeners()
        parser.singleStatement()
        if parser.getNumberOfSyntaxErrors():
            raise ValueError("the grammar does not know this")
        return None
    return read


def kql_engine(adxlite, data):
    import pandas
    # A text of KQL is never null: what is missing is empty.
    frame = pandas.DataFrame([{name: "" if value is None else value for name, value in row.items()} for row in data])
    frame["TimeGenerated"] = pandas.to_datetime(frame["time"], unit="s")
    frame["_ItemId"] = frame["id"].astype(str)
    client = adxlite.AdxLiteClient()
    client.ingest("events", frame)

    def ask(query):
        found = client.query(query)
        return found.to_dict("records")
    return ask


def translated(rollcall, folder, text, dialect):
    (folder / "rules.yml").write_text(text, encoding="utf-8")
    run = subprocess.run([rollcall, "hunt", "translate", "rules.yml", "--to", dialect], cwd=folder,
                         capture_output=True, text=True, check=False)
    return [query for query in run.stdout.split("\n\n") if query.strip()], run.stderr


def key(found):
    """What tells a found row: the record, and the group for a correlation."""
    return sorted({(int(row["id"]), str(row.get("group0", ""))) for row in found})


def main():
    rollcall = pathlib.Path(sys.argv[1]).resolve()
    data, failed = rows(random.Random(7)), False
    documents, correlated = rules()
    engines = {"clickhouse": clickhouse, "spark": spark, "kql": kql, "esql": esql}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        measure = sqlite(data)
        sets = [("detection " + title, text) for title, text in zip(DETECTIONS, documents)]
        for title in CORRELATIONS:
            needed = [text for text in correlated
                      if text.startswith(("title: a\n", "title: b\n", f"title: {title}\n"))
                      or title == "nested" and text.startswith("title: many\n")]
            sets.append(("correlation " + title, "\n---\n".join(needed)))
        expected = {}
        for title, text in sets:
            queries, errors = translated(rollcall, folder, text, "sqlite")
            if not queries:
                sys.exit(f"query-engines: sqlite: {title}: {errors}")
            expected[title] = key(measure(queries[-1]))
            if not expected[title]:
                sys.exit(f"query-engines: {title} finds nothing, so nothing is compared")
        for dialect, engine in engines.items():
            try:
                ask = engine(data)
            except Missing as missing:
                print(f"{dialect}: skipped, {missing} is absent")
                continue
            equal = refused = 0
            for title, text in sets:
                queries, errors = translated(rollcall, folder, text, dialect)
                if not queries:
                    print(f"{dialect}: {title}: refused: {errors.strip()}")
                    refused += 1
                    continue
                try:
                    found = ask(queries[-1])
                except Exception as error:  # Whatever an engine throws is its verdict.
                    print(f"{dialect}: {title}: {error}\n{queries[-1]}")
                    failed = True
                    continue
                if found is not None and key(found) != expected[title] and (dialect, title) in FLAWS:
                    print(f"{dialect}: {title}: not compared, {FLAWS[dialect, title]}")
                    continue
                if found is not None and key(found) != expected[title]:
                    print(f"{dialect}: {title}: {len(key(found))} rows, SQLite {len(expected[title])}\n{queries[-1]}")
                    failed = True
                    continue
                equal += 1
            print(f"{dialect}: {equal} of {len(sets)} {'read' if dialect == 'esql' else 'equal'}, {refused} refused")
    sys.exit(1 if failed else 0)


main()
