"""The machine of a history with the real Docker: a workspace of the end-to-end tests, and its own objects only.

Puerto finds `docker` and `docker-compose` by way of a script that passes its arguments on, counts the calls,
kills its caller at one of them, and says that no engine is there while a history wants it so.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import redis

import windmill

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "EndToEnd"))
from place import LABEL, STRANGER
from world import STANDIN, World, command, docker, processes

SCRIPT = """#!/bin/bash
cd_=$PWD; cd '{folder}' || exit 1
if [ -e away ]; then
    echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2
    exit 1
fi
printf x >>calls
if [ -e kill ]; then
    read -r at both <kill
    if [ "$(stat -c %s calls)" = "$at" ] && [ "$(readlink /proc/$PPID/exe)" = '{puerto}' ]; then
        kill -9 "$PPID"
        [ "$both" = both ] && exit 1
    fi
fi
cd "$cd_" || exit 1
exec '{program}' "$@"
"""


class RealMachine:
    is_real = True

    def __init__(self, folder):
        self.folder = folder
        self.unknown = []
        self.world = None
        self.keys, self.seen = {}, {}
        bin = folder / "bin"
        bin.mkdir()
        for name in ["docker", "docker-compose"]:
            (bin / name).write_text(
                SCRIPT.format(
                    folder=folder,
                    puerto=os.path.realpath(command()),
                    program=f"/usr/bin/{name}",
                )
            )
            (bin / name).chmod(0o755)

    def workspace(self, folder):
        self.world = World(folder.parent, patience=20, name=folder.name)
        self.world.stranger(f"beside_{self.world.place.mark}_redis")

    def slugs(self, names):
        return [self.world.slug(name) for name in names]

    image = STANDIN

    # One verb

    def puerto(self, arguments, kill=None, patience=180):
        (self.folder / "calls").write_text("")
        (self.folder / "kill").unlink(missing_ok=True)
        if kill:
            # Few calls change something: a change is looked for behind the questions before it.
            at = kill.get("call") or kill["change"] + 8
            (self.folder / "kill").write_text(f"{at} {'both' if kill['both'] else 'alone'}\n")
        path = f"{self.folder}/bin:{os.environ['PATH']}"
        process = subprocess.Popen(
            [command(), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PATH": path},
        )
        try:
            said, _ = process.communicate(timeout=max(patience, 180))
            status = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
            status = None
        end = time.monotonic() + 90
        project = f"puerto-{self.world.id[:8]}-"
        while any(project in line for line in processes()) and time.monotonic() < end:
            time.sleep(0.05)
        self.learn(Path(arguments[-1]))
        return status, said

    def learn(self, folder):
        """Notes the recorded passwords: the data of a client takes one of those it has ever had."""
        rows = self.world.rows("SELECT id, slug FROM tenant WHERE id > 0")
        for number, slug in rows:
            for field in ["postgres", "redis"]:
                try:
                    value = self.world.password(slug, field)
                except (AssertionError, OSError):
                    continue
                known = self.keys.setdefault((number, field), [])
                if value not in known:
                    known.insert(0, value)

    # Looking

    def snapshot(self):
        if not self.world:
            return {"container": {}, "network": {}, "volume": {}}
        mine = f"label={LABEL}={self.world.id}"
        beside = f"label={STRANGER}={self.world.id}"
        found = {"container": {}, "network": {}, "volume": {}}
        for one in [*inspected("container", mine), *inspected("container", beside)]:
            labels = one["Config"]["Labels"] or {}
            is_data = labels.get("puerto.service") in ("postgres", "redis", None)
            found["container"][one["Id"]] = {
                "name": one["Name"].lstrip("/"),
                # An application whose database is away starts again by itself.
                "status": one["State"]["Status"] if is_data else "",
                "starts": one["State"]["StartedAt"] if is_data else "",
                "labels": labels,
                "volumes": sorted(m["Name"] for m in one["Mounts"] if m["Type"] == "volume"),
            }
        for one in inspected("network", mine):
            found["network"][one["Id"]] = {"name": one["Name"], "labels": one["Labels"]}
        for one in inspected("volume", mine):
            key = f"{one['Name']} of {birth(one)}"
            found["volume"][key] = {
                "name": one["Name"],
                "labels": one["Labels"],
                **self.data(key, one["Name"], found["container"]),
            }
        return found

    def data(self, key, name, containers):
        """What is in a volume: as its server answers, or as it last did."""
        role = name.rpartition("_")[2]
        nothing = {"kind": None, "password": None, "rows": []}
        if role not in ("postgres", "redis"):
            return nothing
        user = next(
            (
                one
                for one in containers.values()
                if name in one["volumes"] and one["status"] == "running"
            ),
            None,
        )
        if user:
            number = int(name.rsplit("_", 1)[0].rsplit("-", 1)[1])
            for password in self.keys.get((number, role), []):
                rows = self.ask(user["name"], role, password)
                if rows is not None:
                    self.seen[key] = {"kind": role, "password": password, "rows": rows}
                    break
        return {k: list(v) if k == "rows" else v for k, v in self.seen.get(key, nothing).items()}

    def exposed(self):
        """Names and clients' numbers of what runs now beside a Windmill with the stock password."""
        running = [
            one
            for one in inspected("container", f"label={LABEL}={self.world.id}")
            if one["State"]["Running"]
        ]
        found = []
        for one in running:
            labels, networks = one["Config"]["Labels"], one["NetworkSettings"]["Networks"]
            data = next((net for name, net in networks.items() if name.endswith("_data")), None)
            if labels.get("puerto.service") != "windmill" or not takes_stock_login(data):
                continue
            number = labels["puerto.tenant"]
            if one["HostConfig"]["PortBindings"]:
                found.append((one["Name"].lstrip("/"), number))
            found += [
                (other["Name"].lstrip("/"), number)
                for other in running
                if other["Config"]["Labels"].get("puerto.service") == "worker"
                and other["Config"]["Labels"].get("puerto.tenant") == number
            ]
        return found

    def server(self, container, role, password):
        """A connection to the server in a container, at the port that the engine says it has."""
        one = json.loads(docker("inspect", container))[0]
        bindings = one["NetworkSettings"]["Ports"].get(
            "5432/tcp" if role == "postgres" else "6379/tcp"
        )
        if not bindings:
            return None
        port = int(bindings[0]["HostPort"])
        try:
            if role == "postgres":
                return self.world.postgres("", password, port)
            client = self.world.redis("", password, port)
            client.ping()
            return client
        except (psycopg.Error, redis.RedisError):
            return None

    def ask(self, container, role, password):
        server = self.server(container, role, password)
        if server is None:
            return None
        with server:
            if role == "redis":
                return sorted(server.smembers("own"))
            server.execute("CREATE TABLE IF NOT EXISTS own (token TEXT)")
            return [row[0] for row in server.execute("SELECT token FROM own").fetchall()]

    def plant(self, volume, token):
        role = volume.rsplit("_", 1)[1]
        key = next(key for key in self.seen if key.startswith(f"{volume} of "))
        containers = docker("ps", "--quiet", "--filter", f"volume={volume}").split()
        password = [known for k, known in self.seen.items() if k.startswith(f"{volume} of ")][-1]
        for container in containers:
            server = self.server(container, role, password["password"])
            if server is None:
                continue
            with server:
                if role == "redis":
                    server.sadd("own", token)
                else:
                    server.execute("INSERT INTO own VALUES (%s)", [token])
            self.seen[key]["rows"].append(token)
            return

    # What people do, to this workspace's own objects

    def prune(self, what):
        mine = ["--filter", f"label={LABEL}={self.world.id}"]
        if what == "containers":
            for status in ["exited", "created", "dead"]:
                ids = docker(
                    "ps", "--all", "--quiet", "--filter", f"status={status}", *mine
                ).split()
                if ids:
                    docker("rm", *ids, check=False)
        elif what == "networks":
            for id in docker("network", "ls", "--quiet", *mine).split():
                # One that is in use stays: the engine refuses.
                docker("network", "rm", id, check=False)
        else:
            names = docker("volume", "ls", "--quiet", "--filter", "dangling=true", *mine).split()
            if names:
                docker("volume", "rm", *names, check=False)

    def hand(self, what, service, slug, other):
        """What a person does by hand to a container, found by its labels."""
        mine = ["--filter", f"label={LABEL}={self.world.id}"]
        labels = [f"label=puerto.slug={slug}", f"label=puerto.service={service}"]
        found = docker(
            *["ps", "--all", "--format", "{{.ID}} {{.Names}}", *mine],
            *[word for label in labels for word in ("--filter", label)],
        ).split()
        if not found:
            return
        id, name = found[:2]
        networks = docker(
            *["network", "ls", "--format", "{{.Name}}", *mine],
            *["--filter", f"label=puerto.slug={other}"],
        ).split()
        verbs = {
            "memory": ["update", "--memory", "7g", "--memory-swap", "7g", id],
            "rename": ["rename", id, f"old_{name}"],
            "remove": ["rm", "--force", id],
            "stop": ["stop", "--time", "5", id],
            "pause": ["pause", id],
        }
        data = [network for network in networks if network.endswith("_data")]
        if what != "connect":
            docker(*verbs[what], check=False)
        elif data:
            docker("network", "connect", data[0], id, check=False)

    def set_away(self, is_away):
        (self.folder / "away").touch() if is_away else (self.folder / "away").unlink(
            missing_ok=True
        )

    def close(self):
        if self.world:
            self.world.close()


def takes_stock_login(network):
    """Whether the Windmill at its own address of a network opens with the password that everybody knows."""
    if not network or not network["IPAddress"]:
        return False
    request = urllib.request.Request(
        f"http://{network['IPAddress']}:{windmill.PORT}/api/auth/login",
        json.dumps(dict(zip(["email", "password"], windmill.STOCK))).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def birth(volume):
    """What tells a volume from a later one of its name. What Docker 20.10 calls its creation is the last
    change of its data's folder, which a server makes at each start."""
    try:
        status = Path(volume["Mountpoint"]).parent.stat()
    except OSError:
        return "this name"
    return f"{status.st_ino}, {status.st_ctime_ns}"


def inspected(kind, filter):
    listing = ["ps", "--all", "--no-trunc"] if kind == "container" else [kind, "ls"]
    ids = docker(*listing, "--quiet", "--filter", filter).split()
    return json.loads(docker(kind, "inspect", *ids)) if ids else []
