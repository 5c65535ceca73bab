"""The stand-in's image runs as Puerto's tests need it: unprivileged, with what scripts import."""

import json
import uuid

import pytest

from place import STRANGER, remove
from standin_here import IMAGES, Standin
from standin_variant import forget, variant
from world import STANDIN, docker, until

W = "/w/acme"

# Both of a client's servers, as its scripts reach them.
SCRIPT = """
import psycopg2
import redis
import wmill

def main():
    postgres = wmill.get_resource("f/acme/postgres")
    connection = psycopg2.connect(**postgres)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE visit AS SELECT 'seen' AS word")
    store = redis.Redis(**wmill.get_resource("f/acme/redis"), decode_responses=True)
    store.set("visit", "seen")
    return store.get("visit")
"""


class Contained(Standin):
    """The same questions to a server in a container, which is reached at its own address."""

    def __init__(self, id, version):
        self.id = id
        self.label = f"--label={STRANGER}={id}"
        self.names, self.token = {}, None
        docker("network", "create", "--label", f"puerto.workspace={id}", id)
        self.run("postgres", "puerto-e2e/postgres:15", "--env=POSTGRES_PASSWORD=own")
        self.run("redis", "puerto-e2e/redis:7", command=["redis-server", "--protected-mode", "no"])
        address = "--env=DATABASE_URL=postgres://postgres:own@postgres/postgres"
        restart = "--restart=unless-stopped"
        self.run("server", f"{STANDIN}:{version}", address, restart)
        until(lambda: self.is_("degraded"), "the server answers")
        tags = "--env=WORKER_TAGS=postgresql"
        self.run("worker", f"{STANDIN}:{version}", address, restart, tags, "--env=MODE=worker")
        until(lambda: self.is_("healthy"), "the worker pings")
        self.token = self.login()

    def run(self, name, image, *options, command=()):
        self.names[name] = f"{self.id}-{name}"
        options = [self.label, "--network", self.id, "--network-alias", name, *options]
        docker("run", "--detach", "--name", self.names[name], *options, image, *command)

    @property
    def url(self):
        found = json.loads(docker("inspect", self.names["server"]))[0]
        return f"http://{found['NetworkSettings']['Networks'][self.id]['IPAddress']}:8000"

    def is_(self, word):
        try:
            return self.health()["status"] == word
        except OSError:
            return False  # it does not listen yet


def packages(path):
    lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
    return {line for line in lines if line}


def test_the_image_has_the_packages_that_the_tests_are_installed_with():
    assert packages(IMAGES / "jobs.txt") <= packages(IMAGES.parent / "requirements.txt")


@pytest.fixture
def contained():
    ids = []

    def make(version):
        ids.append(f"standin-{uuid.uuid4().hex[:12]}")
        return Contained(ids[-1], version)

    yield make
    for id in ids:
        remove(docker, id)


def test_a_script_writes_to_both_servers_of_its_client(contained):
    one = contained("recorded")
    assert docker("exec", one.names["worker"], "id", "--user", "--name") == "standin"
    assert one.post("/workspaces/create", {"id": "acme", "name": "Acme"}).status == 200
    assert one.post(f"{W}/folders/create", {"name": "acme"}).status == 200
    postgres = {"host": "postgres", "user": "postgres", "password": "own", "dbname": "postgres"}
    for name, value in [("postgres", postgres), ("redis", {"host": "redis"})]:
        body = {"path": f"f/acme/{name}", "value": value, "resource_type": name}
        assert one.post(f"{W}/resources/create", body).status == 201
    body = {"path": "f/acme/visit", "summary": "", "content": SCRIPT, "language": "python3"}
    number = one.post(f"{W}/scripts/create", body).text
    status = f"{W}/scripts/deployment_status/h/{number}"
    until(lambda: one.get(status).json()["lock"], "the script is locked")
    answer = one.post(f"{W}/jobs/run_wait_result/p/f/acme/visit", {})
    assert (answer.status, answer.text) == (200, '"seen"')
    sql = ["psql", "--username=postgres", "--tuples-only", "--no-align", "--command"]
    ask = lambda text: docker("exec", one.names["postgres"], *sql, text)  # noqa: E731
    assert ask("SELECT word FROM visit") == "seen"
    assert ask("SELECT count(*) FROM standin_violation") == "0"
    assert int(ask("SELECT count(*) FROM standin_traffic")) > 5


def test_the_image_of_the_source_build_makes_no_users(contained):
    one = contained("agpl")
    user = {"email": "b@acme.example", "password": "x", "super_admin": False}
    answer = one.post("/users/create", user)
    assert answer.status == 500 and "not implemented in the open-source version" in answer.text


@pytest.fixture
def faulty():
    name = f"faulty-{uuid.uuid4().hex[:8]}"
    variant(name, STANDIN_FAULTS="POST /users/setpassword:1:+500;GET /users/whoami:1:429")
    yield name
    forget(name)


def test_a_variant_of_the_image_has_accidents_from_its_first_call_on(faulty, contained):
    one = contained(faulty)
    assert one.get("/users/whoami").status == 429
    assert one.post("/users/setpassword", {"password": "new"}).status == 500
    # It was carried out all the same.
    assert one.login(password="new")
