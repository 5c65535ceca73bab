"""A Docker daemon of a test's own, in a network namespace of its own: it is killed, told to be a swarm and started
again, while this machine's own daemon and its firewall stay as they are."""

import os
import shutil
import signal
import subprocess
import time

import pytest
from world import HUNG, STANDIN, World, until

IMAGES = ["puerto-e2e/postgres:15", "puerto-e2e/redis:7", f"{STANDIN}:1"]


class Daemon:
    def __init__(self, folder, name):
        self.folder, self.name, self.process = folder, name, None
        self.socket = folder / "docker.sock"
        for words in [["add", name], ["exec", name, "ip", "link", "set", "lo", "up"]]:
            done = subprocess.run(["ip", "netns", *words], capture_output=True, text=True)
            if done.returncode:
                pytest.skip(f"no network namespace can be made here: {done.stderr.strip()}")
        self.start()
        with subprocess.Popen(["/usr/bin/docker", "save", *IMAGES], stdout=subprocess.PIPE) as save:
            self.docker("load", stdin=save.stdout)

    def inside(self, *words):
        """A command line in this daemon's network, where its published ports are. Only the network is changed:
        `ip netns exec` would hide the control groups too."""
        return ["nsenter", f"--net=/run/netns/{self.name}", *map(str, words)]

    def start(self):
        log = (self.folder / "dockerd.log").open("a")
        self.process = subprocess.Popen(
            self.inside(
                *["dockerd", "--host", f"unix://{self.socket}"],
                *["--data-root", self.folder / "data", "--exec-root", self.folder / "exec"],
                *["--pidfile", self.folder / "pid"],
            ),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            until(self.answers, "dockerd answers")
        except AssertionError:
            raise AssertionError((self.folder / "dockerd.log").read_text()[-2000:]) from None

    def answers(self):
        return self.docker("version", check=False).returncode == 0

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(timeout=HUNG)
        if number == signal.SIGKILL:
            # containerd has died with its daemon. Where nobody has reaped it yet, the next daemon would wait for it.
            for path in [self.folder / "pid", self.folder / "exec/containerd/containerd.pid"]:
                path.unlink(missing_ok=True)

    def docker(self, *words, check=True, **more):
        done = subprocess.run(
            ["/usr/bin/docker", "--host", f"unix://{self.socket}", *map(str, words)],
            capture_output=True,
            text=True,
            timeout=HUNG,
            **more,
        )
        assert not check or done.returncode == 0, f"docker {words}: {done.stderr}"
        return done

    def states(self, slug):
        """The states of a client's containers, by service."""
        lines = self.docker(
            *["ps", "--all", "--filter", f"label=puerto.slug={slug}"],
            *["--format", '{{.Label "puerto.service"}} {{.State}}'],
        ).stdout
        return dict(line.split() for line in lines.splitlines())

    def close(self):
        """Removes its containers and itself; nothing else has been at this daemon."""
        try:
            if self.process.poll() is not None:
                self.start()
            ids = self.docker("ps", "--all", "--quiet").stdout.split()
            if ids:
                self.docker("rm", "--force", "--volumes", *ids, check=False)
            self.end()
        finally:
            # What a killed daemon has left belongs to this folder alone.
            for path in (self.folder / "exec").rglob("*.pid"):
                try:
                    number = int(path.read_text())
                    words = (f"/proc/{number}/cmdline",)
                    if str(self.folder).encode() in open(*words, "rb").read():
                        os.kill(number, signal.SIGKILL)
                except (OSError, ValueError):
                    pass
            for line in reversed(open("/proc/mounts").read().splitlines()):
                place = line.split()[1]
                if place.startswith(f"{self.folder}/"):
                    subprocess.run(["umount", "--lazy", place], check=False)
            time.sleep(0.2)
            shutil.rmtree(self.folder / "data", ignore_errors=True)
            subprocess.run(["ip", "netns", "delete", self.name], check=False)


class OwnWorld(World):
    """A workspace on a daemon of its own."""

    def __init__(self, folder, daemon, **more):
        self.daemon = daemon
        super().__init__(folder, **more)
        self.environment["DOCKER_HOST"] = f"unix://{daemon.socket}"

    def arguments(self, *arguments, here=True):
        return self.daemon.inside(*super().arguments(*arguments, here=here))

    def clean(self):
        """Its daemon goes with everything that it has."""


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    if os.geteuid() or not all(map(shutil.which, ["dockerd", "ip", "nsenter"])):
        pytest.skip("a daemon of a test's own needs root, dockerd, ip and nsenter")
    made = Daemon(tmp_path_factory.mktemp("dockerd"), f"puerto-e2e-{os.getpid()}")
    yield made
    made.close()
