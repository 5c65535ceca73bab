"""A workspace of its own on the real Docker: its ports, addresses and names meet no other's."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import psycopg
import redis

from place import LABEL, STRANGER, Place, remove

# What the tests read is English, whatever language the workspace has.
os.environ.setdefault("PUERTO_LANGUAGE", "en")
ROOT = Path(__file__).resolve().parents[2]
# The options of `init` for a portal in both languages.
BILINGUAL = ("--locale", "es", "--locale", "en")
STANDIN = "puerto-e2e/windmill-standin"

# The application's stand-in says so itself, in its images' names and in each of its answers.
SETTINGS = """
ports: {{app: {app}, postgres: {postgres}, redis: {redis}}}
engine:
  images:
    windmill: {standin}:1
    postgres: puerto-e2e/postgres:15
    redis: puerto-e2e/redis:7
  allow: ["puerto-e2e/*"]
  subnets: 10.{net}.0.0/16
  firewall: off
  patience_s: {patience}
"""


# Seconds after which what is waited for never comes. How long it takes depends on what else the
# machine does, so no test waits shorter: a bound on speed is a benchmark's.
HUNG = 300


def command():
    path = Path(os.environ.get("PUERTO", ".build/release/puerto"))
    return str(path if path.is_absolute() else ROOT / path)


def docker(*arguments, check=True):
    done = subprocess.run(
        ["/usr/bin/docker", *map(str, arguments)], capture_output=True, text=True, timeout=HUNG
    )
    assert not check or done.returncode == 0, f"docker {arguments}: {done.stderr}"
    return done.stdout.strip()


def compose():
    """The words of Compose on this machine: the plugin where it is installed, as Puerto chooses."""
    plugin = subprocess.run(["docker", "compose", "version"], capture_output=True)
    return ["docker", "compose"] if plugin.returncode == 0 else ["docker-compose"]


def container(slug, service):
    """The name a client's container has unless the record gives another one."""
    return f"{slug.replace('-', '_')}_{service}"


def processes():
    """The command line of every process there is."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            pass
    return lines


def until(condition, what, seconds=HUNG, pause=0.05):
    """Waits for a condition, and says for which when it never comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(pause)
    raise AssertionError(f"never: {what}")


