#!/usr/bin/env python3
"""Puts the queries that rules become to the engines that are here, over the same rows.

    query-engines.py ROLLCALL

SQLite is the measure: other tests compare it with Rollcall's own results. ClickHouse is asked through
chdb, Spark SQL through pyspark or, where that is absent, as sqlglot writes it for DuckDB, KQL as
duckdb-kql does, which reads it with Microsoft's grammar. ES|QL is read with the grammar that esql-parser
carries; it and SPL are run by pipelines.py. The same rules as pySigma's backends write them in SPL, KQL
and ES|QL must find the same rows, and pySigma must read what --to sigma writes. What is not installed is
told and left out. Ends with status 1 if anything finds other rows than SQLite.
"""

import json
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

import pipelines

HEAD = "logsource: {product: azure, service: signinlogs}\n"
DETECTIONS = {
    "equal": "sel: {Name: ada}\n  condition: sel",
    "cased": "sel:\n    Name|cased: Ada\n  condition: sel",
    "prefix": "sel:\n    Name|startswith: [a, b]\n  condition: sel",
    "middle": "sel:\n    Text|contains: 'x'\n  other: {Place: [north, null]}\n  condition: sel and not other",
    "any of": "one: {Name: [ada, bob]}\n  two:\n    Place: north\n    Count: '3'\n  condition: 1 of them",
    "network": "sel:\n    Text|cidr: '10.1.0.0/16'\n  condition: sel",
    "pattern": "sel:\n    Text|re: '^a.?b$'\n  condition: sel",
    "absent": "sel: {Place: null}\n  condition: sel",
    "quoted": "sel:\n    Text|endswith: \"it's\"\n  condition: sel",
    "number": "sel:\n    Count|gte: 5\n  other:\n    Count|lt: 7\n  condition: sel and not other",
    "same": "sel:\n    Name|fieldref: Place\n  condition: not sel",
}
PLACES = ["north", "South", "ada", None]
TEXTS = ("Name", "Place", "Count", "Text")
CORRELATIONS = {
    "many": "type: event_count\n  rules: [a]\n  group-by: [Place]\n  timespan: 120s\n  condition: {gte: 4}",
    "between": "type: event_count\n  rules: [a, b]\n  timespan: 10s\n  condition: {gte: 3, lt: 6}",
    "values": "type: value_count\n  rules: [a, b]\n  group-by: [Place]\n  timespan: 30s\n"
              "  condition: {gte: 3, field: Count}",
    "both": "type: temporal\n  rules: [a, b]\n  group-by: [Place]\n  timespan: 5s",
    "exactly": "type: event_count\n  rules: [a]\n  timespan: 20s\n  condition: {eq: 2}",
    "three": "type: temporal_ordered\n  rules: [a, b, a3]\n  group-by: [Place]\n  timespan: 40s",
    "ordered": "type: temporal_ordered\n  rules: [a, b]\n  group-by: [Place]\n  timespan: 5s",
    "nested": "type: event_count\n  rules: [many]\n  group-by: [Place]\n  timespan: 300s\n  condition: {gte: 3}",
}


def rules():
    documents = [f"title: {name}\nname: {name}\n{HEAD}detection:\n  {text}" for name, text in DETECTIONS.items()]
    inputs = [f"title: {name}\nname: {name}\n{HEAD}detection:\n  sel: {{Name: {value}}}\n  condition: sel"
              for name, value in (("a", "ada"), ("b", "bob"), ("a3", "eve"))]
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
            "Text": chance.choice(["x", "aXb", "it's", "say \"x\"", "", None, "10.1.2.3", "10.2.0.1", "ab"]),
        })
    return found


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
    columns = ", ".join(f"{name} Nullable(String)" for name in TEXTS)
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
        import duckdb
        import duckdb_kql
        duckdb.connect().execute("SET TimeZone = 'UTC'")
    except ImportError as missing:
        raise Missing(missing.name) from None
    database = duckdb_kql.connect()
    database.execute("CREATE TABLE events (TimeGenerated TIMESTAMP, _ItemId VARCHAR, id BIGINT, Name VARCHAR, "
                     "Place VARCHAR, Count VARCHAR, Text VARCHAR)")
    # A text of KQL is never null: what is missing is empty.
    database.executemany(
        "INSERT INTO events VALUES (make_timestamp(? * 1000000), ?, ?, ?, ?, ?, ?)",
        [(row["time"], padded(row["id"]), row["id"], *(row[name] or "" for name in TEXTS)) for row in data])

    def ask(query):
        found = duckdb_kql.query(database, query)
        return [dict(zip(found.columns, row)) for row in found.fetchall()]
    return ask


