#!/usr/bin/env python3
"""Generates the fleet that the benchmark builds: the same pages for Puerto, Hugo and the floor.

    python3 Benchmarks/corpus.py 1000 FOLDER [--seed 1]

Every byte follows from the seed and a client's number, so client 17 is the same in every fleet
that has one. FOLDER gets `puerto/`, `hugo/` and `markdown/`.
"""

import argparse
import itertools
import os
import random
import re
import unicodedata
from dataclasses import dataclass, field

import wording

LAST_SLOT = 946
RUNBOOKS = 40
NOTE_BYTES, RUNBOOK_BYTES = 2600, 5600  # and what the last section has over
PLANS = {"esencial": 9900, "profesional": 17900, "a-medida": 34900}
STATES = ["ready"] * 6 + ["degraded", "suspended", "provisioning", "draft"]
AGENCY, BASE, DOMAIN = "Agencia", "Sistema base", "example.com"


@dataclass
class Client:
    number: int
    slug: str
    name: str
    contact: str
    plan: str
    status: str
    since: str
    locale: str
    note: str = field(repr=False, default="")

    @property
    def host(self):
        return host(self.number // LAST_SLOT)

    @property
    def slot(self):
        return self.number % LAST_SLOT + 1

    @property
    def values(self):
        """The values of its note's placeholders, for programs that cannot fill them in."""
        return {
            "tenant.name": self.name,
            "contact.name": self.contact,
            "host.name": self.host,
            "app.url": f"https://{self.slug}.{DOMAIN}",
            "app.port": str(8000 + self.slot),
            "postgres.port": str(5432 + self.slot),
            "redis.port": str(6379 + self.slot),
        }


@dataclass
class Runbook:
    name: str
    title: str
    text: str = field(repr=False)

    values = {
        "agency.name": AGENCY,
        "base.name": BASE,
        "base.url": f"https://base.{DOMAIN}",
        "base.postgres.port": "5432",
    }


@dataclass
class Corpus:
    clients: list
    runbooks: list

    @property
    def hosts(self):
        """The hosts: one more than needed, for the clients that a benchmark adds."""
        return [host(number) for number in range((len(self.clients) - 1) // LAST_SLOT + 2)]


def host(number):
    return f"muelle-{number + 1}"


def make(size, seed):
    names = runbook_names()
    return Corpus(
        [client(number, seed, names) for number in range(size)],
        [
            Runbook(
                name,
                title,
                text(
                    f"{seed}:runbook:{index}",
                    "en" if index % 4 == 3 else "es",
                    RUNBOOK_BYTES,
                    wording.AGENCY_SENTENCES,
                    "",
                    names,
                ),
            )
            for index, (name, title) in enumerate(names)
        ],
    )


def client(number, seed, runbooks):
    chance = random.Random(f"{seed}:client:{number}")
    trades, places = wording.TRADES, wording.PLACES
    place = places[number // len(trades) % len(places)]
    name = f"{trades[number % len(trades)]} {place} {number + 1}"
    locale = "en" if number % 5 == 4 else "es"
    return Client(
        number=number,
        slug=slug(name),
        name=name,
        contact=chance.choice(wording.PEOPLE),
        plan=chance.choice(list(PLANS)),
        status=chance.choice(STATES),
        locale=locale,
        since=f"20{chance.randint(21, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        note=text(
            f"{seed}:note:{number}",
            locale,
            NOTE_BYTES,
            wording.OWN_SENTENCES,
            "../runbooks/",
            runbooks,
        ),
    )


def runbook_names():
    pairs = [(task, subject) for subject in wording.SUBJECTS for task in wording.TASKS]
    return [
        (slug(f"{task} {subject}"), f"{task.capitalize()} {subject}")
        for task, subject in pairs[:RUNBOOKS]
    ]


def slug(name):
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", "-")


def text(seed, locale, size, own, folder, runbooks):
    """About `size` bytes of plain CommonMark: sections with paragraphs, lists, quotes, code."""
    chance = random.Random(seed)
    headings, own = shuffled(wording.HEADINGS[locale], chance), shuffled(own[locale], chance)
    sentences = shuffled(wording.SENTENCES[locale], chance)
    steps = shuffled(wording.STEPS[locale], chance)
    blocks, length, section = [], 0, 0
    while length < size:
        part = [f"{'###' if section % 3 == 2 else '##'} {next(headings)}"]
        part.append(f"{next(own if section % 2 == 0 else sentences)} {next(sentences)}")
        kind = chance.randrange(4)
        if kind == 0:
            part.append("\n".join(f"- {next(steps)}" for _ in range(4)))
        elif kind == 1:
            part.append("1. {}\n2. {}\n   - {}\n3. {}".format(*(next(steps) for _ in range(4))))
        elif kind == 2:
            part.append(f"> {next(sentences)}")
        else:
            part.append(chance.choice(wording.LISTINGS))
        blocks.append("\n\n".join(part))
        length += len(blocks[-1].encode()) + 2
        section += 1

    def fill(match):
        if match[1] == "see":
            name, title = chance.choice(runbooks)
            return f"[{title.lower()}]({folder}{name}.md)"
        return str(chance.randint(2, 23) if match[1] == "n" else chance.randint(30, 400))

    return re.sub(r"@(n|m|see)@", fill, "\n\n".join(blocks)) + "\n"


def shuffled(words, chance):
    """The words again and again, in one random order."""
    return itertools.cycle(chance.sample(words, len(words)))


def filled(markdown, values):
    """The text with its placeholders filled in and its links leading to `.html` files."""
    whole = re.sub(r"\{\{([a-z.]+)\}\}", lambda match: values[match[1]], markdown)
    return re.sub(r"(\]\([a-z./-]+)\.md\)", r"\1.html)", whole)


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)


def main():
    import forms

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("size", type=int, help="how many clients")
    parser.add_argument("folder", help="where to write; made when missing")
    parser.add_argument("--seed", default="1")
    arguments = parser.parse_args()
    forms.write_all(make(arguments.size, arguments.seed), arguments.folder)


if __name__ == "__main__":
    main()
