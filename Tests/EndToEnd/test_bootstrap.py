"""A provisioned client's Windmill is its own: no stock login, its own one, a workspace, a worker."""

import json
import os
import signal
import sqlite3
from contextlib import closing

import pytest

from instance_calls import STOCK, call, login
from world import STANDIN, answers, container, docker


@pytest.fixture(scope="module")
def world(worlds):
    return worlds()


def owned(world, name):
    slug = world.ready(name, "--contact-email", f"eva@{name}.example")
    return slug, f"eva@{name}.example"


def closed(world, slug):
    """Brings a client's record back to before its instance was secured."""
    with closing(sqlite3.connect(world.folder / "puerto.db", timeout=20)) as db, db:
        db.execute(
            "UPDATE instance SET system = NULL, database = NULL, secured_at = NULL WHERE tenant ="
            " (SELECT id FROM tenant WHERE slug = ?)",
            [slug],
        )


def test_a_new_client_has_a_windmill_of_its_own(world):
    slug, email = owned(world, "own")
    assert login(world, slug, *STOCK)[0] == 400
    status, token = login(world, slug, email, world.password(slug, "app"))
    assert status == 200
    found = json.loads(call(world, slug, "GET", "/workspaces/list", token=token)[1])
    assert [one["id"] for one in found] == [slug]
    users = json.loads(call(world, slug, "GET", f"/w/{slug}/users/list", token=token)[1])
    assert {one["email"]: one["is_admin"] for one in users}[email] is True
    there = call(world, slug, "GET", f"/w/{slug}/scripts/exists/p/f/puerto/smoke", token=token)
    assert there == (200, "true")
    assert world.findings(slug) == []
    job = world.one(
        "SELECT job.id FROM job JOIN tenant ON tenant.id = job.tenant WHERE slug = ? ORDER BY seq",
        slug,
    )
    log = world.puerto("job", "log", job)
    assert "has run the smoke job" in log
    assert world.password(slug, "app") not in log and STOCK[1] not in log
    # A second run finds everything as it is, and the same login still works.
    world.puerto("reconcile", slug)
    assert login(world, slug, email, world.password(slug, "app"))[0] == 200
    assert call(world, slug, "GET", "/users/whoami", token=token)[0] == 200


def test_the_clients_own_password_is_rotated(world):
    slug, email = owned(world, "turn")
    old = world.password(slug, "app")
    token = login(world, slug, email, old)[1]
    world.puerto("rotate", slug, "app")
    new = world.password(slug, "app")
    assert new != old and login(world, slug, email, new)[0] == 200
    assert login(world, slug, email, old)[0] == 400
    assert call(world, slug, "GET", "/users/whoami", token=token)[0] == 401
    assert world.findings(slug) == []


def test_a_client_gets_its_login_with_its_address(world):
    slug = world.ready("mute")
    error = world.refused("rotate", slug, "app")
    assert f"puerto tenant edit {slug} --contact-email ADDRESS" in error
    world.puerto("tenant", "edit", slug, "--contact-email", "eva@mute.example")
    assert f"puerto reconcile {slug} makes it" in world.refused("rotate", slug, "app")
    world.puerto("reconcile", slug)
    assert login(world, slug, "eva@mute.example", world.password(slug, "app"))[0] == 200


def test_a_closed_stack_is_refused_with_the_way_on(world):
    slug, email = owned(world, "shut")
    closed(world, slug)
    for verb in [
        ["restart", slug],
        ["rotate", slug, "redis"],
        ["upgrade", slug, "--image", f"windmill={STANDIN}:2"],
    ]:
        error = world.refused(*verb)
        assert f"puerto reconcile {slug} replaces it, and starts what is missing" in error
    found = json.dumps(world.findings(slug))
    assert "no service of this stack" in found and "recorded is none" in found, found
    world.puerto("reconcile", slug)
    assert world.findings(slug) == [] and answers(world.port(slug, "app"))
    assert login(world, slug, email, world.password(slug, "app"))[0] == 200
    world.puerto("restart", slug)


def test_a_restart_mends_a_database_that_hangs(world):
    slug, _ = owned(world, "hung")
    name = container(slug, "postgres")
    os.kill(int(docker("inspect", "--format", "{{.State.Pid}}", name)), signal.SIGSTOP)
    world.puerto("restart", slug)
    assert world.findings(slug) == [] and answers(world.port(slug, "app"))


def test_data_of_before_every_recorded_secret_are_opened_again(world):
    slug, email = owned(world, "back")
    sql = "UPDATE password SET password_hash = 'of a copy'; DELETE FROM token"
    docker(
        *["exec", "--user", "postgres", container(slug, "postgres")],
        *["psql", "--username", "postgres", "--dbname", "windmill", "--command", sql],
    )
    assert login(world, slug, email, world.password(slug, "app"))[0] == 400
    world.puerto("reconcile", slug)
    assert login(world, slug, *STOCK)[0] == 400
    # The client's login may have any password that its people have chosen: it stays.
    assert login(world, slug, email, world.password(slug, "app"))[0] == 400
    world.puerto("rotate", slug, "app")
    assert login(world, slug, email, world.password(slug, "app"))[0] == 200
