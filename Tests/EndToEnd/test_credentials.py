"""What is recorded is what opens: a value is tried before it is recorded or written, and none is lost."""

import json
import subprocess

import psycopg
import pytest
import redis

from older import backup, put_back
from world import docker


@pytest.fixture(scope="module")
def safe(worlds):
    return worlds(patience=20)


def secret(world, slug, name):
    return (world.folder / "stacks" / slug / "secrets" / name).read_text()


def drift(world, slug):
    return {one["subject"]: one["mend"] for one in world.findings(slug)}


def test_a_value_that_does_not_open_is_not_recorded(safe):
    slug = safe.ready("tried")
    for field in ("postgres", "redis"):
        value = safe.password(slug, field)
        error = safe.refused("credential", "set", slug, field, input="not-that-one")
        assert f"the running {field} of '{slug}' does not take this value" in error
        assert "not-that-one" not in error and safe.password(slug, field) == value
        # The hint's other way.
        done = safe.run("credential", "set", slug, field, "--force", input="not-that-one")
        assert done.returncode == 0 and "does not take this value" in done.stderr
        assert safe.password(slug, field) == "not-that-one"
        done = safe.run("credential", "set", slug, field, input=value)
        assert done.returncode == 0 and "warning" not in done.stderr
        assert safe.password(slug, field) == value
        error = safe.refused("credential", "generate", slug, field)
        assert f"puerto rotate {slug} {field}" in error
        safe.puerto("rotate", slug, field)
        assert safe.password(slug, field) != value
    safe.puerto("reconcile", slug)
    safe.puerto("doctor", slug, "--skip-pages")


def test_what_does_not_run_is_not_asked(safe):
    draft = safe.client("untried")
    done = safe.run("credential", "set", draft, "postgres", input="some-password")
    assert done.returncode == 0 and "warning" not in done.stderr
    slug = safe.ready("stopped")
    docker("stop", "--time", "1", f"{slug.replace('-', '_')}_redis")
    done = safe.run("credential", "set", slug, "redis", input=safe.password(slug, "redis"))
    assert done.returncode == 0 and "the value was not tried: no Redis" in done.stderr
    safe.puerto("reconcile", slug)


def test_a_wrong_record_replaces_no_file(safe):
    slug = safe.ready("filed")
    names = ("postgres_password", "database_url", "redis.conf", "redis_password")
    before = {name: secret(safe, slug, name) for name in names}
    ids = {name: one["Id"] for name, one in safe.containers(slug).items()}
    values = {field: safe.password(slug, field) for field in ("postgres", "redis")}
    for field in values:
        safe.puerto("credential", "set", slug, field, "--force", input=f"wrong-{field}")
    for verb in (["reconcile", slug], ["provision", slug]):
        error = safe.refused(*verb)
        assert "does not take the password" in error and "wrong-" not in error
        assert f"puerto credential adopt {slug} " in error
        assert {name: secret(safe, slug, name) for name in names} == before
    log = [row[0] for row in safe.rows("SELECT text FROM job_event")]
    assert any(
        line.startswith(f"kept: stacks/{slug}/secrets/postgres_password") for line in log
    ) and any(line.startswith(f"kept: stacks/{slug}/secrets/redis_password") for line in log)
    assert {name: one["Id"] for name, one in safe.containers(slug).items()} == ids
    # A rotation would not know the way in: it says so before it makes a new value.
    for field in values:
        error = safe.refused("rotate", slug, field)
        assert f"puerto credential adopt {slug} {field}" in error
    assert safe.rows("SELECT * FROM credential_next") == []
    assert drift(safe, slug) | {f"stacks/{slug}/compose.yaml": ""} == {
        "credential postgres": f"puerto credential adopt {slug} postgres",
        "credential redis": f"puerto credential adopt {slug} redis",
        f"stacks/{slug}/compose.yaml": "",
    }
    for field, value in values.items():
        safe.puerto("credential", "adopt", slug, field)
        assert safe.password(slug, field) == value
        assert safe.audit("credential.adopt", slug)[-1] == "done"
        error = safe.refused("credential", "adopt", slug, field)
        assert "takes the recorded password" in error
    safe.puerto("reconcile", slug)
    assert {name: secret(safe, slug, name) for name in names} == before
    safe.puerto("doctor", slug, "--skip-pages")


