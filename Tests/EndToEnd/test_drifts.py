"""What a hand does to a running stack: found by doctor, mended by reconcile or refused with a way, proven by doctor."""

import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from world import HUNG, compose, docker

KEPT = "not lost"


class Client:
    """One client with a row and a key of its own, and the names of its containers as they are now."""

    def __init__(self, world, name, *more):
        self.world, self.slug = world, world.ready(name, *more)
        with self.postgres() as db:
            db.execute("CREATE TABLE kept AS SELECT %s::text AS what", [KEPT])
        self.redis().set("kept", KEPT)

    def __getitem__(self, service):
        for name, one in self.world.containers(self.slug).items():
            if one["Config"]["Labels"].get("puerto.service") == service:
                return name
        raise KeyError(service)

    @property
    def project(self):
        return self.world.project(self.slug)

    @property
    def folder(self):
        return self.world.folder / "stacks" / self.slug

    def postgres(self):
        return self.world.postgres(self.slug, self.world.password(self.slug, "postgres"))

    def redis(self):
        return self.world.redis(self.slug, self.world.password(self.slug, "redis"))

    def labels(self, service):
        """The labels by which Puerto knows a service's container, as options of docker run."""
        tenant = self.world.one("SELECT id FROM tenant WHERE slug = ?", self.slug)
        labels = {"workspace": self.world.id, "tenant": tenant, "slug": self.slug}
        return [f"--label=puerto.{name}={value}" for name, value in labels.items()] + [
            f"--label=puerto.service={service}"
        ]

    def process(self, service):
        return int(docker("inspect", "--format", "{{.State.Pid}}", self[service]))

    def data(self):
        volume = docker(
            "volume", "inspect", "--format", "{{.Mountpoint}}", f"{self.project}_postgres"
        )
        return Path(volume)

    def sql(self, statement):
        return docker("exec", self["postgres"], "psql", "-U", "postgres", "-c", statement)

    def doctor(self):
        return self.world.findings(self.slug)

    def is_whole(self):
        """Nothing differs, nothing is lost, and the recorded passwords open."""
        assert self.doctor() == []
        assert self.world.status(self.slug) == "ready"
        with self.postgres() as db:
            assert db.execute("SELECT what FROM kept").fetchall() == [(KEPT,)]
        assert self.redis().get("kept") == KEPT


@pytest.fixture(scope="module")
def world(worlds):
    """One of its own: all of its clients are reconciled at once."""
    return worlds()


@pytest.fixture(scope="module")
def image(world):
    """An image's name that is this workspace's alone: it can be moved and taken away."""
    name = f"puerto-e2e/drift-{world.place.mark}:1"
    docker("tag", "puerto-e2e/redis:7", name)
    yield name
    world.clean()
    docker("image", "rm", "--force", name, check=False)
    docker("volume", "rm", f"by_hand_{world.place.mark}", check=False)


@pytest.fixture(scope="module")
def acme(world, image):
    return Client(world, "drift-acme", "--stack", f"image.redis={image}")


@pytest.fixture(scope="module")
def other(world, acme):
    return Client(world, "drift-other")


@dataclass
class Drift:
    make: Callable
    # Who is named, by the client, and words of what is said.
    subject: Callable
    words: str


def drift(subject, words):
    """A hand's work, with what doctor says of it."""

    def decorate(make):
        DRIFTS[make.__name__.replace("_", " ")] = Drift(make, subject, words)
        return make

    return decorate


DRIFTS = {}


def of(service):
    return lambda client: client[service]


def file(name):
    return lambda client: f"stacks/{client.slug}/{name}"


@drift(of("redis"), r"exited, exit code")
def redis_stopped(acme, other):
    docker("stop", "--time", "5", acme["redis"])


@drift(of("windmill"), r"^paused$")
def application_paused(acme, other):
    docker("pause", acme["windmill"])


@drift(of("postgres"), r"^paused$")
def postgres_paused(acme, other):
    docker("pause", acme["postgres"])


@drift(lambda client: client["redis"].removesuffix("_away"), r"is called .*_away")
def container_renamed(acme, other):
    docker("rename", acme["redis"], f"{acme['redis']}_away")


@drift(of("windmill"), r"may take 1500 MiB of memory, recorded is 768")
def memory_limit_raised(acme, other):
    docker("update", "--memory", "1500m", "--memory-swap", "3000m", acme["windmill"])


@drift(of("redis"), r"may start 4000 processes, recorded is 128")
def process_limit_raised(acme, other):
    docker("update", "--pids-limit", "4000", acme["redis"])


