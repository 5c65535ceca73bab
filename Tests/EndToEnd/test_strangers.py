"""Whoever listens on a client's ports gets no secret, is told as drift, and makes nobody healthy."""

import json
import os
import re
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from world import HUNG, answers, compose, container, docker, processes, until

CODE = Path(__file__).with_name("stranger.py").read_text()
FIELDS = ["postgres", "redis"]
# Nobody's number, on every Linux.
NOBODY = 65534


@pytest.fixture(scope="module")
def open_world(worlds):
    world = worlds(patience=20)
    world.configure("  patience_s", "  probe_interval_s: 4\n  patience_s")
    return world


class Strangers:
    """Unprivileged processes on ports of this machine, which take every password."""

    def __init__(self, folder, ports):
        self.running, self.files = [], []
        for kind, port in ports.items():
            self.files.append(folder / f"heard-{kind}-{port}")
            with self.files[-1].open("ab") as file:
                self.running.append(
                    subprocess.Popen(
                        [
                            "setpriv",
                            "--reuid",
                            str(NOBODY),
                            "--regid",
                            str(NOBODY),
                            "--clear-groups",
                        ]
                        + ["/usr/bin/python3", "-I", "-c", CODE, kind, str(port)],
                        stdout=file,
                        stderr=subprocess.DEVNULL,
                        cwd="/",
                    )
                )
            until(lambda: answers(port), f"a stranger listens on {port}")

    def heard(self):
        return b"".join(file.read_bytes() for file in self.files)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for one in self.running:
            one.kill()
            one.wait()


def strangers(world, slug, kinds=("app", "postgres", "redis")):
    names = {"app": "windmill"}
    return Strangers(
        world.folder, {names.get(kind, kind): world.port(slug, kind) for kind in kinds}
    )


def doctor(world, slug):
    return world.findings(slug)


def probe(world, slug):
    (found,) = json.loads(world.run("probe", slug, "--json").stdout)
    return found


def told(world, slug, kind):
    """The drift about a stranger on one port."""
    port = world.port(slug, kind)
    found = [one for one in doctor(world, slug) if one["subject"] == f"port {port}"]
    assert len(found) == 1, found
    assert f"127.0.0.1:{port} is served by a stranger" in found[0]["found"]
    return found[0]


def secrets(world, slug):
    return {world.password(slug, field).encode() for field in FIELDS}


def hears_none(heard, values):
    assert not any(value in heard for value in values)
    # Nor an MD5 of one, nor an AUTH of anything.
    assert b"md5" not in heard and b"AUTH" not in heard.upper()


def is_whole(world, slug):
    assert doctor(world, slug) == []
    assert probe(world, slug)["health"] == "healthy" and world.status(slug) == "ready"
    with world.postgres(slug, world.password(slug, "postgres")) as db:
        assert db.execute("SELECT 1").fetchone() == (1,)
    assert world.redis(slug, world.password(slug, "redis")).ping()


def strange(world, slug):
    """How many of a client's recorded drifts are strangers on its ports."""
    rows = world.rows("SELECT found FROM drift JOIN tenant ON id = tenant WHERE slug = ?", slug)
    return sum("is served by a stranger" in row[0] for row in rows)


def test_strangers_in_the_place_of_stopped_containers_get_no_secret(open_world):
    world = open_world
    slug = world.ready("robbed")
    values = secrets(world, slug)
    file = world.folder / "another"
    file.write_text("another-password")
    docker("stop", "--time", "5", *world.containers(slug))
    with strangers(world, slug) as listening:
        found = probe(world, slug)
        assert found["health"] == "down"
        for words in ("application: ", "PostgreSQL: ", "Redis: "):
            assert re.search(words + r"127\.0\.0\.1:\d+ is served by a stranger", found["detail"])
        for kind in ("app", "postgres", "redis"):
            mend = told(world, slug, kind)["mend"]
            assert mend.startswith(f"ss -ltnp 'sport = :{world.port(slug, kind)}'")
        # Its first words, followed: they name the process.
        named = subprocess.run(
            mend.partition(" names it")[0], shell=True, capture_output=True, text=True
        )
        assert named.returncode != 0 or str(listening.running[-1].pid) in named.stdout
        for verb in (
            ["restart", slug],
            ["rotate", slug, "redis"],
            ["redis", slug],
            ["psql", slug],
        ):
            world.refused(*verb)
        for field in FIELDS:
            world.run("credential", "adopt", slug, field)
            world.run("credential", "set", slug, field, "--file", file, input="")
            world.run("credential", "set", slug, field, input="another-password")
        work = world.start("work")
        beats = world.one("SELECT max(number) FROM heartbeat") or 0
        until(
            lambda: (world.one("SELECT max(number) FROM heartbeat") or 0) > beats + 1, "two rounds"
        )
        # A round beats when it begins, and records what it has found when it ends.
        until(lambda: strange(world, slug) == 3, "the rounds tell the strangers", HUNG)
        work.terminate()
        assert work.wait(timeout=HUNG) == 0
        assert strange(world, slug) == 3
        assert world.status(slug) == "degraded"
        heard = listening.heard()
    # The application is asked, which needs no secret.
    hears_none(heard, values | {b"another-password"})