@pytest.mark.parametrize("field", ["postgres", "redis"])
def test_an_older_database_after_a_rotation_loses_nothing(safe, field):
    slug = safe.ready(f"rotated-{field}")
    old = safe.password(slug, field)
    copy = backup(safe, safe.folder / f"before-{field}.db")
    with safe.postgres(slug, safe.password(slug, "postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    safe.puerto("rotate", slug, field)
    new = safe.password(slug, field)
    later = backup(safe, safe.folder / f"after-{field}.db")
    put_back(safe, copy)
    assert safe.password(slug, field) == old
    files = {
        path.name: path.read_bytes()
        for path in (safe.folder / "stacks" / slug / "secrets").iterdir()
    }
    started = {name: one["State"]["StartedAt"] for name, one in safe.containers(slug).items()}
    assert drift(safe, slug)["credential " + field] == f"puerto credential adopt {slug} {field}"
    # An operator says first that these records are the ones to go by.
    assert "puerto workspace moved" in safe.refused("reconcile", slug)
    safe.puerto("workspace", "moved")
    error = safe.refused("reconcile", slug)
    assert f"puerto credential adopt {slug} {field}" in error
    error = safe.refused("rotate", slug, field)
    assert f"puerto credential adopt {slug} {field}" in error
    # The client goes on running, with the files of the newer password.
    assert files == {
        path.name: path.read_bytes()
        for path in (safe.folder / "stacks" / slug / "secrets").iterdir()
    }
    now = safe.containers(slug)
    assert {name: one["State"]["StartedAt"] for name, one in now.items()} == started
    assert all(one["State"]["Running"] for one in now.values())
    # The hint of the error, followed.
    safe.puerto("credential", "adopt", slug, field)
    assert safe.password(slug, field) == new
    safe.puerto("reconcile", slug)
    safe.puerto("doctor", slug, "--skip-pages")
    with safe.postgres(slug, safe.password(slug, "postgres")) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    safe.puerto("rotate", slug, field)
    assert safe.password(slug, field) not in (old, new)
    later.unlink()


def test_the_file_is_not_taken_when_the_server_refuses_it(safe):
    slug = safe.ready("neither")
    value = safe.password(slug, "postgres")
    with safe.postgres(slug, value) as connection:
        connection.execute("ALTER ROLE postgres PASSWORD 'changed-by-hand'")
    error = safe.refused("credential", "adopt", slug, "postgres")
    assert "takes neither the recorded password nor that of" in error
    # The way that the error names.
    safe.puerto("credential", "set", slug, "postgres", input="changed-by-hand")
    safe.puerto("reconcile", slug)
    assert secret(safe, slug, "postgres_password") == "changed-by-hand"
    with pytest.raises(psycopg.OperationalError):
        safe.postgres(slug, value)
    safe.puerto("doctor", slug, "--skip-pages")


def test_a_stopped_server_is_asked_after_its_start(safe):
    slug = safe.ready("resumed")
    value = safe.password(slug, "redis")
    safe.puerto("suspend", slug, "--reason", "x")
    safe.puerto("credential", "set", slug, "redis", input="another-for-redis")
    error = safe.refused("resume", slug)
    assert f"puerto credential adopt {slug} redis" in error
    assert secret(safe, slug, "redis_password") == value
    assert safe.redis(slug, value).ping()
    with pytest.raises(redis.AuthenticationError):
        safe.redis(slug, "another-for-redis").ping()
    safe.puerto("credential", "adopt", slug, "redis")
    safe.puerto("resume", slug)
    assert safe.password(slug, "redis") == value and safe.status(slug) == "ready"


def test_no_secret_is_seen_by_others(safe):
    slug = safe.ready("unseen")
    value = safe.password(slug, "redis")
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run(
            ["setpriv", "--reuid", "65534", "--clear-groups", "cat"]
            + [str(safe.folder / "stacks" / slug / "secrets" / "redis_password")],
            check=True,
            capture_output=True,
        )
    mounts = [mount["Source"] for one in safe.containers(slug).values() for mount in one["Mounts"]]
    assert not any(source.endswith("redis_password") for source in mounts)
    done = docker("exec", f"{slug.replace('-', '_')}_redis", "sh", "-c", "cat /run/secrets/*")
    assert value not in done