@drift(of("worker"), r"may take 0.5 processors, recorded is all")
def processors_limited(acme, other):
    docker("update", "--cpus", "0.5", acme["worker"])


@drift(of("worker"), r"restart policy 'no', recorded is unless-stopped")
def restart_policy_no(acme, other):
    docker("update", "--restart", "no", acme["worker"])


@drift(of("worker"), r"has the capabilities .*, NET_RAW, recorded is CHOWN, DAC_OVERRIDE, FOWNER$")
def capability_added(acme, other):
    path = acme.folder / "compose.yaml"
    made = path.read_text()
    path.write_text(made.replace('"FOWNER"]', '"FOWNER", "NET_RAW"]'))
    up = [*compose(), "up", "--detach", "--no-deps", "worker"]
    subprocess.run(up, cwd=acme.folder, check=True, capture_output=True)
    path.write_text(made)


@drift(of("worker"), r"is attached to the network .*_data, which is not its own")
def worker_joined_to_another_clients_network(acme, other):
    docker("network", "connect", f"{other.project}_data", acme["worker"])


@drift(of("worker"), r"is not attached to its network .*_data")
def worker_taken_off_its_own_network(acme, other):
    docker("network", "disconnect", f"{acme.project}_data", acme["worker"])


@drift(of("postgres"), r"is not attached to its network .*_door")
def postgres_taken_off_its_door(acme, other):
    docker("network", "disconnect", f"{acme.project}_door", acme["postgres"])


@drift(file("secrets/database_url"), r"^missing$")
def secret_file_removed(acme, other):
    (acme.folder / "secrets/database_url").unlink()


@drift(file("secrets/redis.conf"), r"^missing$|a folder, which the engine made")
def secret_file_removed_and_restarted(acme, other):
    (acme.folder / "secrets/redis.conf").unlink()
    # It does not start again; some engines make a folder where the file was.
    subprocess.run(["docker", "restart", "--time", "5", acme["redis"]], capture_output=True)


@drift(file("secrets/postgres_password"), r"mode 0600, recorded is 0444")
def secrets_0600_and_folders_0755(acme, other):
    for path in (acme.folder / "secrets").iterdir():
        path.chmod(0o600)
    acme.folder.chmod(0o755)
    (acme.folder / "secrets").chmod(0o755)


@drift(file("secrets/database_url"), r"not what is recorded")
def database_url_edited(acme, other):
    path = acme.folder / "secrets/database_url"
    path.chmod(0o600)
    # In the file that the running containers have, and without a redirection's new one.
    path.write_text("postgres://postgres:typed@postgres:5432/windmill?sslmode=disable")
    path.chmod(0o444)


@drift(of("postgres"), r"does not take the password")
def password_of_postgres_changed_in_sql(acme, other):
    acme.sql("ALTER ROLE postgres PASSWORD 'somebody typed this'")


@drift(of("redis"), r"does not take the password")
def password_of_redis_changed_by_a_command(acme, other):
    acme.redis().config_set("requirepass", "somebody typed this")


@drift(of("redis"), r"has the volume by_hand_\w+ at /data")
def redis_made_by_hand_with_another_volume_and_a_host_folder(acme, other):
    name, port = acme["redis"], acme.world.port(acme.slug, "redis")
    docker("rm", "--force", name)
    docker(
        *["run", "--detach", "--name", name, *acme.labels("redis")],
        *["--volume", f"by_hand_{acme.world.place.mark}:/data", "--volume", "/srv:/srv"],
        *["--publish", f"127.0.0.1:{port}:6379", "puerto-e2e/redis:7", "redis-server"],
    )


@drift(of("worker"), r"^missing$")
def worker_removed(acme, other):
    docker("rm", "--force", acme["worker"])


@drift(file("compose.yaml"), r"edited by hand")
def compose_file_edited(acme, other):
    path = acme.folder / "compose.yaml"
    path.write_text(path.read_text().replace("mem_limit: 64m", "mem_limit: 65m"))


@drift(of("redis"), r"runs an older build of")
def tag_moved_to_another_image(acme, other):
    subprocess.run(
        ["docker", "build", "--quiet", "--tag", acme.image, "-"],
        input=b"FROM puerto-e2e/redis:7\nLABEL e2e.moved=yes\n",
        env={**os.environ, "DOCKER_BUILDKIT": "0"},
        check=True,
        capture_output=True,
    )


@drift(of("redis"), r"runs an image without its name")
def image_untagged_while_in_use(acme, other):
    docker("image", "rm", "--force", acme.image)


