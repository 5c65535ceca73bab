"""Data that are gone are a loss: no verb makes them anew, and every place says so."""

import json
import sqlite3
import subprocess

import pytest
from world import HUNG, STANDIN, compose, container, docker

PLACE = "/var/lib/postgresql/data"


@pytest.fixture(scope="module")
def lost(worlds):
    return worlds(patience=40)


def volume(world, slug, service):
    return f"{world.project(slug)}_{service}"


def volumes(world, slug):
    names = docker("volume", "ls", "--quiet", "--filter", f"name={world.project(slug)}_").split()
    return {name.rsplit("_", 1)[1] for name in names}


def fill(world, slug, what="kept"):
    with world.postgres(slug, world.password(slug, "postgres")) as db:
        db.execute("CREATE TABLE IF NOT EXISTS kept (what TEXT)")
        db.execute("INSERT INTO kept VALUES (%s)", (what,))
    world.redis(slug, world.password(slug, "redis")).set("kept", what)


def kept(world, slug):
    with world.postgres(slug, world.password(slug, "postgres")) as db:
        if not db.execute("SELECT to_regclass('kept')").fetchone()[0]:
            return []
        return [row[0] for row in db.execute("SELECT what FROM kept").fetchall()]


def drop_containers(world, slug):
    """What `docker container prune` takes of a stopped stack."""
    ids = [one["Id"] for one in world.containers(slug).values()]
    if ids:
        docker("rm", "--force", *ids)


def drop_volumes(world, slug, *services):
    """What `docker volume prune` takes then."""
    drop_containers(world, slug)
    for service in services:
        docker("volume", "rm", volume(world, slug, service))


def findings(world, slug):
    return {one["subject"]: one for one in world.findings(slug)}


def inside(world, slug, service, *command):
    """Runs a program on a data volume that no server uses."""
    image = {"postgres": "puerto-e2e/postgres:15", "redis": "puerto-e2e/redis:7"}[service]
    path = {"postgres": PLACE, "redis": "/data"}[service]
    return docker(
        *["run", "--rm", "--network", "none", "--user", "0", "--entrypoint", command[0]],
        *["--volume", f"{volume(world, slug, service)}:{path}", image, *command[1:]],
    )


def follow(world, hint):
    """Does what an error or a finding says: its first command, as it is written."""
    words = hint[hint.index("puerto ") :].split()
    end = next((i for i, word in enumerate(words) if word in ("starts", "takes")), len(words))
    return world.puerto(*words[1:end])


@pytest.mark.parametrize("verb", ["suspend", "archive"])
def test_a_stopped_client_whose_volumes_were_pruned_is_not_started_empty(lost, verb):
    slug = lost.ready(f"pruned-{verb[:4]}")
    fill(lost, slug)
    lost.puerto(verb, slug, "--reason", "x")
    drop_volumes(lost, slug, "postgres", "redis", "cache", "logs")
    status = lost.status(slug)

    plan = lost.puerto("resume", slug, "--dry-run")
    assert f"stops here: the volume '{volume(lost, slug, 'postgres')}' is missing" in plan
    assert f"make volume {volume(lost, slug, 'cache')}" in plan
    error = lost.refused("resume", slug)
    assert f"the volume '{volume(lost, slug, 'postgres')}' is missing" in error
    assert "content/runbooks/restaurar-cliente.md" in error
    assert lost.status(slug) == status and volumes(lost, slug) == set()
    assert lost.containers(slug) == {}
    # A worker does not do what the verb refuses.
    lost.puerto("resume", slug, "--detach")
    lost.run("work", "--once")
    assert lost.status(slug) == status and volumes(lost, slug) == set()

    found = findings(lost, slug)
    assert found[volume(lost, slug, "postgres")]["found"].startswith(
        "missing, with the data of PostgreSQL, filled since "
    )
    assert volume(lost, slug, "redis") in found
    lost.puerto("probe")
    lost.puerto("build")
    pages = (lost.folder / "public").rglob("*.html")
    assert any(volume(lost, slug, "postgres") in page.read_text() for page in pages)

    follow(lost, error)
    assert lost.status(slug) == "ready" and kept(lost, slug) == []
    assert lost.audit("volume.give-up", slug) == ["done", "done"]
    assert lost.run("doctor", slug, "--skip-pages").returncode == 0
    # The decision was about those data: the next ones are as precious.
    fill(lost, slug, "second life")
    lost.puerto("suspend", slug, "--reason", "x")
    drop_volumes(lost, slug, "redis")
    assert "is missing" in lost.refused("resume", slug)
    assert "redis" not in volumes(lost, slug)
    lost.puerto("resume", slug, "--new-data")
    assert kept(lost, slug) == ["second life"]