def test_a_stopped_client_is_not_resumed_into_strangers(open_world):
    world = open_world
    slug = world.ready("asleep")
    values = secrets(world, slug)
    world.puerto("suspend", slug, "--reason", "late")
    with strangers(world, slug) as listening:
        told(world, slug, "redis")
        error = world.refused("resume", slug)
        assert str(world.port(slug, "app")) in error
        hears_none(listening.heard(), values)
    world.puerto("resume", slug)
    # Without the engine nothing tells where a password may go.
    done = world.run("probe", slug, "--json", PATH="/nowhere")
    (found,) = json.loads(done.stdout)
    assert found["health"] == "degraded" and "data services: not asked: " in found["detail"]
    is_whole(world, slug)


def test_strangers_in_front_of_running_containers_get_no_secret(open_world):
    world = open_world
    slug = world.ready("fronted")
    values = secrets(world, slug)
    file = world.folder / "stacks" / slug / "compose.yaml"
    text = made = file.read_text()
    for kind in FIELDS:
        port = world.port(slug, kind)
        # The last port of the place, which no slot of these tests has.
        text = text.replace(f'"127.0.0.1:{port}:', f'"127.0.0.1:{world.ports[kind] + 98}:')
    assert text != made
    file.write_text(text)
    subprocess.run([*compose(), "up", "--detach"], cwd=file.parent, check=True, capture_output=True)
    file.write_text(made)
    with strangers(world, slug, FIELDS) as listening:
        found = until(lambda: served(world, slug), "the servers inside answer")
        assert found["health"] == "down" and found["detail"].count("by a stranger") == 2
        for kind in FIELDS:
            told(world, slug, kind)
        # The servers are asked inside, and the way there is safe.
        world.puerto("rotate", slug, "redis")
        assert world.password(slug, "redis").encode() not in values
        hears_none(listening.heard(), values | secrets(world, slug))
    world.puerto("reconcile", slug)
    is_whole(world, slug)


def served(world, slug):
    """What a probe finds once all that is wrong is at the ports."""
    found = probe(world, slug)
    problems = found["detail"].split("; ")
    return found if all("127.0.0.1:" in one for one in problems) else None


@contextmanager
def without_proxy(port):
    """Ends docker's own process behind one port of this workspace; the engine does not notice."""
    number = str(port)
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if "docker-proxy" in words[0] and words[words.index("-host-port") + 1] == number:
            os.kill(int(path.parent.name), signal.SIGKILL)
    until(lambda: not answers(port), "the port is free")
    yield


def test_a_stranger_where_dockers_own_process_was_is_told_by_its_user(open_world):
    world = open_world
    slug = world.ready("unproxied")
    if not any("docker-proxy" in line for line in processes()):
        pytest.skip("this engine has no process behind a port")
    values = secrets(world, slug)
    for kind in FIELDS:
        with without_proxy(world.port(slug, kind)), strangers(world, slug, [kind]) as listening:
            assert f"a process of user {NOBODY}" in told(world, slug, kind)["found"]
            assert probe(world, slug)["health"] == "down"
            hears_none(listening.heard(), values)
        # Now nothing is there, which is another fault with another mend.
        (one,) = doctor(world, slug)
        assert one["mend"] == f"puerto restart {slug}" and "stranger" not in one["found"]
        assert probe(world, slug)["health"] == "down"
        world.puerto("restart", slug)
        is_whole(world, slug)


def test_a_server_of_the_clients_own_that_asks_for_the_password_gets_none(open_world):
    world = open_world
    slug = world.ready("turned")
    values = secrets(world, slug)
    name, tenant = (
        container(slug, "postgres"),
        world.one("SELECT id FROM tenant WHERE slug = ?", slug),
    )
    # The client's own application gives its password to whatever is at this address; the test asks about Puerto.
    docker("stop", "--time", "1", container(slug, "windmill_worker"), container(slug, "windmill"))
    docker("rm", "--force", name)
    labels = {"workspace": world.id, "tenant": tenant, "slug": slug, "service": "postgres"}
    docker(
        *["run", "--detach", "--name", name, "--network", f"{world.project(slug)}_data"],
        *(f"--label=puerto.{key}={value}" for key, value in labels.items()),
        *["puerto-e2e/windmill-standin:1", "python3", "-I", "-c", CODE, "postgres inside", 5432],
    )
    until(lambda: "clear text" in probe(world, slug)["detail"], "it listens")
    assert any("asks for the password in clear text" in one["found"] for one in doctor(world, slug))
    for verb in (["rotate", slug, "postgres"], ["credential", "adopt", slug, "postgres"]):
        error = world.refused(*verb)
    assert "clear text" in error or "takes the recorded" not in error
    hears_none(docker("logs", name).encode(), values)
    world.puerto("reconcile", slug)
    assert world.status(slug) == "ready"


@pytest.mark.parametrize(
    "method, words",
    [
        ("trust", "it lets in without a password"),
        ("password", "it asks for the password in clear text"),
    ],
)
def test_a_server_that_was_told_to_log_in_otherwise_is_drift(open_world, method, words):
    world = open_world
    slug = world.ready(f"told-{method}")
    name = container(slug, "postgres")
    file = "/var/lib/postgresql/data/pg_hba.conf"
    script = f"sed -i 's/all scram-sha-256$/all {method}/' {file}"
    docker("exec", name, "sh", "-c", script)
    docker("kill", "--signal", "HUP", name)
    until(lambda: words in probe(world, slug)["detail"], "it is told")
    (one,) = doctor(world, slug)
    assert words in one["found"] and "pg_hba.conf" in one["mend"]
    # The mend, followed.
    docker("exec", name, "sh", "-c", f"sed -i 's/all {method}$/all scram-sha-256/' {file}")
    docker("kill", "--signal", "HUP", name)
    until(lambda: doctor(world, slug) == [], "nothing differs")
    is_whole(world, slug)