@drift(of("postgres"), r"^hangs: ")
def process_of_postgres_hangs(acme, other):
    os.kill(acme.process("postgres"), signal.SIGSTOP)


@drift(of("redis"), r"^hangs: ")
def process_of_redis_hangs(acme, other):
    os.kill(acme.process("redis"), signal.SIGSTOP)


# Names of containers that are gone are those that the record gives.
@pytest.mark.parametrize("name", DRIFTS)
def test_what_a_hand_changed_is_found_and_mended_and_that_is_proven(name, acme, other, image):
    acme.image = image
    acme.is_whole()
    drift = DRIFTS[name]
    names = {service: acme[service] for service in ["windmill", "worker", "postgres", "redis"]}
    drift.make(acme, other)
    found = acme.doctor()

    class Now:
        slug = acme.slug
        __getitem__ = staticmethod(lambda service: names[service])

    subject = drift.subject(Now())
    mine = [one for one in found if one["subject"] == subject]
    assert any(re.search(drift.words, one["found"]) for one in mine), found
    assert {one["mend"] for one in mine} == {f"puerto reconcile {acme.slug}"}
    acme.world.puerto("reconcile", acme.slug)
    acme.is_whole()
    other.is_whole()
    # What runs reads the mended files too, whenever it asks for them again.
    for service in ["windmill", "worker"]:
        docker("exec", acme[service], "cat", "/run/secrets/database_url")


def test_a_plan_in_spanish_names_what_is_made_anew_and_has_the_hash_of_the_english_one(acme):
    DRIFTS["database url edited"].make(acme, None)
    english, spanish = (
        acme.world.puerto("reconcile", acme.slug, "--dry-run", PUERTO_LANGUAGE=language)
        for language in ["en", "es"]
    )
    worker, file = acme["worker"], "secrets/database_url"
    assert f"remove container {worker}: {file} is another one now" in english
    assert f"quitar el contenedor {worker}: {file} es ahora otro" in spanish
    assert english.splitlines()[-1] == spanish.splitlines()[-1]
    acme.world.puerto("reconcile", acme.slug)
    acme.is_whole()


def test_a_rotation_of_redis_takes_no_application_away(acme, other):
    """It starts none, so it leaves the files of PostgreSQL, and what reads them, to `reconcile`."""
    path = acme.folder / "secrets/database_url"
    database_url_edited(acme, other)
    edited, names = path.read_text(), [acme["windmill"], acme["worker"]]
    acme.world.puerto("rotate", acme.slug, "redis")
    assert path.read_text() == edited
    for name in names:
        assert docker("inspect", "--format", "{{.State.Running}}", name) == "true"
    acme.world.puerto("reconcile", acme.slug)
    acme.is_whole()


def follow(mend):
    """Does what the last column says, as a person would type it."""
    subprocess.run(mend, shell=True, check=True, capture_output=True, timeout=HUNG)


def the_only(found, words):
    mine = [one for one in found if re.search(words, one["found"])]
    assert len(mine) == 1, found
    return mine[0]


def test_a_stranger_in_the_stacks_compose_project_is_left_to_a_person(acme, other):
    name = f"stranger_{acme.world.place.mark}"
    acme.world.stranger(name, f"com.docker.compose.project={acme.project}")
    one = the_only(acme.doctor(), "Compose project")
    assert one["subject"] == name
    error = acme.world.refused("reconcile", acme.slug)
    assert name in error
    assert docker("inspect", "--format", "{{.State.Running}}", name) == "true"
    follow(one["mend"])
    acme.world.puerto("reconcile", acme.slug)
    acme.is_whole()


def test_a_strangers_container_on_a_clients_network_is_left_to_a_person(acme, other):
    name = f"guest_{acme.world.place.mark}"
    acme.world.stranger(name)
    docker("network", "connect", f"{acme.project}_data", name)
    one = the_only(acme.doctor(), f"the container {name} is attached to it")
    error = acme.world.refused("reconcile", acme.slug)
    assert name in error and one["mend"] in error
    follow(one["mend"])
    acme.world.puerto("reconcile", acme.slug)
    acme.is_whole()
    assert docker("inspect", "--format", "{{.State.Running}}", name) == "true"


def test_a_neighbours_container_on_a_clients_network_is_mended_at_the_neighbour(acme, other):
    docker("network", "connect", f"{acme.project}_data", other["postgres"])
    one = the_only(acme.doctor(), "is attached to it")
    assert one["mend"] == f"puerto reconcile {other.slug}"
    other.world.puerto("reconcile", other.slug)
    acme.is_whole()
    other.is_whole()


