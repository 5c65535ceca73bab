"""A client's whole life on the real Docker, as the operator sees it."""

import json
import re
import subprocess

import psycopg
import pytest
import redis

from world import HUNG, STANDIN, answers, compose, container, docker, processes, until


@pytest.fixture(scope="module")
def acme(world):
    return world.ready("acme", "--contact-email", "eva@acme.example")


def test_a_client_is_provisioned_probed_suspended_resumed_rotated_and_archived(world, acme):
    passwords = {field: world.password(acme, field) for field in ["postgres", "redis"]}
    assert world.status(acme) == "ready"
    assert json.loads(world.puerto("probe", acme, "--json"))[0]["health"] == "healthy"
    world.puerto("doctor", acme, "--skip-pages")

    with world.postgres(acme, passwords["postgres"]) as db:
        db.execute("CREATE TABLE kept (what TEXT)")
        db.execute("INSERT INTO kept VALUES ('before the suspension')")
    world.redis(acme, passwords["redis"]).set("kept", "before the suspension")

    world.puerto("suspend", acme, "--reason", "no ha pagado")
    assert world.status(acme) == "suspended"
    assert not any(answers(world.port(acme, kind)) for kind in world.ports)
    assert {one["State"]["Status"] for one in world.containers(acme).values()} == {"exited"}

    world.puerto("resume", acme)
    assert (
        world.status(acme) == "ready"
        and world.one("SELECT reason FROM stack WHERE reason NOT NULL") is None
    )
    with world.postgres(acme, passwords["postgres"]) as db:
        assert db.execute("SELECT what FROM kept").fetchall() == [("before the suspension",)]
    assert world.redis(acme, passwords["redis"]).get("kept") == "before the suspension"

    world.puerto("rotate", acme, "postgres")
    world.puerto("rotate", acme, "redis")
    new = {field: world.password(acme, field) for field in passwords}
    assert new["postgres"] != passwords["postgres"] and new["redis"] != passwords["redis"]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        world.postgres(acme, passwords["postgres"])
    with pytest.raises(redis.exceptions.AuthenticationError):
        world.redis(acme, passwords["redis"]).ping()
    with world.postgres(acme, new["postgres"]) as db:
        assert db.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    assert world.redis(acme, new["redis"]).get("kept") == "before the suspension"
    # Not only the running servers: what is started again has the new ones too.
    world.puerto("restart", acme)
    assert world.redis(acme, new["redis"]).ping()
    world.puerto("doctor", acme, "--skip-pages")

    world.puerto("archive", acme, "--reason", "se va")
    assert world.status(acme) == "archived" and world.containers(acme) == {}
    volumes = docker("volume", "ls", "--quiet", "--filter", f"name={world.project(acme)}_").split()
    assert sorted(name.rsplit("_", 1)[1] for name in volumes) == [
        "cache",
        "logs",
        "postgres",
        "redis",
    ]
    # Nobody else gets its slot.
    other = world.client("after-acme")
    assert world.slot(other) != world.slot(acme)

    world.puerto("resume", acme)
    with world.postgres(acme, new["postgres"]) as db:
        assert db.execute("SELECT what FROM kept").fetchall() == [("before the suspension",)]


def test_the_hint_of_a_refused_handoff_makes_it_possible(world):
    slug = world.client("handed", "--contact-email", "eva@handed.example")
    for status in ["draft", "suspended"]:
        refused = world.refused("handoff", slug)
        assert f"'{slug}' is {status}: there is nothing to log in to" in refused
        world.puerto(*re.search(r"\(puerto (.*)\)", refused)[1].split())
        texts = world.puerto("handoff", slug)
        assert "1. " in texts and "2. " in texts
        world.puerto("suspend", slug, "--reason", "no ha pagado")


def test_no_secret_is_where_others_look(world):
    slug = world.ready("secretive")
    secrets = [world.password(slug, field) for field in ["postgres", "redis"]]
    world.puerto("rotate", slug, "postgres")
    secrets.append(world.password(slug, "postgres"))
    job = world.one(
        "SELECT job.id FROM job JOIN tenant ON tenant.id = job.tenant WHERE slug = ? ORDER BY seq DESC",
        slug,
    )
    places = {
        "docker inspect": json.dumps(world.containers(slug)),
        "job log": world.puerto("job", "log", job),
        "job show": world.puerto("job", "show", job, "--json"),
        "stack file": (world.folder / f"stacks/{slug}/compose.yaml").read_text(),
        "stack show": world.puerto("stack", "show", slug),
        "dry run": world.puerto("reconcile", slug, "--dry-run"),
        "processes": "\n".join(processes()),
        "events": "\n".join(row[0] for row in world.rows("SELECT text FROM job_event")),
        "history": "\n".join(row[0] for row in world.rows("SELECT detail FROM audit")),
        "pages": "\n".join(path.read_text() for path in (world.folder / "public").rglob("*.html")),
        "logs": "".join(docker("logs", name) for name in world.containers(slug)),
    }
    assert {
        place for place, text in places.items() if any(secret in text for secret in secrets)
    } == set()
    assert all(places.values())
    folder = world.folder / "stacks"
    assert [
        oct(path.stat().st_mode & 0o777)
        for path in [folder, folder / slug, folder / slug / "secrets"]
    ] == ["0o700"] * 3


def test_the_same_record_gives_the_same_stack_file_and_a_person_can_run_it(world):
    slug = world.ready("byhand")
    file = world.folder / f"stacks/{slug}/compose.yaml"
    before = file.read_bytes()
    assert world.puerto("stack", "show", slug).encode() == before
    world.puerto("reconcile", slug)
    assert file.read_bytes() == before
    ids = {name: one["Id"] for name, one in world.containers(slug).items()}
    done = subprocess.run(
        [*compose(), "up", "--detach"],
        cwd=file.parent,
        capture_output=True,
        text=True,
        timeout=HUNG,
    )
    assert done.returncode == 0, done.stderr
    # It found everything in place: by hand and by Puerto is the same.
    assert {name: one["Id"] for name, one in world.containers(slug).items()} == ids


