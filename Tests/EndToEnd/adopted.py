"""A base system and a client that plain `docker run` has made, with the names of the agency's own fleet."""

import json
import urllib.request

from place import STRANGER
from world import STANDIN, docker, until

KINDS = ["postgres", "redis", "windmill", "worker"]


class Strange:
    """A stack that Puerto has not made: four containers on a network of their own."""

    def __init__(self, world, name, names, slot):
        self.world, self.slot = world, slot
        self.names = dict(zip(KINDS, names, strict=True))
        self.network = f"{name}_{world.place.mark}"
        self.label = f"--label={STRANGER}={world.id}"
        self.passwords = {"postgres": f"pg-{name}", "redis": f"rd-{name}"}
        docker("network", "create", self.label, self.network)
        self.run("postgres")
        self.run("redis")
        self.run("windmill")
        self.run("worker")

    def port(self, kind):
        return self.world.ports["app" if kind == "windmill" else kind] + self.slot

    def run(self, kind):
        name, secret = self.names[kind], self.passwords
        inner = {"postgres": 5432, "redis": 6379, "windmill": 8000}
        options = [self.label, "--name", name, "--network", self.network]
        options += ["--network-alias", kind, "--restart=unless-stopped"]
        if kind in inner:
            options.append(f"--publish=127.0.0.1:{self.port(kind)}:{inner[kind]}")
        address = f"--env=DATABASE_URL=postgres://postgres:{secret['postgres']}@postgres/windmill"
        own = {
            "postgres": [
                f"--env=POSTGRES_PASSWORD={secret['postgres']}",
                "--env=POSTGRES_DB=windmill",
                "puerto-e2e/postgres:15",
            ],
            "redis": [
                "puerto-e2e/redis:7",
                *["redis-server", "--protected-mode", "no", "--requirepass", secret["redis"]],
            ],
            "windmill": [address, f"{STANDIN}:1"],
            "worker": [address, "--env=MODE=worker", f"{STANDIN}:1"],
        }
        docker("run", "--detach", *options, *own[kind])

    def is_healthy(self):
        address = f"http://127.0.0.1:{self.port('windmill')}/api/health/status"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return json.load(answer)["status"] == "healthy"
        except (OSError, ValueError):
            return False

    def inspected(self):
        """All that the engine says of the containers, byte for byte."""
        return docker("inspect", *self.names.values())


def strangers(world):
    """The two stacks, healthy."""
    mark = world.place.mark
    base = [f"{kind}_dev_{mark}_main" for kind in ["postgres", "redis", "windmill"]]
    client = [f"cyn_einstein_{mark}_kids_{kind}" for kind in KINDS]
    stacks = (
        Strange(world, "dev", [*base, f"windmill_dev_{mark}_main_worker"], 0),
        Strange(world, "kids", client, 3),
    )
    for stack in stacks:
        until(stack.is_healthy, f"{stack.network} is healthy")
    return stacks
