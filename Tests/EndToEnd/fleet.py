"""A hundred clients by one `puerto provision --all`: all healthy, each its own, with the numbers.

    fleet.py --tenants 100     prints the numbers and writes them into BENCHMARKS.md

Then Puerto's own part beside `docker-compose up` of the same file, until the same is healthy, in turns.
"""

import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from world import ROOT, World, container, docker, until

# A section that `make bench` leaves as it is.
MARK = ("<!-- by hand: stacks -->", "<!-- end of stacks -->")


def used_memory():
    """MiB that are not available, as the kernel counts."""
    lines = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    kib = {name: int(lines[name].split()[0]) for name in ("MemTotal", "MemAvailable")}
    return (kib["MemTotal"] - kib["MemAvailable"]) // 1024


def provision(world, count):
    world.puerto("import", "--yes", fleet_file(world, count))
    write_scripts(world)
    before, begin = used_memory(), time.monotonic()
    done = world.run("provision", "--all", timeout=3600)
    seconds = time.monotonic() - begin
    assert done.returncode == 0, done.stderr[-3000:]
    states = {status for (status,) in world.rows("SELECT status FROM tenant WHERE id <> 0")}
    assert states == {"ready"}, states
    begin = time.monotonic()
    found = json.loads(world.puerto("probe", "--json"))
    probing = time.monotonic() - begin
    assert len(found) == count and {one["health"] for one in found} == {"healthy"}
    assert len({one["HostConfig"]["Memory"] for one in world.containers().values()}) > 1
    return {
        "clients": count,
        "seconds": seconds,
        "each": seconds / count,
        "memory": (used_memory() - before) / count,
        "networks": len(
            docker(
                "network", "ls", "--quiet", "--filter", f"label=puerto.workspace={world.id}"
            ).split()
        ),
        "containers": len(world.containers()),
        "probing": probing,
        "pushing": push(world, count),
    }


def write_scripts(world, changed=0):
    """Twenty shared scripts; the first ones say something else."""
    world.write("content/windmill/f/shared/folder.meta.yaml", "summary: Shared\n")
    for number in range(20):
        text = f"def main():\n    return '{'new' if number < changed else 'old'}'\n"
        world.write(f"content/windmill/f/shared/s{number}.py", text)


def push(world, count):
    """Seconds for one changed shared script to be in every client's Windmill: a canary, then the others."""
    write_scripts(world, changed=1)
    begin = time.monotonic()
    world.puerto("scripts", "push", "--all", "--yes", "--jobs", "8", timeout=3600)
    seconds = time.monotonic() - begin
    versions = world.rows("SELECT version, count(*) FROM script_push GROUP BY version")
    assert [number for _, number in versions] == [count], versions
    return seconds


def fleet_file(world, count):
    path = world.folder / "fleet.yaml"
    path.write_text(
        "tenants:\n"
        + "".join(
            f"  - {{slug: {world.slug(f'client-{number:03}')}, name: Client {number}, kind: client, status: draft}}\n"
            for number in range(1, count + 1)
        )
    )
    return path


