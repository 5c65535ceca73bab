"""A plan's limits on the real engine: the parts add up to what is sold, and too much is refused."""

import json
import re

import pytest

from world import docker

PLANS = """
plans:
  - {id: sold, name: Sold, price: 10.00, limits: {cpus: 1.001, memory_mb: 1301, disk_gb: 9}}
  - {id: more, name: More, price: 12.00, limits: {cpus: 2, memory_mb: 1501}}
  - {id: tiny, name: Tiny, price: 1.00, limits: {cpus: 0.1, memory_mb: 512}}
  - {id: cpus, name: Cpus, price: 20.00, limits: {cpus: %d}}
  - {id: memory, name: Memory, price: 30.00, limits: {memory_mb: %d}}
"""


@pytest.fixture(scope="module")
def limited(worlds):
    world = worlds()
    world.processors, world.memory = map(
        int, docker("info", "--format", "{{.NCPU}} {{.MemTotal}}").split()
    )
    path = world.folder / "puerto.yaml"
    text = re.sub(r"^plans:\n(  .*\n)*", "", path.read_text(), flags=re.MULTILINE)
    large = (world.processors + 2, (world.memory >> 20) + 1)
    path.write_text(text + PLANS % large)
    return world


def given(world, slug):
    """What the engine gives to all containers of a client, and to how many."""
    hosts = [one["HostConfig"] for one in world.containers(slug).values()]
    memory = [host["Memory"] for host in hosts]
    cpus = [host["CpuQuota"] * 1000 // host["CpuPeriod"] for host in hosts]
    assert all(memory) and all(cpus)
    return len(hosts), sum(memory), sum(cpus)


def test_the_containers_limits_add_up_to_what_is_sold(limited):
    slug = limited.client("sold", "--plan", "sold")
    plan = limited.puerto("provision", slug, "--dry-run")
    assert "memory: 1301 MiB of the plan 'sold': windmill" in plan
    limited.puerto("provision", slug)
    assert given(limited, slug) == (4, 1301 << 20, 1001)
    assert limited.findings(slug) == []
    assert "gives all services together 1.001 CPU and 1301 MiB" in limited.puerto(
        "stack", "show", slug
    )
    shown = json.loads(limited.puerto("tenant", "show", slug, "--json"))["limits"]
    assert shown["memory_mb"]["all"] == 1301 and shown["processor_thousandths"]["all"] == 1001


def test_a_changed_plan_reaches_the_containers_by_reconcile(limited):
    slug = limited.ready("changed", "--plan", "sold")
    limited.puerto("tenant", "edit", slug, "--plan", "more")
    limited.puerto("build")
    # Neither the edit nor a build touches what runs.
    assert given(limited, slug) == (4, 1301 << 20, 1001)
    found = [one["found"] for one in limited.findings(slug)]
    assert any("MiB of memory, recorded is" in text for text in found)
    assert any("processors, recorded is" in text for text in found)
    limited.puerto("reconcile", slug)
    assert given(limited, slug) == (4, 1501 << 20, 2000)
    assert limited.findings(slug) == []


@pytest.mark.parametrize("plan", ["cpus", "memory"])
def test_a_plan_larger_than_the_machine_is_refused_before_anything_is_made(limited, plan):
    slug = limited.client(f"large-{plan}", "--plan", plan)
    error = limited.refused("provision", slug)
    sold = {
        "cpus": f"gives {limited.processors + 2} CPUs, and this machine has {limited.processors}",
        "memory": f"this machine has {limited.memory >> 20} MiB",
    }
    assert f"the plan '{plan}'" in error and sold[plan] in error
    assert limited.containers(slug) == {} and limited.status(slug) == "draft"
    # The hint's own command helps.
    assert f"puerto tenant edit {slug} --plan NAME" in error
    limited.puerto("tenant", "edit", slug, "--plan", "sold")
    limited.puerto("provision", slug)


def test_a_plan_below_the_floors_opens_and_is_refused_by_what_would_start(limited):
    """A workspace that sold such a plan before there was a rule goes on with all else."""
    slug = limited.client("tiny", "--plan", "tiny")
    warned = limited.run("check").stderr
    assert "the plan 'tiny' has memory_mb: 512" in warned and "0.4 CPU to start" in warned
    for verb in ("provision", "reconcile"):
        if verb == "reconcile":
            limited.puerto("tenant", "edit", slug, "--status", "ready")
        error = limited.refused(verb, slug)
        assert "gives 512 MiB of memory, and the services need 1216 MiB to start" in error
        assert limited.containers(slug) == {}
    # The hint's own command helps.
    assert f"puerto tenant edit {slug} --plan NAME" in error
    limited.puerto("tenant", "edit", slug, "--plan", "sold", "--status", "draft")
    limited.puerto("provision", slug)


def test_a_fleet_above_the_machines_memory_is_a_warning(limited):
    first, second = limited.client("wide-a"), limited.client("wide-b")
    half = (limited.memory >> 20) * 2 // 3
    path = limited.folder / "puerto.yaml"
    text = path.read_text()
    path.write_text(text.replace("memory_mb: 1501", f"memory_mb: {half}"))
    try:
        for slug in (first, second):
            limited.puerto("tenant", "edit", slug, "--plan", "more")
            limited.puerto("provision", slug)
        plan = limited.puerto("provision", second, "--dry-run")
        assert re.search(r"careful: the limits of \d+ clients add up to \d+ MiB", plan)
        assert limited.status(second) == "ready"
    finally:
        path.write_text(text)
