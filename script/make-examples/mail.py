#!/usr/bin/env python3
"""Writes Examples/mail/mail.log: Postfix and Dovecot of one small mail server.

In it: a client that asks for recipients one by one for days; a mailing list with stale subscribers,
which sends the same set twice; a partner's server that checks the senders of our mail; and a phone
that keeps a name that is gone. Only the first is a roll call.
"""

import pathlib

from office import DOMAIN, GUESSED, STAFF, Office, address, later, rfc3164

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "Examples" / "mail"
QUEUE_DIGITS = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"


class MailServer(Office):
    def __init__(self):
        super().__init__(seed=21, start="2026-03-02T00:00:00", days=10)
        self.process = 900

    def log(self, time, program, text):
        self.add(time, f"{program}[{900 + self.random.randint(1, 60)}]: {text}")

    def postfix(self, time, daemon, text):
        self.log(time, f"postfix/{daemon}", text)

    def queue(self):
        return "4b" + "".join(self.random.choice(QUEUE_DIGITS) for _ in range(9))

    def inbound(self, time, host, client, sender, recipients, stale=()):
        """One session that hands in mail; recipients that are gone are refused on the way."""
        queue = self.queue()
        self.postfix(time, "smtpd", f"connect from {host}[{client}]")
        self.postfix(later(time, 1), "smtpd", f"{queue}: client={host}[{client}]")
        for name in stale:
            self.refuse(later(time, 1), host, client, sender, name)
        self.postfix(later(time, 2), "cleanup", f"{queue}: message-id=<{queue.lower()}@{host}>")
        count = len(recipients)
        self.postfix(later(time, 2), "qmgr", f"{queue}: from=<{sender}>, size={self.random.randint(1200, 90000)}, nrcpt={count} (queue active)")
        for recipient in recipients:
            self.deliver(later(time, 3), queue, recipient)
        total = f"{count}/{count + len(stale)}" if stale else f"{count}"
        commands = f"{count + 4}/{count + 4 + len(stale)}" if stale else f"{count + 4}"
        self.postfix(later(time, 3), "smtpd", f"disconnect from {host}[{client}] ehlo=1 mail=1 rcpt={total} data=1 quit=1 commands={commands}")
        self.postfix(later(time, 4), "qmgr", f"{queue}: removed")

    def deliver(self, time, queue, recipient):
        self.postfix(time, "lmtp", f"{queue}: to=<{recipient}>, relay=mx.{DOMAIN}[private/dovecot-lmtp], delay=1.2, delays=0.9/0.01/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 <{recipient}> Saved)")

    def refuse(self, time, host, client, sender, recipient):
        self.postfix(time, "smtpd", f"NOQUEUE: reject: RCPT from {host}[{client}]: 550 5.1.1 <{recipient}>: Recipient address rejected: User unknown in virtual mailbox table; from=<{sender}> to=<{recipient}> proto=ESMTP helo=<{host}>")

    def probe(self, time, host, client, sender, recipient, known):
        """A session that asks for one recipient and leaves. A yes is only a count."""
        self.postfix(time, "smtpd", f"connect from {host}[{client}]")
        if not known:
            self.refuse(later(time, 1), host, client, sender, recipient)
        answer = "rcpt=1 quit=1 commands=4" if known else "rcpt=0/1 quit=1 commands=3/4"
        self.postfix(later(time, 1), "smtpd", f"disconnect from {host}[{client}] ehlo=1 mail=1 {answer}")

    def outbound(self, time, person, recipient):
        queue, name = self.queue(), address(person)
        self.postfix(time, "submission/smtpd", f"connect from unknown[198.51.100.{20 + STAFF.index(person)}]")
        self.postfix(later(time, 1), "submission/smtpd", f"{queue}: client=unknown[198.51.100.{20 + STAFF.index(person)}], sasl_method=PLAIN, sasl_username={name}")
        self.postfix(later(time, 1), "cleanup", f"{queue}: message-id=<{queue.lower()}@{DOMAIN}>")
        self.send(later(time, 2), queue, name, recipient)

    def automatic(self, time, sender, recipient):
        """Mail that a program on the server writes, under a sender that takes no mail."""
        queue = self.queue()
        self.postfix(time, "pickup", f"{queue}: uid=33 from=<{sender}>")
        self.postfix(time, "cleanup", f"{queue}: message-id=<{queue.lower()}@mx.{DOMAIN}>")
        self.send(later(time, 1), queue, sender, recipient)

    def send(self, time, queue, sender, recipient):
        host = "mx." + recipient.split("@")[1]
        self.postfix(time, "qmgr", f"{queue}: from=<{sender}>, size=2210, nrcpt=1 (queue active)")
        self.postfix(later(time, 2), "smtp", f"{queue}: to=<{recipient}>, relay={host}[192.0.2.140]:25, delay=2.1, delays=0.1/0/1/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)")
        self.postfix(later(time, 2), "qmgr", f"{queue}: removed")

    def read_mail(self, time, person, source):
        self.log(time, "dovecot", f"imap-login: Login: user=<{address(person)}>, method=PLAIN, rip={source}, lip=192.0.2.25, mpid={self.random.randint(2000, 9000)}, TLS, session=<{self.queue()}>")