def isolation(world, count):
    """Pairs of clients, from inside their containers: their networks and their passwords."""
    pairs = [(1, 2), (1, count), (count // 2, count // 2 + 1), (count, 1)]
    for one, other in pairs:
        one, other = world.slug(f"client-{one:03}"), world.slug(f"client-{other:03}")
        for service in world.containers(other).values():
            for net in service["NetworkSettings"]["Networks"].values():
                for port in (8000, 5432, 6379):
                    done = docker(
                        "exec",
                        container(one, "windmill_worker"),
                        "sh",
                        "-c",
                        f"nc -w 1 {net['IPAddress']} {port} </dev/null; echo $?",
                        check=False,
                    )
                    assert done.splitlines()[-1] != "0", (one, other, net["IPAddress"], port)
        try:
            world.postgres(other, world.password(one, "postgres"))
            raise AssertionError(f"{one} opens {other}")
        except psycopg.OperationalError as error:
            assert "password authentication failed" in str(error)
    return len(pairs)


def beside_compose(world, rounds):
    """Seconds until healthy: `puerto provision`, and `docker-compose up` of the same file; medians of runs in turns."""
    slug = world.client("measured")
    world.puerto("provision", slug)
    folder = world.folder / "stacks" / slug
    taken = {"puerto": [], "docker-compose": []}
    for turn in range(rounds * 2):
        name = ["puerto", "docker-compose"][turn % 2]
        remove(world, slug)
        # Compose makes no volume that holds data: Puerto does, and says so.
        if name == "docker-compose":
            labels = [f"puerto.slug={slug}", f"puerto.workspace={world.id}"]
            marks = [word for label in labels for word in ("--label", label)]
            for service in ("postgres", "redis"):
                docker("volume", "create", *marks, f"{world.project(slug)}_{service}")
        begin = time.monotonic()
        if name == "puerto":
            world.puerto("provision", slug, "--new-data")
        else:
            subprocess.run(
                ["docker-compose", "up", "--detach"], cwd=folder, check=True, capture_output=True
            )
            until(lambda: healthy(world, slug), "healthy", 120, 0.1)
        taken[name].append(time.monotonic() - begin)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def remove(world, slug):
    docker("rm", "--force", "--volumes", *world.containers(slug))
    for kind in ("network", "volume"):
        docker(
            kind,
            "rm",
            *docker(
                kind,
                "ls",
                "--quiet",
                "--filter",
                f"label=puerto.slug={slug}",
                "--filter",
                f"label=puerto.workspace={world.id}",
            ).split(),
        )


def healthy(world, slug):
    done = subprocess.run(
        [
            "curl",
            "-fsS",
            "-m",
            "2",
            f"http://127.0.0.1:{world.port(slug, 'app')}/api/health/status",
        ],
        capture_output=True,
        text=True,
    )
    return done.returncode == 0 and json.loads(done.stdout)["status"] == "healthy"


def report(numbers, medians, pairs):
    own = medians["puerto"] - medians["docker-compose"]
    return f"""
## Clients on Docker

{machine()}. `make e2e-fleet` runs it: small
profile, images of the end-to-end tests, a stand-in for the application. The last three rows are
medians of five alternating runs.

| | |
|---|---|
| clients, one `puerto provision --all` | {numbers["clients"]}, all healthy |
| containers, networks | {numbers["containers"]}, {numbers["networks"]} |
| time, two at a time | {numbers["seconds"]:.0f} s, {numbers["each"]:.1f} s each |
| memory each, stand-in for the application | {numbers["memory"]:.0f} MiB |
| `puerto probe` of all | {numbers["probing"]:.1f} s |
| one shared script changed, `puerto scripts push --all --jobs 8` | {numbers["pushing"]:.1f} s |
| pairs found isolated, by network and password | {pairs} |
| one client until healthy, `puerto provision` | {medians["puerto"]:.2f} s |
| the same file, `docker-compose up` until healthy | {medians["docker-compose"]:.2f} s |
| Puerto's own part | {own:.2f} s |

"""


def machine():
    version = docker("version", "--format", "{{.Server.Version}}")
    total = int(Path("/proc/meminfo").read_text().split()[1]) // 1024 // 1024
    return f"{datetime.date.today().isoformat()}. {os.cpu_count()} cores, {total} GiB, Docker {version}, docker-compose"


def write(text):
    path = ROOT / "BENCHMARKS.md"
    old = path.read_text()
    if MARK[0] not in old:
        old = old.rstrip() + f"\n\n{MARK[0]}\n{MARK[1]}\n"
    before, rest = old.split(MARK[0])
    path.write_text(before + MARK[0] + "\n" + text + MARK[1] + rest.split(MARK[1])[1])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tenants", type=int, default=100)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--keep", action="store_true", help="do not write BENCHMARKS.md")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), patience=300)
        try:
            numbers = provision(world, given.tenants)
            pairs = isolation(world, given.tenants)
            print(json.dumps(numbers))
            world.clean()
            medians = beside_compose(world, given.rounds)
            text = report(numbers, medians, pairs)
            print(text)
            if not given.keep:
                write(text)
        finally:
            world.close()


if __name__ == "__main__":
    sys.exit(main())