@pytest.mark.parametrize("service", ["postgres", "redis"])
def test_no_verb_makes_a_volume_of_a_ready_client_anew(lost, service):
    slug = lost.ready(f"ready-{service[:5]}")
    fill(lost, slug)
    drop_volumes(lost, slug, service)
    for verb in (
        ["provision", slug],
        ["reconcile", slug],
        ["restart", slug],
        ["rotate", slug, "postgres"],
        ["upgrade", slug, "--image", f"windmill={STANDIN}:2"],
    ):
        process = lost.start(*verb)
        try:
            assert process.wait(timeout=HUNG) != 0, verb
        finally:
            process.kill()
        for job in lost.rows("SELECT id FROM job WHERE state IN ('queued', 'running')"):
            lost.run("job", "cancel", job[0])
        lost.run("work", "--once")
        assert service not in volumes(lost, slug), verb
    # Nor does a person who runs Compose by hand.
    done = subprocess.run(
        [*compose(), "up", "--detach"],
        cwd=lost.folder / "stacks" / slug,
        capture_output=True,
        text=True,
        timeout=HUNG,
    )
    assert done.returncode != 0 and "external" in done.stderr, done.stderr
    assert service not in volumes(lost, slug)


@pytest.mark.parametrize("service", ["postgres", "redis"])
def test_an_emptied_volume_is_seen_before_a_server_fills_it(lost, service):
    slug = lost.ready(f"emptied-{service[:5]}")
    fill(lost, slug)
    lost.puerto("suspend", slug, "--reason", "x")
    path = {"postgres": PLACE, "redis": "/data"}[service]
    inside(lost, slug, service, "find", path, "-mindepth", "1", "-delete")
    error = lost.refused("resume", slug)
    assert f"the volume '{volume(lost, slug, service)}' is empty" in error
    assert inside(lost, slug, service, "ls", "-A", path) == ""
    assert findings(lost, slug)[volume(lost, slug, service)]["found"].startswith("empty, ")
    follow(lost, error)
    assert lost.status(slug) == "ready"
    assert kept(lost, slug) == ([] if service == "postgres" else ["kept"])


def test_another_database_in_the_volume_is_not_taken_for_the_recorded_one(lost):
    slug = lost.ready("swapped")
    password = lost.password(slug, "postgres")
    lost.puerto("suspend", slug, "--reason", "x")
    inside(lost, slug, "postgres", "find", PLACE, "-mindepth", "1", "-delete")
    # Another cluster with the same password, as a restore by hand makes one.
    docker(
        *["run", "--rm", "--network", "none", "--entrypoint", "bash", "--volume"],
        *[f"{volume(lost, slug, 'postgres')}:{PLACE}", "puerto-e2e/postgres:15", "-c"],
        f"printf %s '{password}' >/tmp/p; chown postgres {PLACE} /tmp/p; setpriv --reuid postgres --regid postgres"
        f" --init-groups initdb -D {PLACE} -U postgres --pwfile /tmp/p --auth-host scram-sha-256 >/dev/null"
        f" && echo 'host all all all scram-sha-256' >>{PLACE}/pg_hba.conf",
    )
    error = lost.refused("resume", slug)
    assert "holds another database (system identifier" in error
    assert not [
        name
        for name, one in lost.containers(slug).items()
        if "windmill" in name and one["State"]["Running"]
    ]
    assert lost.status(slug) == "suspended"


def test_data_of_another_major_version_are_not_given_to_the_server(lost):
    slug = lost.ready("older")
    fill(lost, slug)
    lost.puerto("suspend", slug, "--reason", "x")
    inside(lost, slug, "postgres", "sed", "-i", "s/15/14/", f"{PLACE}/PG_VERSION")
    done = lost.run("resume", slug, "--new-data")
    assert "the data of" in done.stderr and "PostgreSQL 14" in done.stderr
    inside(lost, slug, "postgres", "sed", "-i", "s/14/15/", f"{PLACE}/PG_VERSION")
    lost.puerto("resume", slug)
    assert kept(lost, slug) == ["kept"]


@pytest.fixture
def newer(lost):
    """The same server under names of other versions, which this test alone uses."""
    mark = lost.place.mark
    names = [f"puerto-e2e-{mark}/postgres:15.1", f"puerto-e2e-{mark}/postgres:16.1"]
    for name in names:
        docker("tag", "puerto-e2e/postgres:15", name)
    yield names
    for name in names:
        docker("rmi", name, check=False)