def main():
    server = MailServer()
    for time in server.working_times(5):
        person = server.random.choice(STAFF)
        server.read_mail(time, person, f"198.51.100.{20 + STAFF.index(person)}")
    for time in server.working_times(2):
        sender = server.random.choice(["orders@shop.example", "maria@partner.example.org", "office@clinic.example.net"])
        host = "mx." + sender.split("@")[1]
        server.inbound(time, host, {"o": "192.0.2.61", "m": "192.0.2.140"}.get(sender[0], "192.0.2.62"), sender, [address(server.random.choice(STAFF))])
    for time in server.working_times(1):
        server.outbound(time, server.random.choice(STAFF), "maria@partner.example.org")
    # The partner asks whether the senders exist. Those of programs do not.
    senders = ["noreply", "alerts", "reports", "invoices"]
    for number, (time, sender) in enumerate(zip(server.working_times(1), senders * 2)):
        name = f"{sender}@{DOMAIN}"
        server.automatic(time, name, "accounts@partner.example.org")
        server.probe(later(time, 9 + number), "mx.partner.example.org", "192.0.2.140", "", name, known=False)
    # The list goes out on two Tuesdays, to the same subscribers.
    gone = [f"{name}@{DOMAIN}" for name in ["peter.alt", "sabine.frueh", "tomas.stary", "ursula.ehemals"]]
    subscribers = [address(person) for person in STAFF[2:9]]
    for day in (1, 8):
        time = server.at(server.start.replace(day=server.start.day + day), 10 * 3600 + 720)
        server.inbound(time, "lists.example.org", "198.51.100.177", "news-bounces@lists.example.org", subscribers, gone)
    # A phone that nobody set up again.
    for time in list(server.nights(7, 12)) + list(server.nights(19, 40)):
        server.log(time, "dovecot", f"auth: passwd-file(clara.old@{DOMAIN},198.51.100.90,<{server.queue()}>): unknown user")
        server.log(later(time, 2), "dovecot", f"imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<clara.old@{DOMAIN}>, method=PLAIN, rip=198.51.100.90, lip=192.0.2.25, TLS, session=<{server.queue()}>")
    # The roll call.
    for time, person in zip(server.slow_roll_call(len(GUESSED), begin_hour=33), GUESSED):
        server.probe(time, "mail.quickreach.example.net", "203.0.113.61", "survey@quickreach.example.net", address(person), person in STAFF)
    lines = [f"{rfc3164(time)} mx {text}" for time, _, text in server.sorted()]
    OUTPUT.mkdir(parents=True, exist_ok=True)
    (OUTPUT / "mail.log").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"mail.log: {len(lines)} lines")


if __name__ == "__main__":
    main()
