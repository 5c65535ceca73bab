"""A client that writes until its limit is warned, shown, refused and stopped; the others go on."""

import json
import sqlite3
import subprocess
from contextlib import closing

import pytest

from world import HUNG, World, container, docker, until

PLANS = """plans:
  - {id: small, name: Small, monthly: 100, limits: {disk_gb: 1}}
  - {id: large, name: Large, monthly: 200, limits: {disk_gb: 4}}
"""


@pytest.fixture
def world(tmp_path):
    """A workspace on a disk of its own, which can be filled and shrunk, with plans of 1 and 4 GB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500m", "tmpfs", str(disk)], check=True)
    world = None
    try:
        world = World(disk)
        configuration = world.folder / "puerto.yaml"
        text = configuration.read_text()
        begin = text.index("plans:")
        rest = text[begin:].split("\n\n", 1)
        configuration.write_text(text[:begin] + PLANS + "\n" + (rest[1] if rest[1:] else ""))
        world.configure("  patience_s", "  disk_reserve_gb: 0\n  disk_interval_s: 3\n  patience_s")
        yield world
    finally:
        if world:
            world.close()
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


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


def fill(folder):
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                pass
    return filler


def test_a_client_that_fills_the_disk_is_warned_refused_and_stopped(world, tmp_path):
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
    assert f"'{greedy}' takes 1." in said and "of its plan 'small'" in said, said
    assert f"puerto tenant edit {greedy} --plan large" in said
    assert "disk full" in world.puerto("disk", "--measure")
    world.puerto("restart", other)
    assert world.status(greedy) == "ready"

    # The workspace's disk is shrunk below the reserve, and then filled to the last byte. Another
    # program has the database open meanwhile, as a broker has.
    until(lambda: (world.folder / "puerto.db-wal").stat().st_size >= 2 << 20, "room in the log")
    with closing(sqlite3.connect(world.folder / "puerto.db")) as broker:
        broker.execute("SELECT count(*) FROM tenant").fetchall()
        end(worker)
        world.configure("disk_reserve_gb: 0", "disk_reserve_gb: 1")
        place = str(tmp_path / "disk")
        subprocess.run(["mount", "-o", "remount,size=48m", place], check=True)
        filler = fill(tmp_path / "disk")
        worker = world.start("work")
        until(lambda: world.status(greedy) == "suspended", "it is suspended on a full disk")
        assert filler.stat().st_size > 0 and reason(world, greedy) == "disk"
        assert world.audit("tenant.disk", greedy) == ["done"]
        assert not [one for one in world.containers(greedy).values() if one["State"]["Running"]]

        # The records can be written, and the others go on.
        world.puerto("tenant", "edit", other, "--name", "Still here")
        assert world.status(other) == "ready"
        assert all(one["State"]["Running"] for one in world.containers(other).values())
        world.puerto("audit", "verify")
        end(worker)
        filler.unlink()

    # It is not resumed before its plan is a bigger one.
    subprocess.run(["mount", "-o", "remount,size=1500m", place], check=True)
    world.configure("disk_reserve_gb: 1", "disk_reserve_gb: 0")
    world.puerto("build")
    assert "it takes more of the disk than its plan has" in page(world, greedy)
    world.puerto("disk", "--measure")
    assert "of its plan 'small'" in world.refused("resume", greedy)
    world.puerto("tenant", "edit", greedy, "--plan", "large")
    world.puerto("resume", greedy)
    assert world.status(greedy) == "ready" and disk(world, greedy)["state"] == "within"
    assert world.audit("tenant.disk", greedy) == ["done"] and not world.audit("tenant.disk", other)
