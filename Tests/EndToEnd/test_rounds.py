"""The worker's rounds of probes on real stacks: seen within an interval, shown, confirmed, and held up by nothing."""

import json
import re
import socket
import subprocess
import time
from pathlib import Path

import pytest
from world import HUNG, container, docker, until

YEAR = 365 * 86400


@pytest.fixture(scope="module")
def watched(worlds):
    """A workspace with a ready client, and rounds every few seconds."""
    world = worlds(patience=60)
    world.configure("  patience_s", "  probe_interval_s: 4\n  disk_interval_s: 86400\n  patience_s")
    world.slug = world.ready("watched")
    world.puerto("build")
    return world


@pytest.fixture
def worker(watched):
    running = watched.start("work")
    yield running
    running.terminate()
    assert running.wait(timeout=HUNG) == 0


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """A library that moves the clock on the wall for the program it is loaded into."""
    path = tmp_path_factory.mktemp("clock") / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", path, source], check=True)
    return path


def page(world, slug):
    return (world.folder / "public/portal/en/clients" / f"{slug}.html").read_text()


def answer(world, slug):
    """The health of the last probe, as the client's page shows it."""
    found = re.search(r'class="seen".*?class="st (\w+)"', page(world, slug))
    return found and found[1]


def round_file(world):
    return (world.folder / "public/portal/round.js").read_text()


def beats(world):
    return world.one("SELECT number FROM heartbeat") or 0


def listed(world, slug):
    (one,) = [
        one for one in json.loads(world.puerto("tenant", "list", "--json")) if one["slug"] == slug
    ]
    return one


def test_a_stopped_service_is_seen_within_an_interval_and_the_page_made_again(watched, worker):
    slug = watched.slug
    until(lambda: beats(watched) > 0, "a first round")
    assert watched.status(slug) == "ready"
    name = container(slug, "redis")
    docker("stop", name)
    until(lambda: answer(watched, slug) == "down", "the page shows it")
    assert "Redis: " in page(watched, slug)
    docker("start", name)
    until(lambda: watched.status(slug) == "ready", "it is ready again")
    until(lambda: answer(watched, slug) == "healthy", "the page shows it")

    # A drift that is mended leaves the page with the next comparison. The history below keeps it.
    def present():
        return page(watched, slug).split('id="activity"')[0]

    until(lambda: "exited" not in present(), "the drift leaves the page")


def test_rounds_without_news_leave_the_pages_and_confirm_them(watched, worker):
    slug = watched.slug
    until(lambda: beats(watched) > 0, "a round")
    file = watched.folder / "public/portal/en/clients" / f"{slug}.html"
    # What the engine measures is kept, and is news once.
    memory, disk = until(
        lambda: next(
            iter(
                watched.rows(
                    "SELECT most_memory, disk FROM measure WHERE grain = 'day' AND measured > 0 "
                    "AND disk IS NOT NULL AND tenant = (SELECT id FROM tenant WHERE slug = ?)",
                    slug,
                )
            ),
            None,
        ),
        "memory and disk",
        seconds=120,
    )
    assert 1 < memory < 4000 and disk > 0
    until(lambda: "measured on" in file.read_text(), "the page has the disk")

    def confirmed():
        """The time of the round; the disk was measured in one of them, which stays beside it."""
        times = r'puertoRound\("(2[^"]+)", 4, "2[^"]+", "2[^"]+"\)'
        found = re.search(times, round_file(watched))
        return found and found[1]

    first = until(confirmed, "pages are confirmed", seconds=60)
    before, rounds = file.stat().st_mtime_ns, beats(watched)
    until(lambda: beats(watched) > rounds + 3, "more rounds")
    until(lambda: confirmed() != first, "the confirmation goes on")
    assert file.stat().st_mtime_ns == before
    assert listed(watched, slug)["health"] == "healthy"


def test_what_nobody_has_probed_for_long_is_unknown(watched):
    watched.puerto("probe", watched.slug)
    assert listed(watched, watched.slug)["health"] == "healthy"
    at = watched.one(
        "SELECT at FROM probe JOIN tenant ON tenant.id = tenant WHERE slug = ?", watched.slug
    )
    until(lambda: listed(watched, watched.slug)["health"] == "unknown", "it is unknown")
    shown = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))
    assert f"unknown since {shown}" in watched.puerto("tenant", "list")
    (probe,) = json.loads(watched.puerto("probe", watched.slug, "--json"))
    assert probe["unknown_from"] > probe["at"]


def test_a_clock_a_year_ahead_silences_no_later_probe(watched, clock):
    slug = watched.slug
    ahead = {"LD_PRELOAD": str(clock), "CLOCK_SHIFT": str(YEAR)}
    docker("stop", container(slug, "redis"))
    watched.refused("probe", slug, **ahead)
    assert watched.status(slug) == "degraded"
    assert watched.one("SELECT max(at) FROM probe") > time.time() + YEAR / 2
    assert "unknown: the clock was ahead" in watched.puerto("tenant", "list")
    docker("start", container(slug, "redis"))
    until(lambda: watched.run("probe", slug).returncode == 0, "it is healthy")
    assert watched.status(slug) == "ready" and listed(watched, slug)["health"] == "healthy"
    watched.puerto("build")
    assert "Before that, the last probe" not in page(watched, slug)
    assert answer(watched, slug) == "healthy"


def test_a_worker_that_is_told_not_to_probe_leaves_no_heartbeat(worlds):
    world = worlds()
    world.configure("  patience_s", "  probe_interval_s: 0\n  patience_s")
    world.puerto("build")
    assert not (world.folder / "public/portal/round.js").exists()
    running = world.start("work")
    world.puerto("reconcile", "base", "--detach")
    until(lambda: world.one("SELECT state FROM job") == "done", "its job is done")
    running.terminate()
    assert running.wait(timeout=HUNG) == 0 and beats(world) == 0


class Silence:
    """Ports that accept connections and say nothing."""

    def __init__(self, ports):
        self.sockets = []
        for port in ports:
            taken = socket.socket()
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", port))
            taken.listen(16)
            self.sockets.append(taken)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for taken in self.sockets:
            taken.close()


def test_forty_stacks_that_hang_hold_up_only_themselves(worlds):
    world = worlds()
    healthy = world.ready("well")
    slugs = [world.slug(f"hangs-{number}") for number in range(40)]
    lines = "".join(
        f"  - {{slug: {slug}, name: {slug}, kind: client, status: ready}}\n" for slug in slugs
    )
    before = world.puerto("export")
    (world.folder / "more.yaml").write_text(before + lines)
    world.puerto("import", "--yes", world.folder / "more.yaml")
    ports = [world.port(slug, kind) for slug in slugs for kind in world.ports]
    with Silence(ports):
        begin = time.monotonic()
        done = world.run("probe", "--json", timeout=HUNG)
        seconds = time.monotonic() - begin
    found = {one["tenant"]: one["health"] for one in json.loads(done.stdout)}
    assert found[healthy] == "healthy"
    assert {found[slug] for slug in slugs} == {"down"}
    # One that hangs takes five seconds: one after the other they take two hundred.
    print(f"40 stacks that hang: {seconds:.1f} s")
    assert seconds < 100