def padded(number):
    """Ids are texts there, and told apart by them at equal times."""
    return f"{number:06d}"


def esql(data):
    try:
        import antlr4
        from esql_parser.EsqlBaseLexer import EsqlBaseLexer
        from esql_parser.EsqlBaseParser import EsqlBaseParser
    except ImportError:
        raise Missing("esql-parser") from None
    # Elastic keeps no empty-handed fields apart: a missing value is null, an empty text is one.
    rows = [row | {"_id": padded(row["id"]), "@timestamp": row["time"] * 1000} for row in data]

    def ask(query):
        parser = EsqlBaseParser(antlr4.CommonTokenStream(EsqlBaseLexer(antlr4.InputStream(query))))
        parser.removeErrorListeners()
        parser.singleStatement()
        if parser.getNumberOfSyntaxErrors():
            raise ValueError("Elastic's grammar does not know this")
        return pipelines.esql(query, rows)
    return ask


def spl(data):
    rows = [row | {"_time": row["time"], "_cd": padded(row["id"]), "splunk_server": "s", "index": "i"} for row in data]

    def ask(query):
        found = pipelines.spl(query, rows)
        return [row | {"id": re.match(r"\d+", str(row["id"]))[0]} for row in found]
    return ask


def translated(rollcall, folder, text, dialect):
    (folder / "rules.yml").write_text(text, encoding="utf-8")
    run = subprocess.run([rollcall, "hunt", "translate", "rules.yml", "--to", dialect], cwd=folder,
                         capture_output=True, text=True, check=False)
    mark = "\n---\n" if dialect == "sigma" else "\n\n"
    return [query for query in run.stdout.split(mark) if query.strip()], run.stderr


def key(found):
    """What tells a found row: the record, and the group for a correlation."""
    return sorted({(int(row["id"]), str(row.get("group0", ""))) for row in found})


class Comparison:
    """Every set of rules with the rows that SQLite finds, and what was found elsewhere."""

    def __init__(self, rollcall, folder, data):
        self.rollcall, self.folder, self.failed = rollcall, folder, False
        documents, correlated = rules()
        self.sets = [("detection " + title, text) for title, text in zip(DETECTIONS, documents)]
        for title in CORRELATIONS:
            needed = [text for text in correlated
                      if text.startswith(("title: a\n", "title: b\n", f"title: {title}\n"))
                      or title == "nested" and text.startswith("title: many\n")
                      or title == "three" and text.startswith("title: a3\n")]
            self.sets.append(("correlation " + title, "\n---\n".join(needed)))
        self.data = data
        ask = sqlite(data)
        # SQLite alone has neither; what they must find is plain.
        self.expected = {
            "detection network": [(row["id"], "") for row in data if row["Text"] == "10.1.2.3"],
            "detection pattern": [(row["id"], "") for row in data if row["Text"] in ("ab", "aXb")],
        }
        for title, text in self.sets:
            queries, errors = translated(rollcall, folder, text, "sqlite")
            if queries:
                self.expected[title] = key(ask(queries[-1]))
            if not self.expected.get(title):
                sys.exit(f"query-engines: {title} finds nothing, so nothing is compared: {errors}")

    def fail(self, message):
        print(message)
        self.failed = True

    def is_equal(self, name, title, query, ask):
        if (name, title) in BEYOND_ENGINES:
            print(f"{name}: {title}: not run, {BEYOND_ENGINES[name, title]}")
            return False
        try:
            found = key(ask(query))
        except Exception as error:  # Whatever an engine throws is its verdict.
            self.fail(f"{name}: {title}: {type(error).__name__}: {error}\n{query}")
            return False
        if found != self.expected[title]:
            self.fail(f"{name}: {title}: {len(found)} rows, SQLite {len(self.expected[title])}\n{query}")
            return False
        return True

    def ours(self, dialect, ask):
        """Every set in one language: the rows are SQLite's, or a refusal that is told."""
        equal, refused = 0, []
        for title, text in self.sets:
            queries, errors = translated(self.rollcall, self.folder, text, dialect)
            if not errors:
                equal += self.is_equal(dialect, title, queries[-1], ask)
            elif (dialect, title) in REFUSED:
                refused.append(f"{title} ({REFUSED[dialect, title]})")
            else:
                self.fail(f"{dialect}: {title}: {errors}")
        told = f", refused: {', '.join(refused)}" if refused else ""
        print(f"{dialect}: {equal} of {len(self.sets)} equal{told}")

    def sigma(self, name, dialect, backend, ask):
        """The detections as pySigma writes them: the same rows, wherever its backend takes the rule.

        In ES|QL it tells letters apart by case, which rules do not: `ask` then has rows in lower case.
        """
        from sigma.collection import SigmaCollection
        equal, refused = 0, []
        for title, text in self.sets:
            if not title.startswith("detection"):
                continue
            try:
                query = backend.convert(SigmaCollection.from_yaml(text))[0]
            except (NotImplementedError, ValueError) as error:
                refused.append(f"{title} ({str(error).partition('.')[0]})")
                continue
            if (dialect, title) in DIFFERENT:
                refused.append(f"{title} ({DIFFERENT[dialect, title]})")
                continue
            equal += self.is_equal(f"{name} in {dialect}", title, query if dialect != "kql" else "events\n| where " + query, ask)
        told = f", not compared: {'; '.join(refused)}" if refused else ""
        print(f"{name}'s {dialect}: {equal} detections equal{told}")

    def reread(self):
        """What --to sigma writes is Sigma for others too, and means the same when it is read again."""
        from sigma.collection import SigmaCollection
        equal = 0
        for title, text in self.sets:
            documents, errors = translated(self.rollcall, self.folder, text, "sigma")
            if not documents:
                self.fail(f"sigma: {title}: {errors}")
                continue
            again = "\n---\n".join(documents)
            before = translated(self.rollcall, self.folder, text, "clickhouse")[0]
            after = translated(self.rollcall, self.folder, again, "clickhouse")[0]
            if before != after or not before:
                self.fail(f"sigma: {title}: means something else when it is read again\n{again}")
                continue
            try:
                taken = SigmaCollection.from_yaml(again)
                if taken.errors:
                    raise taken.errors[0]
            except Exception as error:  # Whatever pySigma throws is its verdict.
                if title not in BEYOND_PYSIGMA:
                    self.fail(f"sigma: {title}: pySigma: {error}\n{again}")
                    continue
            equal += 1
        print(f"sigma: {equal} of {len(self.sets)} read again, by pySigma too")


