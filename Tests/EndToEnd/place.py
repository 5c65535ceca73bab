"""Ports, addresses and a mark in names that one workspace of the tests has for itself on this machine.

A machine's containers share their names, ports and addresses, whoever starts them: operators' own clients,
another run beside this one, and what a run that was killed has left. A place is held by a lock that ends
with its process. Its file says which workspaces have used it, so that the next one clears their remains.
"""

import fcntl
import os
from pathlib import Path

LABEL = "puerto.workspace"
# What the tests start beside a workspace's stacks; Puerto knows nothing of it.
STRANGER = "e2e.beside"
FOLDER = Path("/tmp/puerto-e2e-places")

# Ports are below those that the kernel gives to connections.
SLOTS = 100
PORTS = {"app": 10000, "postgres": 15000, "redis": 20000}
# Workspaces stay until their module ends; a module has at most nine, and three run at once.
COUNT = 48
# 10.213.0.0/16 is a workspace's own by default, and its stacks may be down.
NETS = [number for number in range(200, 256) if number != 213]


class Place:
    def __init__(self, number, file):
        self.number, self.file = number, file
        self.mark = f"e{number}"
        self.net = NETS[number]
        self.ports = {kind: base + number * SLOTS for kind, base in PORTS.items()}

    @staticmethod
    def free(docker):
        FOLDER.mkdir(exist_ok=True)
        for number in range(1, COUNT + 1):
            file = (FOLDER / str(number)).open("a+")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                continue
            place = Place(number, file)
            if place.is_cleared(docker) and not place.is_taken(docker):
                return place
            file.close()
        raise AssertionError(
            f"other containers or processes are at all {COUNT} places of the tests"
        )

    def belongs_to(self, workspace):
        self.file.write(f"{workspace}\n")
        self.file.flush()

    def is_cleared(self, docker):
        """Clears the place; something foreign may hold what was left, and then the next place is taken."""
        try:
            self.clear(docker)
        except AssertionError:
            return False
        return True

    def clear(self, docker):
        """Removes what the workspaces of ended runs have left here."""
        self.file.seek(0)
        for workspace in self.file.read().split():
            remove(docker, workspace)
        self.file.truncate(0)

    def is_taken(self, docker):
        """Whether somebody else has a container's name, a port or an address of this place."""
        names = docker("ps", "--all", "--format", "{{.Names}}").split()
        if any(f"_{self.mark}_" in name for name in names):
            return True
        networks = docker("network", "ls", "--quiet").split()
        # Another process may remove a network of its own between the two questions.
        subnets = docker(
            *["network", "inspect", "--format", "{{range .IPAM.Config}}{{.Subnet}} {{end}}"],
            *networks,
            check=False,
        )
        return f"10.{self.net}." in subnets or any(
            base <= port < base + SLOTS for base in self.ports.values() for port in listening()
        )

    def leave(self):
        self.file.truncate(0)
        self.file.close()


def listening():
    """The TCP ports of this machine that something listens on (`/proc/net/tcp`, state 0A)."""
    for path in ["/proc/net/tcp", "/proc/net/tcp6"]:
        if os.path.exists(path):
            for line in Path(path).read_text().splitlines()[1:]:
                words = line.split()
                if words[3] == "0A":
                    yield int(words[1].rsplit(":", 1)[1], 16)


def remove(docker, workspace):
    """Removes what carries a workspace's labels, and nothing else."""
    for kind, label, removal in [
        ("container", LABEL, ["rm", "--force", "--volumes"]),
        ("container", STRANGER, ["rm", "--force", "--volumes"]),
        ("network", LABEL, ["network", "rm"]),
        ("network", STRANGER, ["network", "rm"]),
        ("volume", LABEL, ["volume", "rm"]),
    ]:
        listing = ["ps", "--all"] if kind == "container" else [kind, "ls"]
        ids = docker(*listing, "--quiet", "--filter", f"label={label}={workspace}").split()
        if ids:
            docker(*removal, *ids)
