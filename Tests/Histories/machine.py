"""A machine with a stand-in engine, on which one history of `puerto` is played."""

import fcntl
import itertools
import os
import re
import signal
import subprocess
import time
import traceback
from pathlib import Path

import commands
from engine import Engine, Failed, Killed, Refused, Unknown
from services import Services
from windmill import takes_stock_login

ROOT = Path(__file__).resolve().parents[2]
CLIENT = Path(__file__).with_name("client.sh")
IMAGES = {
    "windmill": ["stand-in/windmill:1", "stand-in/windmill:2"],
    "postgres": ["stand-in/postgres:15", "stand-in/postgres:16"],
    "redis": ["stand-in/redis:7"],
}
SETTINGS = """
ports: {{app: {app}, postgres: {postgres}, redis: {redis}}}
engine:
  images: {{windmill: "stand-in/windmill:1", postgres: "stand-in/postgres:15", redis: "stand-in/redis:7"}}
  subnets: 10.{net}.0.0/16
  firewall: off
  memory_reserve_mb: 0
  disk_reserve_gb: 0
  overcommit: 100
  patience_s: 2
"""


def command():
    path = Path(os.environ.get("PUERTO", ".build/release/puerto"))
    return str(path if path.is_absolute() else ROOT / path)


class Room:
    """Ports and addresses that no other history of this machine has, held by a lock that ends with its process."""

    FOLDER = Path("/tmp/puerto-history-rooms")
    COUNT = 20

    def __init__(self):
        self.FOLDER.mkdir(exist_ok=True)
        for number in itertools.cycle(range(self.COUNT)):
            self.file = (self.FOLDER / str(number)).open("w")
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.file.close()
                time.sleep(0.05)
                continue
            # Above the ports that the kernel gives to connections: the Swift tests have some below.
            self.ports = {
                "app": 61000 + 50 * number,
                "postgres": 62000 + 50 * number,
                "redis": 63000 + 50 * number,
            }
            self.net = 150 + number
            return


