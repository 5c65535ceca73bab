"""The state of a stand-in for Docker: containers, networks, volumes, and what happens to them.

It is one machine's engine, in memory, for as long as one history lasts. It behaves as Docker 20.10 does
wherever Puerto can tell: names and ports are taken once, a prune takes what nothing uses, a volume keeps its
data when its container goes, and a secret is read from its file at each start. The data of a PostgreSQL and a
Redis is in their volume; `services.py` answers for those that run.
"""

import hashlib
import ipaddress
import itertools
import os
import re
import threading


class Refused(Exception):
    """What the engine says when it does not do as it was asked."""


class Unknown(Exception):
    """A question that this stand-in has no answer for: the history fails, and says which."""


class Failed(Exception):
    """A program that has printed something, and failed all the same: both of its outputs."""


class Killed(Exception):
    """The caller was killed in the middle of what it asked for."""


def digest(*parts):
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def inside(address):
    """An address of the loopback interface for one of a network."""
    return "127." + address.partition(".")[2]


class Container:
    def __init__(self, number, name, image, image_id, labels):
        self.id = digest("container", number)
        self.name, self.image, self.image_id, self.labels = name, image, image_id, dict(labels)
        self.status, self.exit_code, self.restarts, self.starts = "created", 0, 0, 0
        self.command, self.is_checked = [], False
        self.volumes = []  # (name of the volume, path)
        self.binds = []  # (file of the machine, path)
        self.networks = {}  # name → address while it runs
        self.ports = {}  # port of the container → (address, port) of the machine
        self.digests = set()  # what a running Redis takes, as SHA-256
        self.limits = {}  # of `HostConfig`

    @property
    def is_running(self):
        return self.status == "running"

    @property
    def holds_ports(self):
        return self.status in ("running", "paused")

    @property
    def service(self):
        return self.labels.get("puerto.service")

    def file(self, path):
        """The bytes of a file that is mounted at a path."""
        for source, target in self.binds:
            if target == path:
                with open(source, "rb") as file:
                    return file.read()
        raise FileNotFoundError(path)


class Network:
    def __init__(self, number, name, labels, subnets, internal, options):
        self.id = digest("network", number)
        self.name, self.labels, self.subnets = name, dict(labels), subnets
        self.internal, self.options = internal, dict(options)

    def is_data_of(self, slug):
        return self.name.endswith("_data") and self.labels.get("puerto.slug") == slug


class Volume:
    def __init__(self, number, name, labels):
        self.number, self.name, self.labels = number, name, dict(labels)
        self.created = f"2026-11-28T12:{number // 60 % 60:02}:{number % 60:02}Z"
        self.data = {}  # what a server has made in it; empty until one has

    def system(self):
        return str(7000000000000000000 + self.number)


