"""The engine's firewall rules keep clients apart: that they are there is measured, on a daemon of the test's own."""

import json
import shutil
import subprocess

import pytest
from ownengine import OwnWorld, daemon  # noqa: F401
from world import until


@pytest.fixture(scope="module")
def inner(daemon, tmp_path_factory):  # noqa: F811
    if not shutil.which("iptables"):
        pytest.skip("there is no iptables")
    world = OwnWorld(tmp_path_factory.mktemp("inner"), daemon)
    yield world
    world.close()


@pytest.fixture(scope="module")
def clients(inner):
    return [inner.ready("wall-one"), inner.ready("wall-two")]


def doctor(world):
    return world.findings()


def firewall(daemon, *words):  # noqa: F811
    subprocess.run(daemon.inside("iptables", *words), check=True, capture_output=True)


def flushed(daemon):  # noqa: F811
    firewall(daemon, "-F")
    firewall(daemon, "-P", "FORWARD", "ACCEPT")


def forgotten(daemon):  # noqa: F811
    """Only the jump into the engine's chains is gone: the rules are there and nothing comes to them."""
    firewall(daemon, "-D", "FORWARD", "-j", "DOCKER-ISOLATION-STAGE-1")
    firewall(daemon, "-P", "FORWARD", "ACCEPT")


@pytest.mark.parametrize("harm", [flushed, forgotten])
def test_missing_firewall_rules_are_found_and_the_way_to_mend_them_holds(
    daemon,  # noqa: F811
    inner,
    clients,
    harm,
):
    assert doctor(inner) == []
    harm(daemon)
    found = doctor(inner)
    assert {one["tenant"] for one in found} == set(clients)
    assert all("the engine's firewall rules are gone" in one["found"] for one in found), found
    assert {one["mend"] for one in found} == {"systemctl restart docker"}
    error = inner.refused("reconcile", clients[0])
    assert "systemctl restart docker" in error and "firewall rules are gone" in error
    # There is no systemd in here: this is what it does.
    daemon.end()
    daemon.start()
    until(lambda: doctor(inner) == [], "the restarted engine keeps clients apart", pause=1)
    inner.puerto("reconcile", clients[0])
    assert doctor(inner) == []