class Machine:
    """An engine that answers a program at each of its calls, and kills its caller when it is told to."""

    is_real = False
    image = "stand-in/windmill"

    def __init__(self, folder, room):
        self.folder, self.room = folder, room
        self.engine = Engine([image for images in IMAGES.values() for image in images])
        self.services = Services(self.engine, self.ask)
        self.engine.before_change = self.before_change
        self.engine.is_stock = takes_stock_login
        self.process, self.kill, self.calls, self.changes = None, None, 0, 0
        self.asked = []
        self.bin = folder / "bin"
        self.bin.mkdir()
        (folder / "home").mkdir()
        text = CLIENT.read_text().replace("@PORT@", str(self.services.port))
        for name in ["docker", "docker-compose"]:
            (self.bin / name).write_text(text)
            (self.bin / name).chmod(0o755)
        for name, image in [
            ("windmill_server", "stand-in/windmill:1"),
            ("notes", "stand-in/redis:7"),
        ]:
            volume = self.engine.create_volume(f"{name}_data", {})
            one = self.engine.create(name, image, {})
            one.limits, one.volumes = {}, [(volume.name, "/srv")]
            self.engine.start(one)

    def workspace(self, folder):
        """Makes a workspace whose clients have this room's ports and addresses."""
        self.check("init", str(folder))
        configuration = folder / "puerto.yaml"
        # Ports are written into the records with the base system.
        for path in folder.glob("puerto.db*"):
            path.unlink()
        text = re.sub(
            r"^(ports|engine):.*\n(  .*\n)*", "", configuration.read_text(), flags=re.MULTILINE
        )
        configuration.write_text(text + SETTINGS.format(**self.room.ports, net=self.room.net))
        (folder / "fleet.yaml").write_text("tenants: []\n")
        self.check("import", str(folder / "fleet.yaml"), "--workspace", str(folder))

    @staticmethod
    def slugs(names):
        return names

    def check(self, *arguments):
        status, said = self.puerto(arguments)
        assert status == 0, said

    # One verb

    def puerto(self, arguments, kill=None, patience=120):
        """Runs a verb; returns its status (`None` when it was ended for its slowness) and what it said."""
        self.kill, self.calls, self.changes = kill, 0, 0
        # The engine may ask who calls before this has returned.
        with self.engine.lock:
            self.process = subprocess.Popen(
                [command(), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                env={
                    "PATH": str(self.bin),
                    "HOME": str(self.folder / "home"),
                    "LC_ALL": "C.UTF-8",
                    "USER": "history",
                    "PUERTO_LANGUAGE": "en",
                },
            )
        try:
            said, _ = self.process.communicate(timeout=patience)
            status = self.process.returncode
        except subprocess.TimeoutExpired:
            self.process.kill()
            said, _ = self.process.communicate()
            status = None
        # What a killed one has started goes on to its end.
        end = time.monotonic() + 20
        while not self.services.is_quiet and time.monotonic() < end:
            time.sleep(0.002)
        return status, said

    # The calls

    def ask(self, connection):
        file = connection.makefile("rb")
        words = iter(lambda: until_zero(file), None)
        count = int(next(words))
        parent, program, folder = int(next(words)), next(words), next(words)
        arguments = [next(words) for _ in range(count)]
        if "--interactive" in arguments:
            arguments.append("\nstdin:" + next(words))
        with self.engine.lock:
            self.asked.append(f"{program} {' '.join(arguments)}")
            self.caller = parent
            self.calls += 1
            try:
                if self.kill and self.kill.get("call") == self.calls:
                    self.kill_caller()
                status, text = 0, commands.run(self.engine, program, folder, arguments)
            except Refused as error:
                status, text = 1, f"Error response from daemon: {error}"
            except Failed as error:
                said, errors = error.args
                lines = [f"o{x}" for x in said.splitlines()] + [
                    f"e{x}" for x in errors.splitlines()
                ]
                status, text = "both", "\n".join(lines)
            except Killed:
                return
            except Exception as error:
                # What it does not know, and its own faults: a history must not pass with them.
                text = str(error) if isinstance(error, Unknown) else traceback.format_exc()
                self.services.unknown.append(f"{self.asked[-1]}: {text}")
                status, text = 125, f"the stand-in does not know: {error}"
        connection.sendall(f"{status}\n{text}".encode() + (b"\n" if text else b""))

    def before_change(self, what):
        if self.process is None:
            return
        self.changes += 1
        if self.kill and self.kill.get("change") == self.changes:
            self.kill_caller()

    def kill_caller(self):
        """Kills the `puerto` that has called, and nothing else; its docker dies too, or goes on."""
        if self.caller != self.process.pid:
            return
        os.kill(self.process.pid, signal.SIGKILL)
        if self.kill.get("both"):
            raise Killed

    # Looking

    def snapshot(self):
        with self.engine.lock:
            return {
                "container": {
                    one.id: {
                        "name": one.name,
                        "status": one.status,
                        "starts": one.starts,
                        "labels": one.labels,
                        "volumes": [name for name, _ in one.volumes],
                        "password": sorted(one.digests),
                    }
                    for one in self.engine.containers.values()
                },
                "network": {
                    one.id: {"name": one.name, "labels": one.labels}
                    for one in self.engine.networks.values()
                },
                "volume": {
                    f"{one.name} of {one.created}": {
                        "name": one.name,
                        "labels": one.labels,
                        "kind": one.data.get("kind"),
                        "password": one.data.get("password"),
                        "rows": list(one.data.get("rows", [])),
                    }
                    for one in self.engine.volumes.values()
                },
            }

    def exposed(self):
        """Names and clients' numbers of what ran, since the last look, beside data with the stock password."""
        with self.engine.lock:
            found, self.engine.exposed = list(self.engine.exposed.values()), {}
        return found

    def plant(self, volume, token):
        """Writes a row into the data of a volume."""
        self.engine.volumes[volume].data["rows"].append(token)

    def prune(self, what):
        self.process = None
        self.engine.prune(what)

    def hand(self, what, service, slug, other):
        """What a person does by hand to a container, found by its labels."""
        self.process = None
        with self.engine.lock:
            one = self.engine.of(slug, service)
            if one is None:
                return
            network = next((n for n in self.engine.networks.values() if n.is_data_of(other)), None)
            try:
                if what == "memory":
                    one.limits["Memory"] = 7 << 30
                elif what == "rename":
                    one.name = f"old_{one.name}"
                elif what == "remove":
                    self.engine.remove(one, force=True)
                elif what == "connect" and network and one.is_running:
                    self.engine.connect(one, network)
                elif what in ("stop", "pause"):
                    getattr(self.engine, what)(one)
            except Refused:
                pass

    def set_away(self, is_away):
        self.engine.is_away = is_away

    @property
    def unknown(self):
        return self.services.unknown

    def close(self):
        self.services.close()
        self.room.file.close()


def until_zero(file):
    """The text before the next zero byte; `None` at the end."""
    word = bytearray()
    while byte := file.read(1):
        if byte == b"\0":
            return word.decode()
        word += byte
    return None
