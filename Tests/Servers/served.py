"""A workspace, and web servers that serve it as `puerto config` has told them to."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from client import Client

ROOT = Path(__file__).resolve().parents[2]
WEB_USER = "www-data"
IS_ROOT = os.geteuid() == 0
# What a server's configuration has to write down: marks that mean something to one or another.
NAME = "agency's \"own\" & 100% #1"


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
    """One for each server: where a portal is served is written in it."""

    def __init__(self, hook="/hook"):
        self.port, self.serve_port = free_port(), free_port()
        self.top = Path(tempfile.mkdtemp(prefix="puerto-servers-"))
        self.top.chmod(0o755)
        self.folder, self.state = self.top / NAME, self.top / "state"
        self.puerto("init", str(self.folder), here=False)
        with (self.folder / "puerto.yaml").open("a") as file:
            file.write(f"\nweb:\n  origin: http://localhost:{self.port}\n  hook: {hook}\n  proxies: [127.0.0.1]\n")
        self.puerto("tenant", "add", "acme", "--name", "Acme")
        self.puerto("build")
        self.add("x/index.html", "<p>x</p>")
        # What no server may give away, in places where a careless one would.
        (self.folder / "public/.secret").write_text("secret")
        (self.folder / "public/assets/.secret").write_text("secret")
        (self.folder / "public/assets/key.txt").symlink_to(self.folder / "keys/web.key")
        self.state.mkdir()
        if IS_ROOT:
            self.sh(self.config("ownership"))

    def add(self, path, text):
        file = self.folder / "public" / path
        file.parent.mkdir(exist_ok=True)
        if not file.exists():
            file.write_text(text)

    def puerto(self, *arguments, here=True):
        place = ["--workspace", str(self.folder)] if here else []
        done = subprocess.run(
            [str(PUERTO), *arguments, *place], capture_output=True, text=True, timeout=120,
            env={**os.environ, "PUERTO_IGNORE_PORTS": "1"})
        assert done.returncode == 0, f"puerto {arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def config(self, *kind):
        return self.puerto(
            "config", *kind, "--cgi", str(CGI), "--listen", f"127.0.0.1:{self.port}", "--state", str(self.state),
            "--serve-port", str(self.serve_port), "--operator", pwd.getpwuid(os.geteuid()).pw_name,
            "--user", WEB_USER if IS_ROOT else pwd.getpwuid(os.geteuid()).pw_name)

    def sh(self, script):
        done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr

    def page(self, pattern):
        return "/" + str(sorted((self.folder / "public").glob(pattern))[0].relative_to(self.folder / "public"))

    def remove(self):
        shutil.rmtree(self.top)


class Server:
    """What all have in common; each says how it is started, and what it cannot do."""

    hook = "/hook"
    # Where the portal's pages are.
    portal = "/portal"
    # Whether it puts fields of its own on files.
    sets_fields = True
    # Those that count a chunked body and tell its length.
    counting = ["lighttpd", "nginx"]

    def __init__(self):
        self.workspace = Workspace(self.hook)
        self.client = Client(self.workspace.port)
        self.processes = []
        try:
            self.start()
            until(lambda: self.is_up(), f"{self.name} answers: {self.log()}")
        except BaseException:
            self.stop()
            raise

    @property
    def name(self):
        return type(self).__name__.lower()

    def is_up(self):
        for process in self.processes:
            assert process.poll() is None, f"{self.name} ended: {self.log()}"
        try:
            return self.client.get("/", patience=2).status is not None
        except OSError:
            return False

    def run(self, *command, web=True, **environment):
        """As the web server's user, with nothing of the tests' environment."""
        user = {"user": WEB_USER, "group": WEB_USER, "extra_groups": []} if web and IS_ROOT else {}
        log = (self.workspace.top / "log").open("ab")
        self.processes.append(subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            cwd="/", env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **environment}, **user))

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
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.workspace.remove()


class Lighttpd(Server):
    def start(self):
        self.run("lighttpd", "-D", "-f", self.file("lighttpd"))


class Nginx(Server):
    def start(self):
        socket = self.workspace.state / "fcgiwrap.sock"
        self.run("spawn-fcgi", "-n", "-s", socket, "-M", "0600", "--", "/usr/sbin/fcgiwrap", "-c", "4", "-p", CGI)
        until(socket.exists, "fcgiwrap listens")
        self.run("nginx", "-g", "daemon off;", "-c", self.file("nginx"))


class Apache(Server):
    def start(self):
        self.run("apache2", "-DFOREGROUND", "-f", self.file("apache"))


class Busybox(Server):
    hook = "/cgi-bin/puerto"
    portal = "/cgi-bin/puerto/portal"
    sets_fields = False

    def start(self):
        self.run("/bin/sh", self.file("busybox"))


class Serve(Server):
    """`puerto serve --guarded` by itself."""

    def start(self):
        self.workspace.serve_port = self.workspace.port
        self.serve()

    def serve(self):
        self.run(PUERTO, "serve", "--guarded", "--port", self.workspace.serve_port, "--workspace", self.workspace.folder,
                 web=False)


class Caddy(Serve):
    """Before `puerto serve --guarded`."""

    def start(self):
        self.serve()
        self.run("caddy", "run", "--adapter", "caddyfile", "--config", self.file("caddy"),
                 HOME=str(self.workspace.state))


ALL = [Lighttpd, Nginx, Apache, Busybox, Caddy, Serve]
