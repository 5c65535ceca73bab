"""Temporary workspaces, built by the real command, read from disk or from its own server."""

import os
import shutil
import socket
import subprocess
import threading
from pathlib import Path

import fleets

# The ports that the machine listens on are not those of the tests.
os.environ.setdefault("PUERTO_IGNORE_PORTS", "1")
# What the tests read is English, whatever language the workspace has.
os.environ.setdefault("PUERTO_LANGUAGE", "en")
PASSWORD = "una contraseña bastante larga"
ROOT = Path(__file__).resolve().parents[3]


def command():
    path = Path(os.environ.get("PUERTO", ".build/release/puerto"))
    return str(path if path.is_absolute() else ROOT / path)


def puerto(*arguments):
    done = subprocess.run(
        [command(), *map(str, arguments)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, f"puerto {arguments}: {done.stdout}{done.stderr}"
    return done.stdout


class Workspace:
    """A folder with a portal in it, and the addresses of its pages."""

    def __init__(self, folder):
        self.folder = folder
        self.name = folder.parent.name.rstrip("0123456789")
        self.public = folder / "public"
        self.server = None
        self.http = None

    def build(self):
        puerto("import", "--yes", self.folder / "fleet.yaml", "--workspace", self.folder)
        puerto("build", "--workspace", self.folder)
        return self

    def serve(self, port=0, *options):
        """Starts `puerto serve`, on any free port by default."""
        self.server = subprocess.Popen(
            [command(), "serve", "--port", str(port), *options, "--workspace", str(self.folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for line in self.server.stdout:
            if line.startswith("http://"):
                self.http = line.strip().rstrip("/")
                break
        assert self.http, "puerto serve printed no address"
        threading.Thread(target=self.server.stdout.read, daemon=True).start()

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=20)

    def pages(self):
        """Every HTML file, as a path below public/."""
        return sorted(str(path.relative_to(self.public)) for path in self.public.rglob("*.html"))

    def site(self, scheme):
        return Site(self, scheme)

    def welcome(self, slug):
        """The onboarding page of a client, found through the client's own page."""
        text = (self.public / "portal" / "clients" / f"{slug}.html").read_text()
        token = text.split("welcome/", 1)[1].split(".html", 1)[0]
        return f"welcome/{token}.html"


class Site:
    """One workspace seen through `file://` or `http://`."""

    def __init__(self, workspace, scheme):
        self.workspace = workspace
        self.scheme = scheme

    def url(self, path):
        if self.scheme == "file":
            return (self.workspace.public / path).as_uri()
        if self.workspace.http is None:
            self.workspace.serve()
        return f"{self.workspace.http}/{path}"


def small(folder):
    puerto("init", folder)
    (folder / "puerto.yaml").write_text(fleets.CONFIGURATION)
    (folder / "fleet.yaml").write_text(fleets.SMALL)
    shutil.rmtree(folder / "content")
    write(folder / "content" / "runbooks", fleets.RUNBOOKS)
    write(folder / "content" / "tenants", fleets.NOTES)
    return Workspace(folder).build()


def live(folder):
    """The small fleet with a hook, and credentials of one client."""
    puerto("init", folder)
    (folder / "puerto.yaml").write_text(
        fleets.CONFIGURATION + "web: {url: 'http://puerto.localhost:8080'}\n"
    )
    (folder / "fleet.yaml").write_text(fleets.SMALL)
    shutil.rmtree(folder / "content")
    write(folder / "content" / "runbooks", fleets.RUNBOOKS)
    write(folder / "content" / "tenants", fleets.NOTES)
    workspace = Workspace(folder).build()
    for field in ["app", "postgres"]:
        subprocess.run(
            [command(), "credential", "set", "acme", field, "--workspace", str(folder)],
            input="secreto",
            text=True,
            check=True,
            capture_output=True,
        )
    return workspace.build()


def acting(folder, configuration=fleets.CONFIGURATION, fleet=fleets.SMALL):
    """A fleet, by default the small one, served with its real hook, and an owner's account."""
    port = free_port()
    puerto("init", folder)
    (folder / "puerto.yaml").write_text(
        configuration + f"web: {{url: 'http://puerto.localhost:{port}'}}\n"
    )
    (folder / "fleet.yaml").write_text(fleet)
    shutil.rmtree(folder / "content")
    (folder / "content").mkdir()
    workspace = Workspace(folder).build()
    add_owner(folder)
    workspace.serve(port)
    return workspace


def acting_demo(folder):
    """A demo in both languages, served with its hook, and an owner's account."""
    port = free_port()
    puerto("demo", folder, "--locale", "es-MX", "--locale", "en-US")
    with (folder / "puerto.yaml").open("a") as file:
        file.write(f"\nweb: {{url: 'http://puerto.localhost:{port}'}}\n")
    workspace = Workspace(folder)
    add_owner(folder)
    puerto("build", "--workspace", folder)
    workspace.serve(port)
    return workspace


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def add_owner(folder):
    subprocess.run(
        [command(), "operator", "add", "ana", "--role", "owner", "--workspace", str(folder)],
        input=PASSWORD,
        text=True,
        check=True,
        capture_output=True,
    )


def paged(folder):
    puerto("init", folder)
    (folder / "puerto.yaml").write_text(fleets.CONFIGURATION)
    (folder / "fleet.yaml").write_text(fleets.paged_fleet())
    shutil.rmtree(folder / "content")
    write(
        folder / "content" / "runbooks",
        {n: t for n, t in fleets.RUNBOOKS.items() if "rutina" in n or "restaurar" in n},
    )
    return Workspace(folder).build()


def own(folder):
    """The repository's own workspace."""
    folder.mkdir()
    for name in ["puerto.yaml", "fleet.yaml"]:
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "content", folder / "content")
    (folder / "public").mkdir()
    return Workspace(folder).build()


def empty(folder):
    """The workspace that `puerto init` makes, without clients."""
    puerto("init", folder, "--locale", "es", "--locale", "en")
    puerto("build", "--workspace", folder)
    return Workspace(folder)


def demo(folder):
    """The workspace that `puerto demo` makes, in both languages."""
    puerto("demo", folder, "--locale", "es-MX", "--locale", "en-US")
    return Workspace(folder)


def write(folder, files):
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