class World:
    def __init__(self, folder, patience=60, name="w", init=BILINGUAL):
        self.folder = folder / name
        self.place = Place.free(docker)
        self.ports = self.place.ports
        self.environment = {}
        self.puerto("init", self.folder, *init, here=False)
        configuration = self.folder / "puerto.yaml"
        # Ports are written into the records with the base system: those of this file have to be there first.
        for path in self.folder.glob("puerto.db*"):
            path.unlink()
        text = re.sub(
            r"^(ports|engine):.*\n(  .*\n)*", "", configuration.read_text(), flags=re.MULTILINE
        )
        configuration.write_text(
            text
            + SETTINGS.format(**self.ports, standin=STANDIN, net=self.place.net, patience=patience)
        )
        (self.folder / "fleet.yaml").write_text("tenants: []\n")
        self.puerto("import", self.folder / "fleet.yaml")
        self.id = self.one("SELECT id FROM workspace")
        self.place.belongs_to(self.id)

    def configure(self, old, new):
        path = self.folder / "puerto.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def write(self, path, text):
        """Writes a file of the workspace, and makes the folders above it."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    # Running puerto

    def arguments(self, *arguments, here=True):
        return [
            command(),
            *map(str, arguments),
            *(["--workspace", str(self.folder)] if here else []),
        ]

    def run(self, *arguments, here=True, input="", timeout=HUNG, **environment):
        return subprocess.run(
            self.arguments(*arguments, here=here),
            input=input,
            capture_output=True,
            text=True,
            timeout=timeout,
            env={**os.environ, **self.environment, **environment},
        )

    def puerto(self, *arguments, here=True, **more):
        done = self.run(*arguments, here=here, **more)
        assert done.returncode == 0, f"puerto {arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def refused(self, *arguments, **more):
        done = self.run(*arguments, **more)
        assert done.returncode == 1, (
            f"puerto {arguments}: {done.returncode} {done.stdout}{done.stderr}"
        )
        return done.stderr

    def findings(self, *slugs):
        """What `doctor` tells that is not fine; the pages are left out."""
        done = self.run("doctor", *slugs, "--skip-pages", "--json")
        return [one for one in json.loads(done.stdout or "[]") if one["state"] != "fine"]

    def start(self, *arguments, **environment):
        return subprocess.Popen(
            self.arguments(*arguments),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **self.environment, **environment},
        )

    def slug(self, name):
        """What a client of that name is called here: its containers' names follow from it."""
        return f"{name}-{self.place.mark}"

    def client(self, name, *more):
        slug = self.slug(name)
        self.puerto("tenant", "add", slug, "--name", name.title(), *more)
        return slug

    def ready(self, name, *more):
        slug = self.client(name, *more)
        self.puerto("provision", slug)
        return slug

    # The records

    def rows(self, sql, *values):
        source = f"file:{self.folder}/puerto.db?mode=ro"
        with closing(sqlite3.connect(source, uri=True, timeout=20)) as db:
            return db.execute(sql, values).fetchall()

    def one(self, sql, *values):
        rows = self.rows(sql, *values)
        return rows[0][0] if rows else None

    def slot(self, slug):
        return self.one(
            "SELECT number FROM slot JOIN tenant ON tenant.id = slot.tenant WHERE slug = ?", slug
        )

    def port(self, slug, kind):
        return self.ports[kind] + self.slot(slug)

    def status(self, slug):
        return self.one("SELECT status FROM tenant WHERE slug = ?", slug)

    def project(self, slug):
        return f"puerto-{self.id[:8]}-{self.one('SELECT id FROM tenant WHERE slug = ?', slug)}"

    def audit(self, action, object):
        return [
            row[0]
            for row in self.rows(
                "SELECT outcome FROM audit WHERE action = ? AND object = ? ORDER BY seq",
                action,
                object,
            )
        ]

    def password(self, slug, field):
        target = self.folder / f"shown-{slug}-{field}"
        target.unlink(missing_ok=True)
        self.puerto("credential", "show", slug, field, "--to-file", target)
        value = target.read_text().rstrip("\n")
        target.unlink()
        return value

    # The stacks

    def postgres(self, slug, password, port=None):
        return psycopg.connect(
            host="127.0.0.1",
            port=port or self.port(slug, "postgres"),
            user="postgres",
            password=password,
            dbname="windmill",
            connect_timeout=5,
            autocommit=True,
        )

    def redis(self, slug, password, port=None):
        return redis.Redis(
            host="127.0.0.1",
            port=port or self.port(slug, "redis"),
            password=password,
            socket_timeout=5,
            decode_responses=True,
        )

    def containers(self, slug=None):
        """What the engine has of this workspace: by name, what matters of each."""
        filters = ["--filter", f"label={LABEL}={self.id}"]
        if slug:
            filters += ["--filter", f"label=puerto.slug={slug}"]
        ids = docker("ps", "--all", "--quiet", *filters).split()
        found = json.loads(docker("inspect", *ids)) if ids else []
        return {one["Name"].lstrip("/"): one for one in found}

    def stranger(self, name, *labels):
        """Starts a container that is not Puerto's; it is cleared away with this workspace's."""
        labels = [f"{STRANGER}={self.id}", *labels]
        docker(
            *["run", "--detach", "--name", name, *(f"--label={label}" for label in labels)],
            *["puerto-e2e/redis:7", "redis-server"],
        )

    def clean(self):
        """Removes what carries this workspace's labels, and nothing else."""
        remove(docker, self.id)

    def close(self):
        self.clean()
        self.place.leave()


def answers(port, host="127.0.0.1"):
    try:
        socket.create_connection((host, port), 1).close()
        return True
    except OSError:
        return False
