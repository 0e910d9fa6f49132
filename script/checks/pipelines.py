"""Runs the SPL and ES|QL that rules become, over rows in memory.

Neither Splunk nor Elasticsearch can be had as a package, so these are small readers of the commands and
functions that the translations are made of, written from their manuals: what a real system does where
its manual is silent is not told by them. Anything else than those commands is an error. ES|QL is read
with Elastic's own grammar as well, where that is installed.

A row is a dict; a missing value is None or no key. Values are texts, numbers, truth values, or lists.
"""

import ipaddress
import math
import re

TOKEN = re.compile(r"""\s*(?:
    (?P<text>"(?:[^"\\]|\\.)*") | (?P<name>`(?:[^`]|``)*` | '(?:[^'\\]|\\.)*')
    | (?P<number>\d+(?:\.\d+)?) | (?P<word>[@A-Za-z_][A-Za-z0-9_@]*(?:\.[A-Za-z_]\w*)*)
    | (?P<sign>==|!=|<=|>=|[-+*/=<>(),.|]))""", re.VERBOSE)
COMPARISONS = {"==": lambda a, b: a == b, "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
               "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


def tokens(text):
    found, place = [], 0
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if not match:
            raise ValueError(f"no token: {text[place:place + 30]}")
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


def unescaped(text, others):
    """The text of a literal. `others` tells what a backslash before any other character is."""
    known = {"\\": "\\", '"': '"', "'": "'"} | others
    return re.sub(r"\\(.)", lambda found: known.get(found[1], found[0]), text[1:-1], flags=re.DOTALL)


def commands(query):
    """The pieces between pipes that stand in no literal."""
    pieces, start = [], 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|`[^`]*`|\'(?:[^\'\\]|\\.)*\'|\|', query):
        if match[0] == "|":
            pieces.append(query[start:match.start()].strip())
            start = match.end()
    return pieces + [query[start:].strip()]


class Expression:
    """Reads expressions by precedence: or, and, not, comparison, sum, product, value."""

    escapes = {}
    functions = {}

    def __init__(self, text):
        self.tokens, self.next = tokens(text), 0

    def peek(self):
        return self.tokens[self.next] if self.next < len(self.tokens) else (None, "")

    def take(self, *wanted):
        if self.peek()[0] in ("word", "sign") and self.peek()[1].upper() in wanted:
            self.next += 1
            return self.tokens[self.next - 1][1].upper()
        return None

    def need(self, wanted):
        if not self.take(wanted):
            raise ValueError(f"{wanted} expected before {self.tokens[self.next:][:4]}")

    def whole(self):
        value = self.either()
        if self.next < len(self.tokens):
            raise ValueError(f"not read: {self.tokens[self.next:][:6]}")
        return value

    def either(self):
        parts = [self.both()]
        while self.take("OR"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else lambda row: any_true([part(row) for part in parts])

    def both(self):
        parts = [self.negation()]
        while self.take("AND"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else lambda row: all_true([part(row) for part in parts])

    def negation(self):
        if not self.take("NOT"):
            return self.comparison()
        part = self.negation()
        return lambda row: None if part(row) is None else not part(row)

    def comparison(self):
        left = self.sum()
        if self.take("IS"):
            negated = self.take("NOT") is not None
            self.need("NULL")
            return lambda row: (left(row) is None) != negated
        if self.take("LIKE"):
            right = self.sum()
            return lambda row: None if left(row) is None else wildcard(right(row), left(row))
        sign = self.take(*COMPARISONS)
        if not sign:
            return left
        right = self.sum()
        return lambda row: compare(sign, left(row), right(row))

    def sum(self):
        left = self.product()
        while sign := self.take("+", "-", "."):
            left = self.operation(sign, left, self.product())
        return left

    def product(self):
        left = self.value()
        while sign := self.take("*", "/"):
            left = self.operation(sign, left, self.value())
        return left

    def operation(self, sign, left, right):
        def run(row):
            a, b = left(row), right(row)
            if a is None or b is None:
                return None
            if sign == ".":
                return text_of(a) + text_of(b)
            a, b = number(a), number(b)
            if None in (a, b):
                return None
            return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: self.divided(a, b)}[sign]()
        return run

    def value(self):
        kind, text = self.peek()
        self.next += 1
        if kind == "text":
            value = unescaped(text, self.escapes)
            return lambda row: value
        if kind == "name":
            name = text[1:-1].replace("``", "`") if text[0] == "`" else unescaped(text, {})
            return lambda row: row.get(name)
        if kind == "number":
            value = float(text) if "." in text else int(text)
            return lambda row: value
        if (kind, text) == ("sign", "-"):
            positive = self.value()
            return lambda row: -positive(row)
        if (kind, text) == ("sign", "("):
            inner = self.either()
            self.need(")")
            return inner
        if kind != "word":
            raise ValueError(f"a value expected, found {text}")
        if self.peek() == ("sign", "("):
            return self.call(text.lower())
        if text.lower() in ("null", "true", "false"):
            value = {"null": None, "true": True, "false": False}[text.lower()]
            return lambda row: value
        return lambda row: row.get(text)

    def call(self, name):
        self.need("(")
        arguments = []
        while not self.take(")"):
            arguments.append(self.either())
            self.take(",")
        if name == "case":
            return lambda row: chosen(arguments, row)
        if name in ("coalesce",):
            return lambda row: next((value for value in (part(row) for part in arguments) if value is not None), None)
        if name == "if":
            return lambda row: arguments[1](row) if arguments[0](row) is True else arguments[2](row)
        function = self.functions[name]
        return lambda row: function(*[part(row) for part in arguments])


def chosen(arguments, row):
    """The value behind the first condition that is true, or a last one without a condition."""
    pairs = list(zip(arguments[::2], arguments[1::2]))
    for condition, value in pairs:
        if condition(row) is True:
            return value(row)
    return arguments[-1](row) if len(arguments) % 2 else None


def any_true(values):
    return True if True in values else None if None in values else False


def all_true(values):
    return False if False in values else None if None in values else True


def number(value):
    """`None` for a text that is no number."""
    if isinstance(value, (int, float)):
        return value
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def text_of(value):
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return str(value)


def compare(sign, left, right):
    """A number and a text that holds one are compared as numbers, as SPL does; ES|QL never mixes them."""
    if left is None or right is None:
        return None
    if isinstance(left, (int, float)) != isinstance(right, (int, float)):
        left, right = number(left), number(right)
        if left is None or right is None:
            return False
    return COMPARISONS[sign](left, right)


def wildcard(pattern, text):
    """`*` and `?`, which a backslash takes the meaning of."""
    expression = "".join({"*": ".*", "?": "."}.get(piece, re.escape(piece[-1]))
                         for piece in re.findall(r"\\.|.", pattern, re.DOTALL))
    return re.fullmatch(expression, text, re.DOTALL) is not None


def in_network(network, text):
    try:
        return ipaddress.ip_address(text) in ipaddress.ip_network(network)
    except (TypeError, ValueError):
        return False


def known(function):
    """A function of something that is missing is missing."""
    return lambda *values: None if values[0] is None else function(*values)


def appended(*values):
    flat = [item for value in values if value is not None for item in (value if isinstance(value, list) else [value])]
    return None if not flat else flat if len(flat) > 1 else flat[0]


def expanded(rows, name):
    for row in rows:
        values = row.get(name)
        for value in values if isinstance(values, list) else [values]:
            yield row | {name: value}


def grouped(rows, names):
    """By the values of `names`; SPL and ES|QL differ in what becomes of a row without one of them."""
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row.get(name) for name in names), []).append(row)
    return groups.items()


def names_of(text):
    return [name.strip().strip("`'") for name in text.split(",") if name.strip()]


