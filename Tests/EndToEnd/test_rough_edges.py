"""The world is half there: a full disk, an engine that hangs, an engine elsewhere."""

import json
import os
import stat
import subprocess

import pytest

from world import docker


def test_a_probe_on_a_full_disk_prints_its_answers(small_disk):
    small = small_disk(64)
    # The preflight wants a GiB of the disk below the stacks: these are on another one.
    slug = small.client("full")
    small.puerto("tenant", "edit", slug, "--status", "ready")
    # SQLite reads nothing without the index of its log, which has 32 KiB.
    small.disk.fill(spare=36 << 10)
    done = small.run("probe")
    assert done.returncode == 1
    lines = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines()[1:]}
    assert lines == {slug: "down"}
    assert "cannot write the database" in done.stderr or "disk" in done.stderr
    json.loads(small.run("probe", "--json").stdout)
    small.disk.clear()
    done = small.run("probe")
    assert "1 of 1 are down" in done.stderr and small.status(slug) == "degraded"


def test_a_client_is_recorded_while_the_engine_hangs(worlds, tmp_path):
    world = worlds()
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "docker"
    program.write_text("#!/bin/sh\nexec sleep 300\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    slug = world.slug("patient")
    done = world.run(
        *("tenant", "add", slug, "--name", "Patient"), PATH=f"{folder}:{os.environ['PATH']}"
    )
    assert done.returncode == 0 and world.slot(slug) == 1
    assert "waits for the container engine, 10 s at most" in done.stderr
    assert "a slot that is chosen now is unsure" in done.stderr
    # With an engine that answers, the slot is a sure one.
    other = world.slug("quick")
    done = world.run("tenant", "add", other, "--name", "Quick")
    assert done.returncode == 0 and "unsure" not in done.stderr


@pytest.mark.parametrize("address", ["tcp://192.0.2.1:2375", "tcp://127.0.0.1:2375"])
def test_an_engine_elsewhere_is_refused_by_name(worlds, tmp_path, address):
    world = worlds()
    slug = world.client("elsewhere")
    error = world.refused("provision", slug, "--dry-run", DOCKER_HOST=address)
    assert f"the container engine is elsewhere: DOCKER_HOST is '{address}'" in error
    # A context of docker's own, chosen by its file.
    settings = {"DOCKER_CONFIG": str(tmp_path)}
    for words in (["create", "far", "--docker", f"host={address}"], ["use", "far"]):
        subprocess.run(["docker", "context", *words], env={**os.environ, **settings}, check=True)
    error = world.refused("doctor", slug, "--skip-pages", **settings)
    assert f"the docker context 'far' leads to '{address}'" in error
    assert "docker context use default" in error
    # The hint, followed.
    subprocess.run(
        ["docker", "context", "use", "default"], env={**os.environ, **settings}, check=True
    )
    world.puerto("provision", slug, "--dry-run", **settings)
    assert docker("ps", "--quiet", "--filter", f"label=puerto.workspace={world.id}") == ""
