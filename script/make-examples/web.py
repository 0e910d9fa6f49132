#!/usr/bin/env python3
"""Writes Examples/web/access.log: a company's site and its mail's web services behind one server.

In it: readers, crawlers and phones; one client that asks autodiscover for one address after another,
and one that walks the author numbers of the blog. Both take days.
"""

import pathlib

from office import GUESSED, STAFF, Office, address, later

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "Examples" / "web"
BROWSERS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
]
PAGES = ["/", "/about/", "/products/", "/products/lamps/?page=2", "/blog/", "/blog/spring-news/", "/jobs/", "/contact/", "/search?q=lamp"]
ASSETS = ["/assets/site.css?v=31", "/assets/site.js?v=31", "/assets/logo.svg", "/favicon.ico"]


class Site(Office):
    def __init__(self):
        super().__init__(seed=31, start="2026-03-02T00:00:00", days=5)

    def request(self, time, client, target, status, size, agent, referer="-", user="-", method="GET"):
        stamp = time.strftime("%d/%b/%Y:%H:%M:%S +0100")
        self.add(time, f'{client} - {user} [{stamp}] "{method} {target} HTTP/1.1" {status} {size} "{referer}" "{agent}"')

    def visit(self, time, client, agent):
        page = self.random.choice(PAGES)
        self.request(time, client, page, 200, self.random.randint(4000, 42000), agent)
        for step, asset in enumerate(self.random.sample(ASSETS, 2)):
            self.request(later(time, step), client, asset, 304, 0, agent, "https://www.corp.example" + page)

    def phone(self, time, person):
        client = f"198.51.100.{20 + STAFF.index(person)}"
        target = f"/Microsoft-Server-ActiveSync?User={person[0]}.{person[1]}%40corp.example&DeviceId=D{STAFF.index(person):04d}&DeviceType=Phone&Cmd=Sync"
        self.request(time, client, target, 200, self.random.randint(60, 9000), "Phone/18.2", user=address(person), method="POST")


def main():
    site = Site()
    for time in site.working_times(14):
        client = f"192.0.2.{site.random.randint(40, 220)}"
        site.visit(time, client, site.random.choice(BROWSERS))
    for time in site.working_times(7):
        site.phone(time, site.random.choice(STAFF))
    for time in site.working_times(2):
        person = site.random.choice(STAFF)
        site.request(time, f"198.51.100.{20 + STAFF.index(person)}", f"/autodiscover/autodiscover.json?Email={person[0]}.{person[1]}%40corp.example&Protocol=Autodiscoverv1", 200, 104, "Mail/16.0")
    for hour in (1, 9, 17):
        for time in site.nights(hour, 20):
            for step, page in enumerate(["/robots.txt", "/blog/", "/blog/author/anna-berg/"]):
                site.request(later(time, 20 * step), "192.0.2.7", page, 200, 3100 + step, "ExampleBot/2.1 (+https://bot.example.org/)")
    for time in site.nights(4, 4):
        site.request(time, "203.0.113.200", "/.env", 404, 162, "Mozilla/5.0")
    # The roll call by address.
    for time, person in zip(site.slow_roll_call(len(GUESSED), begin_hour=10), GUESSED):
        known = person in STAFF
        target = f"/autodiscover/autodiscover.json/v1.0/{address(person)}?Protocol=Autodiscoverv1"
        site.request(time, "203.0.113.88", target, 200 if known else 404, 104 if known else 91, "python-requests/2.32")
    # The roll call by number: five authors write for the blog.
    for time, number in zip(site.slow_roll_call(16, begin_hour=20), range(1, 17)):
        site.request(time, "203.0.113.90", f"/blog/?author={number}", 301 if number <= 5 else 404, 0 if number <= 5 else 5120, BROWSERS[2])
    lines = [text for _, _, text in site.sorted()]
    OUTPUT.mkdir(parents=True, exist_ok=True)
    (OUTPUT / "access.log").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"access.log: {len(lines)} lines")


if __name__ == "__main__":
    main()