def assignments(text, reader):
    """`name = expression, …`: a comma inside parentheses belongs to the expression."""
    depth, start, parts = 0, 0, []
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[(),]', text):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if match[0] == "," and depth == 0:
            parts.append(text[start:match.start()])
            start = match.end()
    for part in parts + [text[start:]]:
        name, _, expression = part.partition("=")
        yield name.strip(), reader(expression).whole()


def part_of(values, first, last):
    """From `first` to `last`, which counts from the end if it is negative."""
    return values[first:last + 1 or None]


# --- SPL

def spl_match(text, pattern):
    return None if text is None else re.search(pattern, str(text)) is not None


class SPLExpression(Expression):
    functions = {
        "match": spl_match, "isnotnull": lambda value: value is not None, "isnull": lambda value: value is None,
        "null": lambda: None, "mvappend": appended, "lower": known(lambda text: str(text).lower()),
        "tonumber": number, "floor": known(math.floor), "cidrmatch": lambda network, text: in_network(network, text),
        "printf": lambda pattern, value: pattern % value,
        "split": known(lambda text, mark: text.split(mark)), "mvindex": known(lambda values, first, *last: appended(*part_of(values, int(first), *last)) if last
                         else values[int(first)]),
        "mvjoin": known(lambda values, mark: mark.join(values if isinstance(values, list) else [values])),
    }

    def divided(self, left, right):
        return left / right