@pytest.mark.parametrize("what", ["database", "table"])
def test_a_part_of_the_data_that_was_moved_away_is_a_loss_and_not_a_thing_to_start(
    acme, other, what
):
    with acme.postgres() as db:
        base = db.execute("SELECT oid FROM pg_database WHERE datname = 'windmill'").fetchone()[0]
        table = db.execute("SELECT pg_relation_filepath('kept')").fetchone()[0]
        db.execute("CHECKPOINT")
    part = acme.data() / (f"base/{base}" if what == "database" else table)
    # In the same volume: its owner and mode stay.
    away = part.rename(acme.data() / "e2e-moved-away")
    found = acme.doctor()
    mends = {
        one["mend"] for one in found if one["subject"].startswith(("volume", acme["postgres"]))
    }
    assert mends == {"content/runbooks/restaurar-cliente.md says how to restore it"}, found
    error = acme.world.refused("reconcile", acme.slug)
    assert "restaurar-cliente.md" in error
    # What the runbook does with a backup: the files are there again.
    away.rename(part)
    acme.world.puerto("reconcile", acme.slug)
    acme.is_whole()


def test_a_container_of_another_workspace_on_a_clients_name_is_some_clients(acme):
    world = acme.world
    client = Client(world, "drift-named")
    name = client["redis"]
    docker("stop", "--time", "5", name)
    docker("rm", name)
    theirs = ["puerto.workspace=" + "f" * 32, "puerto.tenant=3", "puerto.slug=casa"]
    world.stranger(name, *theirs)
    one = the_only(client.doctor(), "the container of this name is")
    assert "that of 'casa', a client of the workspace ffffffff" in one["found"]
    error = world.refused("reconcile", client.slug)
    assert "that of 'casa'" in error and "remove" not in error
    assert docker("inspect", "--format", "{{.State.Running}}", name) == "true"
    assert one["mend"] == f"puerto tenant edit {client.slug} --container redis=NAME"
    words = shlex.split(one["mend"].replace("NAME", f"{name}_2"))
    world.puerto(*words[1:])
    world.puerto("reconcile", client.slug)
    client.is_whole()
    assert docker("inspect", "--format", "{{.State.Running}}", name) == "true"


def test_many_clients_are_mended_by_one_confirmed_plan(acme, other):
    world = acme.world
    docker("stop", "--time", "5", acme["redis"])
    docker("update", "--restart", "no", other["worker"])
    unconfirmed = world.run("doctor", acme.slug, other.slug, "--skip-pages", "--mend")
    assert unconfirmed.returncode == 1 and "confirm it with --yes" in unconfirmed.stderr
    assert f"remove container {other['worker']}: restart policy 'no'" in unconfirmed.stderr
    assert acme.doctor() != [] and other.doctor() != []
    world.puerto("doctor", acme.slug, other.slug, "--skip-pages", "--mend", "--yes")
    acme.is_whole()
    other.is_whole()


def test_a_whole_fleet_is_reconciled_and_restarted(acme, other):
    world = acme.world
    docker("rm", "--force", acme["worker"])
    docker("pause", other["redis"])
    done = world.puerto("reconcile", "--all")
    assert re.search(r"reconcile: \d+ done, 0 failed", done)
    acme.is_whole()
    other.is_whole()
    before = {one["State"]["StartedAt"] for one in world.containers(acme.slug).values()}
    assert re.search(r"restart: \d+ done, 0 failed", world.puerto("restart", "--all"))
    after = {one["State"]["StartedAt"] for one in world.containers(acme.slug).values()}
    assert not before & after
    acme.is_whole()


def test_a_failed_comparison_is_on_record(acme, other):
    """What reconcile cannot mend is the job's error, and the portal's drift."""
    name = f"guest2_{acme.world.place.mark}"
    acme.world.stranger(name)
    docker("network", "connect", f"{acme.project}_edge", name)
    error = acme.world.refused("reconcile", acme.slug)
    assert "is attached to it" in error
    rows = acme.world.rows(
        "SELECT found FROM drift JOIN tenant ON id = tenant WHERE slug = ?", acme.slug
    )
    assert any(name in row[0] for row in rows)
    docker("network", "disconnect", f"{acme.project}_edge", name)
    acme.world.puerto("reconcile", acme.slug)
    assert (
        acme.world.rows(
            "SELECT found FROM drift JOIN tenant ON id = tenant WHERE slug = ?", acme.slug
        )
        == []
    )
