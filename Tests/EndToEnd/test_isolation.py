"""What one client's containers can reach of another's, measured from inside them."""

import itertools
import re
import subprocess
from pathlib import Path

import psycopg
import pytest
import redis

from world import answers, container, docker, until

SERVICES = {"windmill": 8000, "postgres": 5432, "redis": 6379}


@pytest.fixture(scope="module")
def neighbours(world):
    return [world.ready(f"neighbour-{number}") for number in range(1, 4)]


def reached(container, targets):
    """Those of some hosts and ports that answer from inside a container.

    All are tried at once, by busybox nc, which is in the images of the tests.
    """
    tries = [
        f"(nc -w 1 {host} {port} </dev/null >/dev/null 2>&1 && echo {number}) &"
        for number, (host, port) in enumerate(targets)
    ]
    done = docker("exec", container, "sh", "-c", "\n".join([*tries, "wait", "echo end"]))
    *numbers, end = done.splitlines()
    assert end == "end"
    return [targets[number] for number in sorted(map(int, numbers))]


def reaches(container, host, port):
    return reached(container, [(host, port)]) != []


def addresses(world, slug):
    """Every address of every service, by service."""
    return {
        one["Config"]["Labels"]["puerto.service"]: [
            net["IPAddress"] for net in one["NetworkSettings"]["Networks"].values()
        ]
        for one in world.containers(slug).values()
    }


def gateways(world, slug):
    return {
        net["Gateway"]
        for one in world.containers(slug).values()
        for net in one["NetworkSettings"]["Networks"].values()
        if net["Gateway"]
    }


def test_a_client_reaches_its_own_services(world, neighbours):
    # Without this the next test would be passed by a broken nc.
    for slug in neighbours:
        inside = world.containers(slug)
        for service, port in SERVICES.items():
            assert reaches(container(slug, "windmill_worker"), service, port), (slug, service)
        assert len(inside) == 4


def test_no_client_reaches_another_ones_services(world, neighbours):
    found = {}
    for one in neighbours:
        targets = []
        for other in neighbours:
            if other != one:
                inside = addresses(world, other)
                for service, port in SERVICES.items():
                    hosts = [*inside[service], container(other, service)]
                    targets += [(host, port) for host in hosts]
        assert len(targets) >= 3 * len(SERVICES)
        # Its own answer by the same way, so that silence means something.
        own = (addresses(world, one)["postgres"][0], SERVICES["postgres"])
        for source in [container(one, "windmill_worker"), container(one, "postgres")]:
            answers = reached(source, [*targets, own])
            if answers != [own]:
                found[source] = answers
    assert found == {}


def test_what_is_published_on_loopback_is_not_reached_through_a_gateway(world, neighbours):
    one, other = neighbours[:2]
    found = [
        (gateway, kind)
        for gateway in gateways(world, one) | gateways(world, other)
        for kind in world.ports
        if reaches(container(one, "windmill_worker"), gateway, world.port(other, kind))
    ]
    assert found == []


def test_no_clients_password_opens_another_ones_data(world, neighbours):
    for one, other in itertools.permutations(neighbours, 2):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            world.postgres(other, world.password(one, "postgres"))
        with pytest.raises(redis.exceptions.AuthenticationError):
            world.redis(other, world.password(one, "redis")).ping()
    for slug in neighbours:
        with world.postgres(slug, world.password(slug, "postgres")) as db:
            assert db.execute("SELECT 1").fetchone() == (1,)
        assert world.redis(slug, world.password(slug, "redis")).ping()


@pytest.fixture
def outside():
    """A host beyond this machine, which like the internet knows no way back to a client's private addresses."""

    def ip(*words):
        subprocess.run(["ip", *words], check=True)

    ip("netns", "add", "puerto-out")
    try:
        ip(
            "link",
            "add",
            "puerto-out0",
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
            "puerto-out",
        )
        ip("addr", "add", "198.51.100.1/24", "dev", "puerto-out0")
        ip("link", "set", "puerto-out0", "up")
        ip("-n", "puerto-out", "addr", "add", "198.51.100.2/24", "dev", "eth0")
        ip("-n", "puerto-out", "link", "set", "eth0", "up")
        server = subprocess.Popen(
            ["ip", "netns", "exec", "puerto-out", "python3", "-m", "http.server", "8080"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: answers(8080, "198.51.100.2"), "the host outside listens")
        yield "198.51.100.2", 8080
        server.kill()
        server.wait()
    finally:
        ip("netns", "del", "puerto-out")


def test_scripts_reach_the_world_outside_and_data_services_do_not(world, neighbours, outside):
    slug = neighbours[0]
    assert reaches(container(slug, "windmill_worker"), *outside)
    assert not reaches(container(slug, "postgres"), *outside)
    assert not reaches(container(slug, "redis"), *outside)


def test_networks_and_addresses_of_all_clients_are_their_own(world, neighbours):
    seen = {}
    for slug in neighbours:
        for one in world.containers(slug).values():
            for name in one["NetworkSettings"]["Networks"]:
                assert seen.setdefault(name, slug) == slug
    assert len(seen) == 3 * len(neighbours)


def test_containers_have_the_capabilities_of_their_table(world, neighbours):
    """As the kernel has them for each container's first process, and for its children."""
    numbers = {"CHOWN": 0, "DAC_OVERRIDE": 1, "FOWNER": 3, "SETGID": 6, "SETUID": 7}
    unpacking = {"CHOWN", "DAC_OVERRIDE", "FOWNER"}
    table = {
        "windmill": set(),
        "worker": unpacking,
        "postgres": set(numbers),
        "redis": set(numbers),
    }
    for one in world.containers(neighbours[0]).values():
        status = Path(f"/proc/{one['State']['Pid']}/status").read_text()
        bits = {
            name: int(value, 16) for name, value in re.findall(r"^Cap(\w+):\s(\w+)", status, re.M)
        }
        wanted = table[one["Config"]["Labels"]["puerto.service"]]
        assert bits["Bnd"] == sum(1 << numbers[name] for name in wanted)
        # The servers themselves have become other users.
        assert bits["Eff"] == bits["Amb"] == 0