def spl(query, rows):
    """The rows that an SPL search of ours, or one of pySigma's without a pipeline, finds."""
    for place, command in enumerate(commands(query)):
        word, _, rest = command.partition(" ")
        if place == 0:
            rows = spl_search(command, rows)
        elif word == "where":
            test = SPLExpression(rest).whole()
            rows = [row for row in rows if test(row) is True]
        elif word == "eval":
            rows = [dict(row) for row in rows]
            for name, value in assignments(rest, SPLExpression):
                for row in rows:
                    row[name] = value(row)
        elif word == "mvexpand":
            rows = list(expanded(rows, rest.strip()))
        elif word == "stats":
            rows = spl_stats(rest, rows)
        elif word == "regex":
            name, pattern = re.fullmatch(r'(\S+?)="(.*)"', rest, re.DOTALL).groups()
            rows = [row for row in rows if row.get(name) is not None and re.search(pattern, row[name])]
        else:
            raise ValueError(f"no such command: {command}")
    return rows


def spl_stats(text, rows):
    """`values(FIELD) AS NAME by FIELDS`, each value once, in the order of texts; or `count [AS NAME] by FIELDS`.
    Rows without one of the fields are left out."""
    field, name, by = re.fullmatch(r"(?:values\((\w+)\)|count)(?: AS (\w+))? by (.*)", text).groups()
    names = names_of(by)

    def summary(group):
        return appended(*sorted({text_of(row[field]) for row in group})) if field else len(group)
    return [dict(zip(names, key)) | {name or "count": summary(group)}
            for key, group in grouped(rows, names) if None not in key]


class SPLSearch(Expression):
    """The language of `search`: `field="value"`, `field IN (…)`, terms without a word between them are joined by AND."""

    def both(self):
        parts = [self.negation()]
        while self.take("AND") or self.peek()[0] and self.peek()[1] not in (")",) and self.peek()[1].upper() != "OR":
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else lambda row: all(part(row) for part in parts)

    def comparison(self):
        if self.take("("):
            inner = self.either()
            self.need(")")
            return inner
        if self.take("*"):
            return lambda row: True
        kind, name = self.peek()
        self.next += 1
        name = name[1:-1] if kind in ("text", "name") else name
        if self.take("IN"):
            self.need("(")
            wanted = []
            while not self.take(")"):
                wanted.append(self.term())
                self.take(",")
            return lambda row: any(spl_equals(row.get(name), value) for value in wanted)
        sign = self.take(*COMPARISONS)
        if not sign:
            raise ValueError(f"a comparison expected behind {name}")
        value = self.term()
        if sign == "=":
            return lambda row: spl_equals(row.get(name), value)
        return lambda row: number(row.get(name)) is not None and COMPARISONS[sign](number(row[name]), number(value))

    def term(self):
        kind, text = self.peek()
        self.next += 1
        return re.sub(r'\\(["\\])', r"\1", text[1:-1]) if kind == "text" else text


def spl_equals(value, wanted):
    """Without case; `*` stands for any text, alone for any value at all; a network for its addresses."""
    if value is None:
        return False
    if re.fullmatch(r"[\d.]+/\d+", wanted):
        return in_network(wanted, value)
    pattern = ".*".join(re.escape(piece) for piece in wanted.split("*"))
    return re.fullmatch(pattern, str(value), re.IGNORECASE | re.DOTALL) is not None


