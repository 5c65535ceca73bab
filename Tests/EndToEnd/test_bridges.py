"""Networks of stacks that were made before their bridges had names: `reconcile` makes them anew, and only it."""

import json
import re
import subprocess

import pytest

from world import compose, docker


@pytest.fixture
def older(world):
    """A client that runs on networks without names of their bridges, as an earlier Puerto has made them."""
    slug = world.ready("older")
    with world.postgres(slug, world.password(slug, "postgres")) as db:
        db.execute("CREATE TABLE kept AS SELECT 7 AS number")
    docker("rm", "--force", *world.containers(slug))
    docker("network", "rm", *networks(world, slug))
    folder = world.folder / "stacks" / slug
    text = (folder / "compose.yaml").read_text()
    name = r'      com\.docker\.network\.bridge\.name: "[^"]*"\n'
    text = re.sub(name, "", re.sub(f"    driver_opts:\n{name}", "", text))
    (folder / "before.yaml").write_text(text)
    subprocess.run(
        [*compose(), "--file", "before.yaml", "up", "--detach"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    (folder / "before.yaml").unlink()
    return slug


def networks(world, slug):
    filters = [f"label=puerto.workspace={world.id}", f"label=puerto.slug={slug}"]
    words = [word for one in filters for word in ("--filter", one)]
    return docker("network", "ls", "--format", "{{.Name}}", *words).split()


def bridges(world, slug):
    found = json.loads(docker("network", "inspect", *networks(world, slug)))
    return {one["Options"].get("com.docker.network.bridge.name") for one in found}


def test_bridges_without_names_are_drift_that_reconcile_mends_after_saying_so(world, older):
    ids = {one["Id"] for one in world.containers(older).values()}
    assert bridges(world, older) == {None}
    found = world.findings(older)
    assert {one["mend"] for one in found} == {f"puerto reconcile {older}"}
    assert sum("bridge.name is not set" in one["found"] for one in found) == 3, found
    # What would have to interrupt the client is left to the verb whose plan says so.
    for words in [
        ["rotate", older, "postgres"],
        ["upgrade", older, "--image", "redis=puerto-e2e/redis:7"],
    ]:
        error = world.refused(*words)
        assert "have to be made anew" in error and f"puerto reconcile {older}" in error
    assert {one["Id"] for one in world.containers(older).values()} == ids
    assert "interruption: all networks and containers are made anew" in world.puerto(
        "reconcile", older, "--dry-run"
    )
    world.puerto("reconcile", older)
    slot = world.slot(older)
    assert bridges(world, older) == {f"pt{world.id[:8]}{letter}{slot}" for letter in "dep"}
    assert world.run("doctor", older, "--skip-pages").returncode == 0
    with world.postgres(older, world.password(older, "postgres")) as db:
        assert db.execute("SELECT number FROM kept").fetchone() == (7,)
    assert "interruption" not in world.puerto("reconcile", older, "--dry-run")
    world.puerto("rotate", older, "postgres")
