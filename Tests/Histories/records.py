"""Plays random histories of records: verbs, jobs, calls of programs, and files of other days in between.

python records.py --histories 300 --seed 7    three hundred, from seed 7 on
python records.py --histories 1 --seed 12 -v  one of them again, with what each verb said

Two promises are checked: no import moves what the machine knows of a record that exists, and an export is
imported without a change, a question or a word.
"""

import argparse
import functools
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

import yaml

from calls import Calls
from machine import Machine, Room
from record_rows import held, last_line, rows

NAMES = ["alpha", "beta", "gamma"]
LATER = ["alpha-two", "beta-two", "gamma-two", "delta"]
HERE, THERE = "local", "far"
STATES = ["draft", "provisioning", "ready", "degraded", "suspended", "archived"]
SILENT = re.compile(r"0 added, 0 changed, \d+ unchanged\n")
IMAGES = ["windmill=stand-in/windmill:1", "windmill=stand-in/windmill:2"]


class Wrong(Exception):
    pass


class History:
    """One history on a machine of its own, from one seed."""

    def __init__(self, seed, folder, trace=None):
        self.dice, self.trace, self.folder = random.Random(seed), trace, folder
        self.machine, self.home, self.files = Machine(folder, Room()), folder / "w", []
        self.machine.workspace(self.home)
        self.add_host()
        self.calls = Calls(self.machine, self.home)

    def add_host(self):
        """A second machine, on which a client can be recorded but not set up from here."""
        file = self.home / "puerto.yaml"
        text = file.read_text()
        hosts = re.search(r"^hosts:\n(?:  .*\n)+", text, re.MULTILINE)
        there = f"  - {{name: {THERE}, address: {THERE}.example.com}}\n"
        file.write_text(text[: hosts.end()] + there + text[hosts.end() :])

    def close(self):
        self.calls.close()
        self.machine.close()

    def puerto(self, *words):
        status, said = self.machine.puerto([*words, "--workspace", str(self.home)])
        if self.trace:
            self.trace(f"puerto {' '.join(words)}\n    → {status} {said[-600:]}")
        if self.machine.unknown:
            raise Wrong(f"the stand-in: {self.machine.unknown[0]}")
        if status not in (0, 1) or "internal error" in said:
            raise Wrong(f"puerto {' '.join(words)} ended with {status}: {said[-600:]}")
        return status, said

    def play(self, length=12):
        for name in NAMES:
            self.puerto("tenant", "add", name, "--name", name, "--plan", "basic")
        if self.dice.random() < 0.8:
            self.puerto("provision", "--all")
        self.export()
        steps = (
            [self.edit] * 4
            + [self.job] * 3
            + [self.take_back, self.call, self.export, self.take_in, self.take_in]
        )
        for _ in range(length):
            self.dice.choice(steps)()
        self.take_in()
        self.silence()

    # What people and programs do

    @property
    def slug(self):
        return self.dice.choice([slug for slug in rows(self.home) if slug != "base"])

    def edit(self):
        dice, slug = self.dice, self.slug
        words = dice.choice(
            [
                ["--name", f"Name {dice.randrange(9)}", "--tag", f"t{dice.randrange(3)}"],
                ["--plan", dice.choice(["basic", "pro", ""])],
                ["--contact-name", dice.choice(["Ana", ""]), "--contact-email", "ana@a.example"],
                ["--status", dice.choice(STATES)],
                ["--since", dice.choice(["2026-01-02", "2025-03-04", ""])],
                ["--stack", dice.choice(["profile=small", "profile=normal", "profile="])],
                ["--stack", f"image.{dice.choice(IMAGES)}"],
                ["--slot", str(dice.randrange(1, 12))],
                ["--dashboard", "/a Sales", "--locale", dice.choice(["es", "en"])],
                ["--container", f"redis={dice.choice(['cache', ''])}"],
                ["--new-slug", dice.choice(LATER)],
                ["--host", dice.choice([HERE, THERE])],
            ]
        )
        self.puerto("tenant", "edit", slug, *words)

    def job(self):
        slug = self.slug
        self.puerto(
            *self.dice.choice(
                [
                    ["provision", slug],
                    ["provision", "--all"],
                    ["suspend", slug, "--reason", "late"],
                    ["resume", slug],
                    ["archive", slug, "--reason", "over"],
                    ["reconcile", slug],
                    ["upgrade", slug, "--image", self.dice.choice(IMAGES)],
                    ["handoff", "page", slug],
                    ["rotate", slug, self.dice.choice(["postgres", "redis"])],
                    ["restart", slug],
                    ["tenant", "add", "delta", "--name", "Delta"],
                ]
            )
        )

    def take_back(self):
        """Removes a client that never ran, or takes back one of the latest changes."""
        if self.dice.random() < 0.4:
            self.puerto("tenant", "remove", self.slug, "--yes")
        else:
            newest = last_line(self.home)
            self.puerto("audit", "undo", str(newest - self.dice.randrange(min(newest, 12))))

    def call(self):
        self.calls.ask(self.dice.choice(["suspend", "resume", "restart", "provision"]), self.slug)
        self.puerto("work", "--once")

    def export(self):
        status, said = self.puerto("export")
        if status:
            raise Wrong(f"export: {said}")
        self.files.append(said)

    # Files

    def take_in(self):
        """Imports an export of any earlier day, as it is or as somebody has edited it."""
        text = self.dice.choice(self.files)
        if self.dice.random() < 0.5:
            text = self.edited(text)
        before = rows(self.home)
        (self.folder / "fleet.yaml").write_text(text)
        status, said = self.puerto("import", "--yes", str(self.folder / "fleet.yaml"))
        self.compare(before, rows(self.home), text, status, said)
        self.silence()

    def edited(self, text):
        dice = self.dice
        tenants = yaml.load(text, yaml.BaseLoader)["tenants"]
        for tenant in tenants:
            change = {
                "name": f"File {dice.randrange(9)}",
                "plan": dice.choice(["basic", "pro", ""]),
                "status": dice.choice(STATES[:4] if tenant["kind"] == "base" else STATES),
                "since": "2020-02-02",
                "tags": dice.choice([[], ["file"]]),
                "host": HERE if tenant["kind"] == "base" else dice.choice([HERE, THERE]),
                "slot": "0" if tenant["kind"] == "base" else str(dice.randrange(1, 12)),
                "stack": {"profile": "small", "images": {"windmill": "stand-in/windmill:1"}},
                "contact": {"name": "", "email": "file@f.example"},
            }
            for key in dice.sample(list(change), dice.randrange(4)):
                tenant[key] = change[key]
            for key in dice.sample([*change, "locale"], dice.randrange(3)):
                if key != "name":
                    tenant.pop(key, None)
        if len(tenants) > 2 and dice.random() < 0.3:
            tenants.pop()
        return yaml.safe_dump({"tenants": tenants}, allow_unicode=True)

    def compare(self, before, after, text, status, said):
        where = f"after an import that ended with {status}:\n{text}\n{said}"
        if status and before != after:
            raise Wrong(f"a refused import changed records {where}")
        slugs = {row["id"]: slug for slug, row in after.items()}
        for slug, row in before.items():
            if row["id"] not in slugs:
                raise Wrong(f"'{slug}' is gone {where}")
            now = after[slugs[row["id"]]]
            if held(row) != held(now):
                raise Wrong(f"'{slug}' was {held(row)} and is {held(now)} {where}")
        if status:
            return
        for tenant in yaml.load(text, yaml.BaseLoader)["tenants"]:
            row = after.get(tenant["slug"])
            if row and (row["name"], row["plan"] or "") != (
                tenant["name"],
                tenant.get("plan", row["plan"]) or "",
            ):
                raise Wrong(f"'{tenant['slug']}' is not what the file declares: {row} {where}")

    def silence(self):
        _, text = self.puerto("export")
        (self.folder / "same.yaml").write_text(text)
        before = rows(self.home)
        status, said = self.puerto("import", str(self.folder / "same.yaml"))
        if status or not SILENT.fullmatch(said) or rows(self.home) != before:
            raise Wrong(f"an export is not imported silently ({status}): {said}\n{text}")