def image(world, slug):
    return world.containers(slug)[container(slug, "postgres")]["Config"]["Image"]


def test_only_an_upgrade_applies_another_image_of_puerto_yaml(lost, newer):
    same, next_major = newer
    slug = lost.ready("imaged")
    fill(lost, slug)
    before = image(lost, slug)
    lost.configure("postgres: puerto-e2e/postgres:15", f"postgres: {same}")
    try:
        for verb in (
            ["rotate", slug, "redis"],
            ["rotate", slug, "postgres"],
            ["reconcile", slug],
            ["restart", slug],
            ["suspend", slug, "--reason", "x"],
            ["resume", slug],
            ["provision", slug],
        ):
            lost.puerto(*verb)
            assert image(lost, slug) == before, verb
        plan = lost.puerto("reconcile", slug, "--dry-run")
        assert f"image of postgres stays with {before}; puerto.yaml names {same}" in plan
        found = findings(lost, slug)["postgres"]
        assert found["mend"] == f"puerto upgrade {slug} --image postgres={same}"
        # A new client has what the file says.
        other = lost.ready("imaged-later")
        assert image(lost, other) == same
        follow(lost, found["mend"])
        assert image(lost, slug) == same and kept(lost, slug) == ["kept"]
        assert findings(lost, slug) == {}
        # It follows puerto.yaml, and has no image of its own.
        assert (
            lost.one(
                "SELECT options FROM stack JOIN tenant ON tenant.id = tenant WHERE slug = ?", slug
            )
            == ""
        )
        error = lost.refused("upgrade", slug, "--image", f"postgres={next_major}")
        assert "is PostgreSQL 16, and the data of" in error and "restaurar-cliente" in error
        assert image(lost, slug) == same
        error = lost.refused("tenant", "edit", slug, "--stack", f"image.postgres={next_major}")
        assert "is PostgreSQL 16, and the data of" in error
        lost.configure(f"postgres: {same}", f"postgres: {next_major}")
        assert "stay with an image of PostgreSQL 15" in findings(lost, slug)["postgres"]["mend"]
        lost.configure(f"postgres: {next_major}", f"postgres: {same}")
    finally:
        lost.configure(f"postgres: {same}", "postgres: puerto-e2e/postgres:15")


def test_a_start_that_fails_with_new_files_goes_back_to_those_that_ran(worlds):
    world = worlds(patience=8)
    slug = world.ready("going-back")
    fill(world, slug)
    file = world.folder / f"stacks/{slug}/compose.yaml"
    ran = file.read_text()
    world.puerto("tenant", "edit", slug, "--stack", f"image.windmill={STANDIN}:broken")
    error = world.refused("reconcile", slug, timeout=HUNG)
    assert "not healthy" in error and "the stack file of before runs again" in error
    assert file.read_text() == ran
    assert json.loads(world.puerto("probe", slug, "--json"))[0]["health"] == "healthy"
    assert kept(world, slug) == ["kept"]
    found = findings(world, slug)
    assert found[f"stacks/{slug}/compose.yaml"]["found"] == "not what the record comes to by now"
    world.puerto("tenant", "edit", slug, "--stack", "image.windmill=")
    world.puerto("reconcile", slug)
    assert findings(world, slug) == {}
    assert not file.with_name("compose.yaml.former").exists()


def test_a_client_that_an_older_version_made_is_marked_and_held_to_its_data(lost):
    slug = lost.ready("unmarked")
    fill(lost, slug)
    lost.puerto("suspend", slug, "--reason", "x")
    forget(lost, slug)
    drop_volumes(lost, slug, "postgres")
    error = lost.refused("resume", slug)
    assert f"the volume '{volume(lost, slug, 'postgres')}' is missing" in error
    assert "postgres" not in volumes(lost, slug)
    lost.puerto("resume", slug, "--new-data")
    forget(lost, slug)
    lost.puerto("probe", slug)
    assert lost.one(
        "SELECT system FROM volume JOIN tenant ON tenant.id = tenant WHERE slug = ? AND service = 'postgres'",
        slug,
    )


def forget(world, slug):
    """Leaves what the migration makes of an older version's records."""
    with sqlite3.connect(world.folder / "puerto.db", timeout=20) as db:
        for change in (
            "UPDATE volume SET system = NULL, major = NULL, is_seen = 0, is_held = 0",
            "DELETE FROM stack_image",
        ):
            db.execute(f"{change} WHERE tenant = (SELECT id FROM tenant WHERE slug = ?)", (slug,))
