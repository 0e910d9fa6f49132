"""A week of sign-ins at an office, with one slow enumeration in it, for the example logs.

Everything is invented, and the same seed gives the same week. Addresses are of the ranges kept for
documents; an address a person, one for the office, one for whoever calls the roll.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

OFFICE = "198.51.100.4"
DOMAIN = "corp.example"
MONDAY = datetime(2026, 3, 2, tzinfo=timezone.utc)
WORKDAYS = [0, 1, 2, 3, 4, 7, 8]

PEOPLE = [
    "anna.keller", "ben.ode", "carla.moretti", "daniel.frey", "elif.aydin", "fabian.huber", "greta.lind",
    "hugo.santos", "ines.baumann", "jan.novak", "kira.petrova", "liam.walsh", "mara.steiner", "nils.berg",
    "olga.marin", "paul.richter", "rosa.blanco", "sami.haddad", "tina.vogel", "urs.zimmerli",
]  # fmt: skip
LEFT = "ruth.adler"

# Names a list on the web could hold: people who left long ago, guesses by template, a few that fit.
GUESSES = [
    "adam.fischer", "alice.meyer", "bea.lang", "boris.klein", "chris.wolf", "clara.jung", "david.roth",
    "emma.graf", "erik.sommer", "eva.brandt", "felix.otto", "frank.busch", "georg.hahn", "hanna.pohl",
    "ida.krause", "jonas.vogt", "karl.arnold", "lena.engel", "lukas.thoma", "maria.horn", "max.seidel",
    "nina.haas", "oliver.kuhn", "petra.lorenz", "simon.beck", "theo.marx", "vera.simon", "walter.ernst",
]  # fmt: skip


@dataclass
class SignIn:
    time: datetime
    name: str
    address: str
    # ok, mfa (the step before a second factor), wrong, absent, disabled
    result: str
    client: str
    # Rows of one sign-in share it.
    session: int
    is_interactive: bool = True


def home_of(index):
    return f"192.0.2.{20 + index}" if index % 3 else f"2001:db8:40:{index:x}::{index + 17:x}"


def mistype(name, rng):
    place = rng.randrange(1, len(name) - 1)
    swapped = name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]
    return swapped if swapped != name else name[:place] + name[place + 1 :]


def week(seed, attacker, guesses, hits, phone_address):
    """The week's sign-ins, in the order of time."""
    rng = random.Random(seed)
    events = []
    for day in WORKDAYS:
        for index, person in enumerate(PEOPLE):
            if rng.random() < 0.12:
                continue
            at_home = rng.random() < 0.3
            events += morning(rng, day, index, person, home_of(index) if at_home else OFFICE)
            if rng.random() < 0.35:
                events.append(refresh(rng, day, index, person, home_of(index)))
    events += stale_phone(rng, phone_address)
    events += roll_call(rng, attacker, guesses, hits)
    return sorted(events, key=lambda event: (event.time, event.name))


def morning(rng, day, index, person, address):
    time = MONDAY + timedelta(days=day, hours=7, minutes=rng.randrange(150), seconds=rng.randrange(60),
                              milliseconds=rng.randrange(1000))
    session = rng.getrandbits(48)
    client = f"browser-{index % 4}"
    events = []
    if rng.random() < 0.06:
        events.append(SignIn(time, mistype(person, rng), address, "absent", client, session))
        time += timedelta(seconds=rng.randrange(6, 25))
    if rng.random() < 0.09:
        events.append(SignIn(time, person, address, "wrong", client, session))
        time += timedelta(seconds=rng.randrange(5, 30))
    if rng.random() < 0.4:
        events.append(SignIn(time, person, address, "mfa", client, session))
        time += timedelta(seconds=rng.randrange(8, 40))
    events.append(SignIn(time, person, address, "ok", client, session))
    return events


def refresh(rng, day, index, person, address):
    time = MONDAY + timedelta(days=day, hours=12, minutes=rng.randrange(420), seconds=rng.randrange(60))
    return SignIn(time, person, address, "ok", "phone", rng.getrandbits(48), is_interactive=False)


def stale_phone(rng, address):
    """A phone that nobody took the account off, with the name of someone who left."""
    time = MONDAY + timedelta(hours=5, minutes=11)
    events = []
    while time < MONDAY + timedelta(days=9):
        events.append(SignIn(time, LEFT, address, "absent", "phone", rng.getrandbits(48), is_interactive=False))
        time += timedelta(hours=7, seconds=rng.randrange(-200, 200))
    return events


def roll_call(rng, address, guesses, hits):
    """One name after another, each once, one to five hours apart."""
    names = guesses + hits
    rng.shuffle(names)
    time = MONDAY + timedelta(days=1, hours=3, minutes=rng.randrange(60))
    events = []
    for name in names:
        result = "wrong" if name in PEOPLE else "absent"
        events.append(SignIn(time, name, address, result, "script", rng.getrandbits(48)))
        time += timedelta(minutes=rng.randrange(60, 300), seconds=rng.randrange(60))
    return events


def uuid(number):
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-8{text[17:20]}-{text[20:]}"