def spl_search(command, rows):
    if re.fullmatch(r"index=\w+", command):
        return [dict(row) for row in rows]
    test = SPLSearch(command).whole()
    return [dict(row) for row in rows if test(row)]


# --- ES|QL

def multiple(function):
    """A function of a list is missing, as ES|QL has it."""
    return lambda *values: None if any(value is None or isinstance(value, list) for value in values) else function(*values)


class ESQLExpression(Expression):
    escapes = {"t": "\t", "n": "\n", "r": "\r"}
    functions = {
        "to_lower": multiple(lambda text: str(text).lower()), "to_string": known(text_of),
        "to_long": multiple(lambda value: int(number(value))), "to_double": multiple(number),
        "to_datetime": multiple(lambda value: value), "to_ip": multiple(lambda text: text),
        "cidr_match": multiple(lambda text, *networks: any(in_network(network, text) for network in networks)),
        "concat": multiple(lambda *texts: "".join(map(text_of, texts))),
        "mv_append": lambda *values: None if None in values else appended(*values),
        "starts_with": multiple(lambda text, start: text.startswith(start)),
        "ends_with": multiple(lambda text, end: text.endswith(end)),
    }

    def divided(self, left, right):
        return left // right if isinstance(left, int) and isinstance(right, int) else left / right

    def comparison(self):
        left = super().comparison()
        if self.take("IN"):
            self.need("(")
            wanted = []
            while not self.take(")"):
                wanted.append(self.sum())
                self.take(",")
            return lambda row: None if left(row) is None else any(left(row) == value(row) for value in wanted)
        return left


def esql(query, rows):
    """The rows that an ES|QL query of ours, or one of pySigma's without a pipeline, finds."""
    for place, command in enumerate(commands(re.sub(r"//.*", "", query))):
        word, _, rest = command.partition(" ")
        word = word.upper()
        if place == 0 and word == "FROM":
            rows = [dict(row) for row in rows]
        elif word == "WHERE":
            test = ESQLExpression(rest).whole()
            rows = [row for row in rows if test(row) is True]
        elif word == "EVAL":
            rows = [dict(row) for row in rows]
            for name, value in assignments(rest, ESQLExpression):
                for row in rows:
                    row[name] = value(row)
        elif word == "MV_EXPAND":
            rows = list(expanded(rows, rest.strip()))
        elif word == "DISSECT":
            rows = list(esql_dissected(rest, rows))
        elif word == "STATS":
            rows = esql_stats(rest, rows)
        elif word == "SORT":
            rows = sorted(rows, key=lambda row: row[rest.strip()])
        elif word == "LIMIT":
            rows = rows[:int(rest)]
        else:
            raise ValueError(f"no such command: {command}")
    return rows


def esql_dissected(text, rows):
    """`FIELD "%{a}MARK%{b}"`: a mark ends its piece where it first stands, the last piece takes the rest."""
    field, pattern = re.fullmatch(r'(\w+) ("(?:[^"\\]|\\.)*")', text).groups()
    pattern = unescaped(pattern, ESQLExpression.escapes)
    names = re.findall(r"%\{(\w+)\}", pattern)
    marks = [re.escape(mark) for mark in re.split(r"%\{\w+\}", pattern)[1:-1]]
    expression = "".join(f"(.*?){mark}" for mark in marks) + "(.*)"
    for row in rows:
        found = re.fullmatch(expression, row[field], re.DOTALL)
        yield row | dict(zip(names, found.groups() if found else [None] * len(names)))


def esql_stats(text, rows):
    """`NAME = COUNT(*) | VALUES(FIELD) BY FIELDS`; a missing value is a group of its own."""
    name, function, field, by = re.fullmatch(r"(\w+) = (COUNT|VALUES)\((\*|\w+)\) BY (.*)", text).groups()
    names = names_of(by)

    def summary(group):
        return len(group) if function == "COUNT" else appended(*sorted({row[field] for row in group}))
    return [dict(zip(names, key)) | {name: summary(group)} for key, group in grouped(rows, names)]
