"""Serves a workspace with web servers that `puerto config` has configured."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from broker import Broker
from client import PORTAL, Client
from hook import PASSWORD, Link, Records

ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
ME = pwd.getpwuid(os.geteuid()).pw_name
# Every Debian has these two users; without root there is only one.
WEB_USER, OPERATOR = ("www-data", "daemon") if IS_ROOT else (ME, ME)
# What starts a program as one of them.
AS_WEB_USER, AS_OPERATOR = (
    {"user": name, "group": name, "extra_groups": []} if IS_ROOT else {}
    for name in [WEB_USER, OPERATOR]
)
# The tests ignore this machine's ports and its container engine.
ENVIRONMENT = {
    **os.environ,
    "PUERTO_IGNORE_PORTS": "1",
    "PUERTO_LANGUAGE": "en",
    "DOCKER_HOST": "unix:///nonexistent/docker.sock",
}
# A folder's name with characters that are special in one configuration or another.
NAME = 'agency\'s "own" & 100% #1'
AGENCY = ["--name", "My agency", "--locale", "es", "--locale", "en", "--currency", "USD"]
CONTACT = "security: security@example.com"


def program(name, variable):
    path = Path(os.environ.get(variable, f".build/release/{name}"))
    return (path if path.is_absolute() else ROOT / path).resolve()


PUERTO = program("puerto", "PUERTO")
CGI = program("puerto-cgi", "PUERTO_CGI")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.02)
    raise AssertionError(f"never: {what}")


class Workspace:
    """A workspace for each server: the address of the portal is part of it."""

    def __init__(self, hook="/hook", proxies="127.0.0.1", top=None):
        self.port, self.serve_port = free_port(), free_port()
        self.top = Path(tempfile.mkdtemp(prefix="puerto-servers-", dir=top))
        self.top.chmod(0o755)
        self.folder, self.state = self.top / NAME, self.top / "state"
        self.origin = f"http://{PORTAL}:{self.port}"
        # Root makes the workspace, and its operator has it once the script has run.
        self.operator, self.environment = {}, ENVIRONMENT
        self.broker = Broker(self, WEB_USER)
        # Authenticators of operators, by name.
        self.devices = {}
        self.puerto("init", str(self.folder), *AGENCY, here=False)
        settings = self.folder / "puerto.yaml"
        settings.write_text(settings.read_text().replace("agency:\n", f"agency:\n  {CONTACT}\n", 1))
        with settings.open("a") as file:
            file.write(f"\nweb:\n  url: {self.origin}\n  hook: {hook}\n  proxies: [{proxies}]\n")
        self.records = Records(self)
        self.puerto(
            "tenant", "add", "acme", "--name", "Acme", "--contact-email", "eva@acme.example"
        )
        # Only a client that can log in is given links.
        self.puerto("tenant", "edit", "acme", "--status", "ready")
        for name, role in [("ana", "owner"), ("eva", "viewer")]:
            self.puerto("operator", "add", name, "--role", role, input=PASSWORD)
        self.puerto("build")
        # Files that no server may serve, in places where a careless one would.
        (self.folder / "public/.secret").write_text("secret")
        (self.folder / "public/assets/.secret").write_text("secret")
        (self.folder / "public/assets/key.txt").symlink_to(self.folder / "keys/web.key")
        self.state.mkdir()
        if IS_ROOT:
            self.own()

    def own(self):
        """Gives every file its owner, and runs the verbs that follow as the operator."""
        self.sh(self.config("ownership"))
        shutil.chown(self.top, OPERATOR, OPERATOR)
        self.operator = AS_OPERATOR

    def puerto(self, *arguments, here=True, **more):
        done = subprocess.run(
            self.command(*arguments, here=here),
            capture_output=True,
            text=True,
            timeout=120,
            env=self.environment,
            **self.operator,
            **more,
        )
        assert done.returncode == 0, f"puerto {arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def command(self, *arguments, here=True):
        return [str(PUERTO), *arguments, *(["--workspace", str(self.folder)] if here else [])]

    def start(self, *arguments, **more):
        """Starts a verb that goes on, as the operator."""
        return subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.DEVNULL,
            env=self.environment,
            **self.operator,
            **more,
        )

    def password(self, field="app", tenant="acme"):
        file = self.top / "shown"
        self.puerto("credential", "show", tenant, field, "--to-file", str(file))
        text = file.read_text()
        file.unlink()
        return text

    def link(self, *options, tenant="acme"):
        return Link(self.puerto("handoff", "link", tenant, *options).strip())

    def config(self, *kind):
        return self.puerto(
            "config",
            *kind,
            "--cgi",
            str(CGI),
            "--listen",
            f"127.0.0.1:{self.port}",
            "--state",
            str(self.state),
            "--serve-port",
            str(self.serve_port),
            "--operator",
            OPERATOR,
            "--user",
            WEB_USER,
        )

    def sh(self, script):
        done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr

    def page(self, pattern):
        return "/" + str(
            sorted((self.folder / "public").glob(pattern))[0].relative_to(self.folder / "public")
        )

    def remove(self):
        self.broker.stop()
        shutil.rmtree(self.top)


def as_user(name, work):
    """Whether some work can be done by a user."""
    child = os.fork()
    if child == 0:
        user = pwd.getpwnam(name)
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
        try:
            work()
            os._exit(0)
        except (OSError, sqlite3.Error):
            os._exit(1)
        except BaseException:
            os._exit(2)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 1), f"{name}: {work}"
    return code == 0


class Server:
    """A web server. Each subclass tells how it is started and what it cannot do."""

    hook = "/hook"
    # The path of the portal's pages.
    portal = "/portal"
    # What it cannot do, or does its own way, and why that is no harm or is said in the README.
    cannot = {}

    def __init__(self, workspace=None):
        self.workspace = workspace or Workspace(self.hook)
        self.client = Client(self.workspace.port)
        self.processes = []
        try:
            self.workspace.broker.start()
            self.start()
            until(lambda: self.is_up(), f"{self.name} answers: {self.log()}")
        except BaseException:
            self.stop()
            raise

    def needs(self, what):
        """Skips a test of something that this server cannot do."""
        if what in self.cannot:
            pytest.skip(f"{self.name} {self.cannot[what]}")

    @property
    def name(self):
        return type(self).__name__.lower()

    def is_up(self):
        for process in self.processes:
            assert process.poll() is None, f"{self.name} ended: {self.log()}"
        try:
            return self.client.get(f"{self.hook}/health", patience=2).status == 200
        except OSError:
            return False

    def run(self, *command, **environment):
        """Starts a program as the web server's user, without the tests' environment."""
        log = (self.workspace.top / "log").open("ab")
        self.processes.append(
            subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd="/",
                env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **environment},
                **AS_WEB_USER,
            )
        )

    def log(self):
        files = [self.workspace.top / "log", self.workspace.state / "error.log"]
        return "".join(file.read_text(errors="replace") for file in files if file.exists())[-3000:]

    def file(self, kind):
        path = self.workspace.top / kind
        path.write_text(self.workspace.config(kind))
        return path

    def stop(self):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            # The children that a server has left, as fcgiwrap does, are of its session.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        self.workspace.remove()


class Lighttpd(Server):
    cannot = {
        "chunks": "counts a chunked body, and tells the length",
        "slow head": "ends after 10 s without a byte: each byte gives it 10 more",
        "slow body": "ends after 10 s without a byte: each byte gives it 10 more",
    }

    def start(self):
        self.run("lighttpd", "-D", "-f", self.file("lighttpd"))


class Nginx(Server):
    cannot = {
        "redirect for all": "leads programs to the login too",
        "slow body": "ends after 10 s without a byte of it, and has 40 places for an address",
    }

    def start(self):
        socket = self.workspace.state / "fcgiwrap.sock"
        self.run(
            "spawn-fcgi",
            "-n",
            "-s",
            socket,
            "-M",
            "0600",
            "--",
            "/usr/sbin/fcgiwrap",
            "-c",
            "16",
            "-p",
            CGI,
        )
        until(socket.exists, "fcgiwrap listens")
        self.run("nginx", "-g", "daemon off;", "-c", self.file("nginx"))


class Apache(Server):
    def start(self):
        self.run("apache2", "-DFOREGROUND", "-f", self.file("apache"))


class Busybox(Server):
    hook = "/cgi-bin/puerto"
    portal = "/cgi-bin/puerto/portal"
    cannot = {
        "fields": "has no setting for fields of files",
        "contact": "rewrites no address: security.txt is below the hook's path",
        "redirect": "has a page that leads there instead",
        "names": "has no rule for names: what the operator puts into public/assets is served",
        "links": "follows links: only the operator makes any in public/",
        "head": "sends a file in answer to HEAD too",
        "known": "keeps If-None-Match from programs: a page is sent again",
        "case": "takes methods in small letters",
        "double fields": "hands on the last of a field that was sent twice",
        "slashes": "makes one slash of two before anything sees them",
        "31 bits": "refuses a length beyond 31 bits itself, with 400",
        "long field": "leaves out a field that is too long",
    }

    def start(self):
        self.run("/bin/sh", self.file("busybox"))


class Serve(Server):
    """`puerto serve --guarded` by itself."""

    cannot = {"redirect for all": "leads programs to the login too"}

    def start(self):
        self.workspace.serve_port = self.workspace.port
        self.serve()

    def serve(self):
        self.run(
            PUERTO,
            "serve",
            "--guarded",
            "--port",
            self.workspace.serve_port,
            "--workspace",
            self.workspace.folder,
        )


class Caddy(Serve):
    """A proxy in front of `puerto serve --guarded`."""

    cannot = {
        **Serve.cannot,
        "links": "follows links: only the operator makes any in public/",
        "length": "tells a length of nothing where there is none",
    }

    def start(self):
        self.serve()
        self.run(
            "caddy",
            "run",
            "--adapter",
            "caddyfile",
            "--config",
            self.file("caddy"),
            HOME=str(self.workspace.state),
        )


ALL = [Lighttpd, Nginx, Apache, Busybox, Caddy, Serve]