class Engine:
    version = "20.10.24+dfsg1"

    def __init__(self, images):
        self.lock = threading.RLock()
        self.images = {name: "sha256:" + digest("image", name) for name in images}
        self.containers, self.networks, self.volumes = {}, {}, {}
        self.numbers = itertools.count(1)
        self.is_away = False
        # Called with what `reached` is from now on.
        self.listen = lambda places: None
        # Whether data of a PostgreSQL open with the stock password; containers that ran beside such data.
        self.is_stock = lambda data: False
        self.exposed = {}
        # Called before each single change; a test kills the caller there.
        self.before_change = lambda what: None

    # Looking

    def named(self, name):
        """The container with this name or id; `None` without one."""
        for one in self.containers.values():
            if one.name == name or (len(name) >= 12 and one.id.startswith(name)):
                return one
        return None

    def network_named(self, name):
        for one in self.networks.values():
            if one.name == name or one.id == name:
                return one
        return None

    def of(self, slug, service):
        """A client's container, by its labels."""
        for one in self.containers.values():
            if one.service == service and one.labels.get("puerto.slug") == slug:
                return one
        return None

    def users(self, volume):
        return [c for c in self.containers.values() if any(v == volume for v, _ in c.volumes)]

    def reached(self):
        """Where running containers answer: ((address, port), container) pairs.

        They answer at their ports of this machine, and at their own addresses, of which this machine has
        others: those of its loopback interface.
        """
        return [(("127.0.0.1", port), one) for port, one in self.published()] + [
            ((inside(address), port), one)
            for one in self.containers.values()
            if one.is_running
            for port in [{"postgres": 5432, "redis": 6379, "windmill": 8000}.get(one.service)]
            for name, address in one.networks.items()
            if port and name.endswith("_data")
        ]

    def published(self):
        return [
            (port, one)
            for one in self.containers.values()
            if one.is_running
            for _, port in one.ports.values()
        ]

    # Changing

    def changed(self):
        self.listen(self.reached())
        for one in self.containers.values():
            project = one.labels.get("com.docker.compose.project")
            volume = self.volumes.get(f"{project}_postgres")
            is_open = one.service == "worker" or (one.service == "windmill" and one.ports)
            if is_open and one.is_running and volume and self.is_stock(volume.data):
                self.exposed[one.id] = (one.name, one.labels.get("puerto.tenant"))

    def create(self, name, image, labels):
        if image not in self.images:
            raise Refused(f"No such image: {image}")
        other = self.named(name)
        if other:
            raise Refused(
                f'Conflict. The container name "/{name}" is already in use by container "{other.id}". '
                "You have to remove (or rename) that container to be able to reuse that name."
            )
        self.before_change(f"create {name}")
        one = Container(next(self.numbers), name, image, self.images[image], labels)
        self.containers[one.id] = one
        return one

    def start(self, one):
        if one.is_running:
            return
        if one.status == "paused":
            raise Refused("cannot start a paused container, try unpause instead")
        self.before_change(f"start {one.name}")
        taken = {
            port
            for other in self.containers.values()
            if other.holds_ports and other is not one
            for _, port in other.ports.values()
        }
        for address, port in one.ports.values():
            if port in taken:
                raise Refused(
                    f"driver failed programming external connectivity on endpoint {one.name}: Bind for "
                    f"{address}:{port} failed: port is already allocated"
                )
        for name in one.networks:
            if not self.network_named(name):
                raise Refused(f"network {name} not found")
        for source, target in one.binds:
            # As the engine does for a bind whose source is missing: it makes a folder.
            if not os.path.exists(source):
                os.makedirs(source)
            if os.path.isdir(source):
                one.status, one.exit_code = "exited", 127
                raise Refused(
                    f'error mounting "{source}" to rootfs at "{target}": not a directory: unknown'
                )
        for name in one.networks:
            one.networks[name] = self.address(self.network_named(name))
        one.status, one.exit_code = "running", 0
        one.starts += 1
        try:
            self.boot(one)
        except Refused as error:
            one.status, one.exit_code = "exited", 1
            raise Refused(f"{one.name} exits at once: {error}") from None
        self.changed()

    def address(self, network):
        """The first address of a network that no container has."""
        used = {c.networks.get(network.name) for c in self.containers.values()}
        hosts = list(ipaddress.ip_network(network.subnets[0]).hosts())[1:]
        return next(str(host) for host in hosts if str(host) not in used)

    def connect(self, one, network):
        one.networks.setdefault(network.name, self.address(network))
        self.changed()

    def boot(self, one):
        """What the program of a container does first: a server makes its data, or takes it up."""
        data = next(
            (
                self.volumes[name]
                for name, path in one.volumes
                if path in ("/var/lib/postgresql/data", "/data")
            ),
            None,
        )
        if one.service == "postgres" and data:
            if not data.data:
                password = one.file("/run/secrets/postgres_password").decode()
                data.data = {"kind": "postgres", "password": password, "rows": [], "version": 15}
        elif one.service == "redis" and data:
            if not data.data:
                data.data = {"kind": "redis", "rows": []}
            text = one.file("/run/secrets/redis.conf").decode()
            one.digests = set(re.findall(r"#([0-9a-f]{64})", text))

    def pause(self, one):
        if one.is_running:
            one.status = "paused"
            self.changed()

    def unpause(self, one):
        if one.status != "paused":
            raise Refused(f"Container {one.id} is not paused")
        self.before_change(f"unpause {one.name}")
        one.status = "running"
        self.changed()

    def stop(self, one):
        if one.holds_ports:
            self.before_change(f"stop {one.name}")
            one.status, one.exit_code = "exited", 0
            one.networks = dict.fromkeys(one.networks, "")
            self.changed()

    def remove(self, one, force=False):
        if one.holds_ports and not force:
            raise Refused(
                f"You cannot remove a {one.status} container {one.id}. Stop the container before "
                "attempting removal or force remove"
            )
        self.before_change(f"remove {one.name}")
        del self.containers[one.id]
        self.changed()

    def create_network(self, name, labels, subnets, internal, options):
        for other in self.networks.values():
            for mine, theirs in itertools.product(subnets, other.subnets):
                if ipaddress.ip_network(mine).overlaps(ipaddress.ip_network(theirs)):
                    raise Refused("Pool overlaps with other one on this address space")
        self.before_change(f"create network {name}")
        one = Network(next(self.numbers), name, labels, subnets, internal, options)
        self.networks[one.id] = one
        return one

    def remove_network(self, one):
        if any(one.name in c.networks and c.holds_ports for c in self.containers.values()):
            raise Refused(f"error while removing network: network {one.name} has active endpoints")
        self.before_change(f"remove network {one.name}")
        del self.networks[one.id]

    def create_volume(self, name, labels):
        if name not in self.volumes:
            self.before_change(f"create volume {name}")
            self.volumes[name] = Volume(next(self.numbers), name, labels)
        return self.volumes[name]

    def remove_volume(self, name):
        if name not in self.volumes:
            raise Refused(f"get {name}: no such volume")
        users = self.users(name)
        if users:
            raise Refused(f"remove {name}: volume is in use - [{users[0].id}]")
        self.before_change(f"remove volume {name}")
        del self.volumes[name]

    # What a person does with `docker … prune`

    def prune(self, what):
        with self.lock:
            if what == "containers":
                for one in [c for c in self.containers.values() if not c.holds_ports]:
                    self.remove(one)
            elif what == "networks":
                for one in list(self.networks.values()):
                    if one.labels and not any(
                        one.name in c.networks and c.holds_ports for c in self.containers.values()
                    ):
                        self.remove_network(one)
            else:
                for name in [name for name in self.volumes if not self.users(name)]:
                    self.remove_volume(name)