def one(seed, trace=None):
    """Plays a history; returns its seed and what is wrong, or `None`."""
    folder = Path(tempfile.mkdtemp(prefix="records-"))
    history = None
    try:
        history = History(seed, folder, trace)
        history.play()
        return seed, None
    except Wrong as wrong:
        return seed, str(wrong)
    except Exception:
        return seed, traceback.format_exc()
    finally:
        if history:
            history.close()
        shutil.rmtree(folder, ignore_errors=True)


def whole(seed, count, jobs):
    """Plays histories, prints what is wrong, and returns whether nothing is."""
    began, faults = time.monotonic(), 0
    print(f"{count} histories of records, from PUERTO_SEED={seed}", flush=True)
    with multiprocessing.get_context("fork").Pool(jobs, maxtasksperchild=20) as pool:
        for number, wrong in pool.imap_unordered(one, range(seed, seed + count)):
            if wrong:
                faults += 1
                print(f"seed {number}: {wrong}", flush=True)
    print(f"played in {time.monotonic() - began:.0f} s; {faults} broke a promise")
    return not faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--histories", type=int, default=int(os.environ.get("PUERTO_HISTORIES", 300))
    )
    parser.add_argument(
        "--seed", type=int, default=int(os.environ.get("PUERTO_SEED") or random.randrange(10**9))
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.verbose and options.histories == 1:
        _, wrong = one(options.seed, functools.partial(print, flush=True))
        print(wrong or "every promise was kept")
        sys.exit(1 if wrong else 0)
    sys.exit(0 if whole(options.seed, options.histories, options.jobs) else 1)


if __name__ == "__main__":
    main()