# What a language cannot say, so that Rollcall refuses it.
REFUSED = {
    ("spark", "detection network"): "no test for networks",
    ("esql", "detection pattern"): "regular expressions are another language",
    ("esql", "correlation nested"): "no correlations of correlations",
    ("spl", "correlation nested"): "no correlations of correlations",
}
# What an engine that stands in for another one does not know.
BEYOND_ENGINES = {("kql", "detection network"): "duckdb-kql has no ipv6_is_in_range"}
# Where pySigma's query means something else than the rule, or its reader takes less than the specification.
DIFFERENT = {
    ("spl", "detection same"): "a comparison with nothing is neither true nor false there",
    ("esql", "detection same"): "a comparison with nothing is neither true nor false there",
    ("kql", "detection absent"): "isnull of a text is never true",
    ("kql", "detection middle"): "isnull of a text is never true",
    ("kql", "detection number"): "compares a text with a number",
    ("kql", "detection network"): "duckdb-kql has no ipv4_is_in_range",
    ("esql", "detection pattern"): "^ and $ mean nothing in ES|QL's regular expressions",
}
BEYOND_PYSIGMA = {"correlation between": "takes one comparison in a condition"}


def pysigma(comparison, asks):
    try:
        from sigma.backends.elasticsearch.elasticsearch_esql import ESQLBackend
        from sigma.backends.kusto import KustoBackend
        from sigma.backends.splunk import SplunkBackend
    except ImportError as missing:
        print(f"pySigma: skipped, {missing.name} is absent")
        return
    comparison.reread()
    asks = asks | {"esql": esql([{name: value.lower() if isinstance(value, str) else value
                                  for name, value in row.items()} for row in comparison.data])} if "esql" in asks else asks
    for dialect, backend in (("spl", SplunkBackend()), ("kql", KustoBackend()), ("esql", ESQLBackend())):
        if dialect in asks:
            comparison.sigma("pySigma", dialect, backend, asks[dialect])


def main():
    data, asks = rows(random.Random(7)), {}
    with tempfile.TemporaryDirectory() as name:
        comparison = Comparison(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(name), data)
        for dialect, engine in {"clickhouse": clickhouse, "spark": spark, "kql": kql, "esql": esql, "spl": spl}.items():
            try:
                asks[dialect] = engine(data)
            except Missing as missing:
                print(f"{dialect}: skipped, {missing} is absent")
                continue
            comparison.ours(dialect, asks[dialect])
        pysigma(comparison, asks)
    sys.exit(1 if comparison.failed else 0)


main()
