"""The small company whose logs the examples are, and the day it keeps.

Everything is invented: names, domain, and addresses from the blocks that RFC 5737 and RFC 3849 keep
for documentation. The same seed writes the same bytes on every machine.
"""

import datetime
import random

DOMAIN = "corp.example"
STAFF = [
    ("anna", "berg"), ("bela", "horvat"), ("clara", "nowak"), ("dora", "lind"), ("emil", "haas"),
    ("frida", "olsen"), ("gero", "maier"), ("hanna", "virta"), ("ivo", "petrov"), ("jana", "kral"),
    ("kaspar", "wyss"), ("lena", "brandt"), ("milo", "ferro"), ("nora", "dahl"), ("otto", "klein"),
]
# A list of the kind that is bought or guessed: common first names with common surnames. Some of the
# staff are on it.
GUESSED = [
    ("adam", "fischer"), ("anna", "berg"), ("boris", "weber"), ("carla", "moreau"), ("david", "novak"),
    ("dora", "lind"), ("elena", "rossi"), ("felix", "braun"), ("greta", "lang"), ("henrik", "holm"),
    ("ivo", "petrov"), ("julia", "schwarz"), ("karl", "huber"), ("laura", "conti"), ("lena", "brandt"),
    ("marek", "dvorak"), ("nina", "larsen"), ("oskar", "berger"), ("paula", "silva"), ("rita", "costa"),
    ("simon", "meyer"), ("tina", "keller"), ("ulrich", "vogel"), ("vera", "jansen"), ("walter", "frank"),
    ("yvonne", "roth"),
]


def address(person):
    return f"{person[0]}.{person[1]}@{DOMAIN}"


class Office:
    """Collects timed lines and gives them back in order of time."""

    def __init__(self, seed, start, days):
        self.random = random.Random(seed)
        self.start = datetime.datetime.fromisoformat(start)
        self.days = days
        self.lines = []

    @property
    def end(self):
        return self.start + datetime.timedelta(days=self.days)

    def add(self, time, text):
        if time < self.end:
            self.lines.append((time, len(self.lines), text))

    def sorted(self):
        return sorted(self.lines)

    def working_times(self, per_day):
        """Times on weekdays between eight and six, about `per_day` a day."""
        for day in range(self.days):
            date = self.start + datetime.timedelta(days=day)
            if date.weekday() >= 5:
                continue
            for _ in range(per_day):
                yield self.at(date, self.random.randint(8 * 3600, 18 * 3600))

    def nights(self, hour, minute=0):
        """One time a day, as cron keeps it."""
        for day in range(self.days):
            yield self.at(self.start + datetime.timedelta(days=day), hour * 3600 + minute * 60 + 1)

    @staticmethod
    def at(date, second_of_day):
        midnight = date.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + datetime.timedelta(seconds=second_of_day)

    def slow_roll_call(self, count, begin_hour):
        """`count` times, one to five hours apart: too slow for a limit on a rate."""
        time = self.start + datetime.timedelta(hours=begin_hour)
        for _ in range(count):
            yield time
            time += datetime.timedelta(seconds=self.random.randint(3600, 5 * 3600))


def later(time, seconds):
    return time + datetime.timedelta(seconds=seconds)


def rfc3164(time):
    return time.strftime("%b ") + f"{time.day:2d}" + time.strftime(" %H:%M:%S")
