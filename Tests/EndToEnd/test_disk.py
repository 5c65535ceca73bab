"""A client that writes until its limit is warned, shown, refused and stopped; the others go on."""

import collections
import json
import re
import shutil
import sqlite3
import threading
from contextlib import closing

import pytest

from world import HUNG, answers, container, docker, until

PLANS = """plans:
  - {id: small, name: Small, monthly: 100, limits: {disk_gb: 1}}
  - {id: large, name: Large, monthly: 200, limits: {disk_gb: 4}}
"""


@pytest.fixture
def world(small_disk):
    """A workspace on a disk that can be filled and shrunk, with plans of 1 and 4 GB."""
    world = small_disk(1500)
    configuration = world.folder / "puerto.yaml"
    text = configuration.read_text()
    begin = text.index("plans:")
    rest = text[begin:].split("\n\n", 1)
    configuration.write_text(text[:begin] + PLANS + "\n" + (rest[1] if rest[1:] else ""))
    world.configure("  patience_s", "  disk_interval_s: 3\n  patience_s")
    return world


class Steady:
    """Asks the base system and a client, and writes a record, again and again until it ends."""

    def __init__(self, world, base, other):
        self.world, self.stop = world, threading.Event()
        self.counts, self.failures = collections.Counter(), []
        login = {field: world.password(other, field) for field in ["postgres", "redis"]}
        self.questions = {
            "base system": lambda: docker("exec", base, "redis-cli", "ping") == "PONG",
            "neighbour's PostgreSQL": lambda: self.asked(other, login["postgres"]),
            "neighbour's Redis": lambda: world.redis(other, login["redis"]).ping(),
            "neighbour's application": lambda: answers(world.port(other, "app")),
            "record": lambda: self.recorded(other),
        }
        self.threads = [
            threading.Thread(target=self.repeat, args=one) for one in self.questions.items()
        ]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def repeat(self, name, question):
        while not self.stop.wait(0.2):
            try:
                if not question():
                    self.failures.append(name)
            except Exception as error:
                self.failures.append(f"{name}: {error}")
            self.counts[name] += 1

    def asked(self, slug, password):
        with self.world.postgres(slug, password) as database:
            return database.execute("SELECT 1").fetchone() == (1,)

    def recorded(self, slug):
        """Writes a record that says which it is, and reads it."""
        name = f"Record {self.counts['record']}"
        self.world.puerto("tenant", "edit", slug, "--name", name)
        return self.world.one("SELECT name FROM tenant WHERE slug = ?", slug) == name


def write(slug, name, megabytes):
    """Has the client's own container write real data into its volume."""
    command = f"dd if=/dev/zero of=$PGDATA/{name} bs=1M count={megabytes} conv=fsync"
    docker("exec", container(slug, "postgres"), "sh", "-c", command)


def disk(world, slug):
    (one,) = [one for one in json.loads(world.puerto("disk", "--json")) if one["tenant"] == slug]
    return one


def page(world, slug, language="en"):
    return (world.folder / f"public/portal/{language}/clients/{slug}.html").read_text()


def first_page(world):
    return (world.folder / "public/portal/en/index.html").read_text()


def reason(world, slug):
    return world.one(
        "SELECT reason FROM stack JOIN tenant ON tenant.id = tenant WHERE slug = ?", slug
    )


def end(worker):
    worker.terminate()
    assert worker.wait(timeout=HUNG) == 0


def test_a_client_that_fills_the_disk_is_warned_refused_and_stopped(world):
    greedy = world.ready("greedy", "--plan", "small")
    other = world.ready("other", "--plan", "small")
    world.puerto("build")
    assert "Disk: not measured." in page(world, greedy)
    worker = world.start("work")
    until(lambda: disk(world, greedy).get("state") == "within", "it is measured")
    until(lambda: "measured on" in page(world, greedy), "the page shows its size")
    assert disk(world, greedy)["volumes_mb"] > 0

    # From 80 % it is warned.
    write(greedy, "first", 850)
    until(lambda: disk(world, greedy)["state"] == "nearly", "it is nearly full")
    until(lambda: "disk nearly full" in first_page(world), "the first page says so")
    assert "disk nearly full: 0." in page(world, greedy)
    assert json.loads(world.puerto("tenant", "show", greedy, "--json"))["disk"]["state"] == "nearly"
    world.puerto("restart", greedy)

    # From 100 % new work is refused, and what the hint says is measured again.
    write(greedy, "second", 400)
    until(lambda: disk(world, greedy)["state"] == "full", "it is full")
    until(lambda: "disk full" in first_page(world), "the first page says so")
    said = world.refused("restart", greedy)
    # It may have been measured while the last of it was written.
    taken = rf"'{greedy}' takes 1(\.\d)? GB of 1 GB \(1\d\d%\) of the disk of its plan 'small'"
    assert re.search(taken, said), said
    assert f"puerto tenant edit {greedy} --plan large" in said
    assert "disk full" in world.puerto("disk", "--measure")
    world.puerto("restart", other)
    assert world.status(greedy) == "ready"

    # The workspace's disk is shrunk below the reserve, and filled to its last byte by a program that
    # does not stop. Another one has the database open meanwhile, as a broker has.
    base = container(world.slug("harbour"), "redis")
    world.puerto("tenant", "edit", "base", "--status", "ready", f"--container=redis={base}")
    world.stranger(base)
    until(lambda: (world.folder / "puerto.db-wal").stat().st_size >= 2 << 20, "room in the log")
    with closing(sqlite3.connect(world.folder / "puerto.db")) as broker:
        broker.execute("SELECT count(*) FROM tenant").fetchall()
        end(worker)
        world.configure("disk_reserve_gb: 0", "disk_reserve_gb: 1")
        steady = Steady(world, base, other)
        world.disk.resize(48)
        world.disk.keep_filling()
        with steady:
            worker = world.start("work")
            until(lambda: world.status(greedy) == "suspended", "it is suspended on a full disk")
            seen = steady.counts.copy()
            until(
                lambda: all(steady.counts[name] > seen[name] + 2 for name in steady.questions),
                "each is asked after that too",
            )
        assert not steady.failures, (steady.failures[:5], steady.counts)
        assert shutil.disk_usage(world.disk.folder).free == 0 and reason(world, greedy) == "disk"
        assert world.audit("tenant.disk", greedy) == ["done"]
        assert not [one for one in world.containers(greedy).values() if one["State"]["Running"]]

        # The others go on.
        world.puerto("tenant", "edit", other, "--name", "Still here")
        assert world.status(other) == "ready"
        assert all(one["State"]["Running"] for one in world.containers(other).values())
        world.puerto("audit", "verify")
        end(worker)
        world.disk.clear()

    # It is not resumed before its plan is a bigger one.
    world.disk.resize(1500)
    world.configure("disk_reserve_gb: 1", "disk_reserve_gb: 0")
    world.puerto("build")
    assert "it takes more of the disk than its plan has" in page(world, greedy)
    world.puerto("disk", "--measure")
    assert "of its plan 'small'" in world.refused("resume", greedy)
    world.puerto("tenant", "edit", greedy, "--plan", "large")
    world.puerto("resume", greedy)
    assert world.status(greedy) == "ready" and disk(world, greedy)["state"] == "within"
    assert world.audit("tenant.disk", greedy) == ["done"] and not world.audit("tenant.disk", other)