def test_every_container_is_held_in(world):
    slug = world.ready("bounded")
    for name, one in world.containers(slug).items():
        host = one["HostConfig"]
        assert not host["Privileged"] and host["NetworkMode"] != "host", name
        assert host["SecurityOpt"] == ["no-new-privileges:true"], name
        assert (
            host["Memory"] > 0
            and host["PidsLimit"] > 0
            and host["RestartPolicy"]["Name"] == "unless-stopped"
        ), name
        assert host["LogConfig"]["Config"] == {"max-file": "3", "max-size": "10m"}, name
        assert not any("docker.sock" in mount["Source"] for mount in one["Mounts"]), name
        bindings = [one for ports in (host["PortBindings"] or {}).values() for one in ports]
        assert {one["HostIp"] for one in bindings} <= {"127.0.0.1"}, name
        assert one["Config"]["Labels"]["puerto.workspace"] == world.id, name


def test_a_stack_may_do_without_redis_and_without_published_data(world):
    slug = world.ready("inside", "--stack", "redis=off", "--stack", "expose=none")
    assert sorted(
        one["Config"]["Labels"]["puerto.service"] for one in world.containers(slug).values()
    ) == ["postgres", "windmill", "worker"]
    assert answers(world.port(slug, "app"))
    assert not answers(world.port(slug, "postgres")) and not answers(world.port(slug, "redis"))
    assert json.loads(world.puerto("probe", slug, "--json"))[0]["health"] == "healthy"
    # Its password is rotated all the same, from inside.
    world.puerto("rotate", slug, "postgres")
    assert json.loads(world.puerto("probe", slug, "--json"))[0]["health"] == "healthy"
    world.puerto("doctor", slug, "--skip-pages")


def test_an_upgrade_that_is_not_healthy_is_rolled_back(world, worlds):
    hasty = worlds(patience=12)
    slug = hasty.ready("upgraded")
    hasty.puerto("upgrade", slug, "--image", f"windmill={STANDIN}:2")
    assert hasty.containers(slug)[container(slug, "windmill")]["Config"]["Image"] == f"{STANDIN}:2"
    before = hasty.one("SELECT options FROM stack WHERE options <> ''")
    error = hasty.refused("upgrade", slug, "--image", f"windmill={STANDIN}:broken")
    assert "not healthy after 12 s" in error
    images = {
        one["Config"]["Image"] for name, one in hasty.containers(slug).items() if "windmill" in name
    }
    assert images == {f"{STANDIN}:2"}
    assert hasty.one("SELECT options FROM stack WHERE options <> ''") == before
    assert json.loads(hasty.puerto("probe", slug, "--json"))[0]["health"] == "healthy"
    # A canary that fails leaves the others alone.
    second = hasty.ready("second")
    hasty.refused("upgrade", slug, second, "--yes", "--image", f"windmill={STANDIN}:broken")
    assert (
        hasty.one(
            "SELECT count(*) FROM job JOIN tenant ON tenant.id = job.tenant WHERE slug = ? AND action = 'upgrade'",
            second,
        )
        == 0
    )


def test_a_client_moves_to_another_slot_and_gets_another_name(world):
    slug = world.ready("mover")
    password, old = (
        world.password(slug, "postgres"),
        {kind: world.port(slug, kind) for kind in world.ports},
    )
    with world.postgres(slug, password) as db:
        db.execute("CREATE TABLE kept AS SELECT 1 AS one")
    world.puerto("tenant", "edit", slug, "--slot", "70")
    drift = {one["subject"]: one["found"] for one in world.findings(slug)}
    assert drift[f"stacks/{slug}/compose.yaml"] == "not what the record comes to by now"
    world.puerto("reconcile", slug)
    assert world.port(slug, "app") == world.ports["app"] + 70 and not any(
        answers(port) for port in old.values()
    )
    moved = world.slug("moved")
    world.puerto("tenant", "edit", slug, "--new-slug", moved)
    world.puerto("reconcile", moved)
    # Containers keep the names that are recorded for them.
    assert sorted(world.containers(moved)) == sorted(
        container(slug, service) for service in ["postgres", "redis", "windmill", "windmill_worker"]
    )
    assert world.containers(slug) == {} and not (world.folder / "stacks" / slug).exists()
    with world.postgres(moved, password) as db:
        assert db.execute("SELECT one FROM kept").fetchall() == [(1,)]
    world.puerto("doctor", moved, "--skip-pages")


def test_a_sick_stack_is_seen_and_shown(world):
    slug = world.ready("sick")
    docker("stop", "--time", "1", container(slug, "windmill_worker"))
    until(
        lambda: json.loads(world.run("probe", slug, "--json").stdout)[0]["health"] == "degraded",
        "degraded",
        40,
    )
    assert world.status(slug) == "degraded"
    docker("stop", "--time", "1", container(slug, "postgres"))
    done = world.run("probe", slug, "--json")
    assert done.returncode == 1 and json.loads(done.stdout)[0]["health"] == "down"
    assert "PostgreSQL" in json.loads(done.stdout)[0]["detail"]
    drift = world.findings(slug)
    assert {one["subject"] for one in drift} == {
        container(slug, "windmill_worker"),
        container(slug, "postgres"),
    }
    assert {one["mend"] for one in drift} == {f"puerto reconcile {slug}"}
    world.puerto("build")
    world.puerto("reconcile", slug)
    assert world.status(slug) == "ready"
    world.puerto("doctor", slug, "--skip-pages")
