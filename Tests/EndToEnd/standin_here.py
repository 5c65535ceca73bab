"""The stand-in for Windmill beside a PostgreSQL of its own, both as plain processes: no Docker."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from world import until

IMAGES = Path(__file__).resolve().parent / "images"
STOCK = ("admin@windmill.dev", "changeme")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def binaries():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert found, "no PostgreSQL: install Debian's package postgresql"
    return found[-1].parent


class Postgres:
    """A cluster in a new folder. It never runs as root, so root gives it to the package's user."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="standin-pg-", dir="/tmp"))
        self.port, self.databases = free_port(), 0
        root = os.geteuid() == 0
        self.user = {"user": "postgres", "group": "postgres"} if root else {}
        if root:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        data = self.folder / "data"
        subprocess.run(
            [binaries() / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"],
            **{"check": True, "stdout": subprocess.DEVNULL, "cwd": "/", **self.user},
        )
        options = ["-F", "-c", "listen_addresses=127.0.0.1", "-c", f"port={self.port}"]
        self.process = subprocess.Popen(
            [binaries() / "postgres", "-D", data, "-k", self.folder, *options],
            **{"stderr": subprocess.DEVNULL, "cwd": "/", **self.user},
        )
        until(lambda: self.answers(), "PostgreSQL answers")

    def answers(self):
        assert self.process.poll() is None, "PostgreSQL ended"
        try:
            self.connect().close()
            return True
        except psycopg.OperationalError:
            return False

    def url(self, database="postgres"):
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def connect(self, database="postgres"):
        return psycopg.connect(self.url(database), autocommit=True)

    def close(self):
        self.process.send_signal(signal.SIGQUIT)  # nothing of it is kept
        self.process.wait()
        shutil.rmtree(self.folder)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode(errors="replace")
        self.kind = headers.get("Content-Type")

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.text}"


class Standin:
    """A server and, when asked for, a worker, with a database of their own."""

    def __init__(self, postgres, name="windmill", **environment):
        self.database, self.postgres = name, postgres
        with postgres.connect() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = tempfile.NamedTemporaryFile("a")
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(IMAGES),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "STANDIN_VERSION": "v1.743.0-standin",
            "STANDIN_MIGRATION": "1",
            "STANDIN_RECORD": "1",
            "DATABASE_URL": postgres.url(name),
            "PORT": str(self.port),
            "WORKER_TAGS": "nativets,postgresql",
            **environment,
        }
        self.processes = {}
        self.token = None

    def start(self, mode):
        self.processes[mode] = subprocess.Popen(
            [sys.executable, "-B", "-m", "standin"],
            **{"env": {**self.environment, "MODE": mode}, "stderr": self.log, "cwd": "/"},
        )

    def stop(self, mode, order=signal.SIGTERM):
        process = self.processes.pop(mode)
        process.send_signal(order)
        return process.wait(60)

    def up(self, worker=True):
        self.start("server")
        until(lambda: self.is_("degraded"), "the stand-in listens")
        if worker:
            self.start("worker")
            until(lambda: self.is_("healthy"), "the stand-in has a worker")
        return self

    def is_(self, word):
        try:
            return self.health()["status"] == word
        except OSError:
            assert all(one.poll() is None for one in self.processes.values()), self.logged()
            return False  # it does not listen yet

    def health(self):
        return self.get("/health/status").json()

    def login(self, email=STOCK[0], password=STOCK[1]):
        answer = self.post("/auth/login", {"email": email, "password": password}, token=None)
        assert answer.status == 200, answer
        return answer.text

    def call(self, method, path, body=None, token="own", headers=(), base="/api"):
        request = urllib.request.Request(self.url + base + path, method=method)
        for name, value in headers:
            request.add_header(name, value)
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = body if isinstance(body, bytes) else json.dumps(body).encode()
        token = self.token if token == "own" else token
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.call("POST", path, body, **more)

    def connect(self):
        return self.postgres.connect(self.database)

    def rows(self, sql, *values):
        with self.connect() as connection:
            cursor = connection.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

    def one(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def logged(self):
        return Path(self.log.name).read_text()

    def close(self):
        for mode in list(self.processes):
            self.stop(mode, signal.SIGKILL)
        self.log.close()


@pytest.fixture(scope="session")
def postgres():
    cluster = Postgres()
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def standins(postgres):
    """Makes stand-ins, each with a database of its own, and ends them."""
    made = []

    def make(**environment):
        postgres.databases += 1
        made.append(Standin(postgres, f"windmill{postgres.databases}", **environment))
        return made[-1]

    yield make
    for one in made:
        one.close()
