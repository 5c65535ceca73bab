"""What other machines reach of clients' containers, and those of this machine, with the packet filter and without.

It is measured from network namespaces: a neighbour's with a route to the fleet, and the containers' own.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import time

import pytest
from neighbour import CLOUD, CLOUD6, HERE, HERE6, THERE, THERE6, Firewall, Inside, Listening
from neighbour import Neighbour, reached, run, settled
from ownengine import OwnWorld, daemon  # noqa: F401
from world import command, container

SERVICES = {"windmill": ("edge", 8000), "postgres": ("door", 5432), "redis": ("door", 6379)}
# The base system's port, a program that others should not see, and what the table lets through.
SHUT, OPEN = [8000, 22, 5432], [53, 80, 443]
INNER = 8081


class Scene:
    def __init__(self, daemon, folder):  # noqa: F811
        self.closing = []
        self.daemon, self.machine = daemon, f"/run/netns/{daemon.name}"
        self.world = OwnWorld(folder, daemon)
        self.closing.append(self.world.close)
        fleet = f"10.{self.world.place.net}.0.0/16"
        self.neighbour = Neighbour(self.machine, f"{daemon.name}-beside", fleet)
        self.closing.append(self.neighbour.close)
        self.clients = [self.world.ready("one"), self.world.ready("two")]
        self.firewall = Firewall(self.world, self.machine)
        self.closing.append(self.firewall.remove)
        self.listen(self.machine, SHUT + OPEN)
        # Each client's worker has IPv6 too, as where the engine was told to give it.
        self.six = {}
        for number, slug in enumerate(self.clients):
            worker = self.inside(slug, "windmill_worker")
            bridge = f"pt{self.world.id[:8]}e{self.world.slot(slug)}"
            self.six[slug] = worker.join6(self.machine, "edge", bridge, f"fd00:c:0:{number}")
            self.listen(worker.net, [INNER])
            settled(self.machine, [(self.six[slug], INNER)])

    def listen(self, net, ports):
        self.closing.append(Listening(net, ports).end)

    def inside(self, slug, service):
        return Inside(self.daemon, container(slug, service))

    def services(self, slug):
        """The addresses of a client's services, on the networks through which they are published."""
        return [
            (self.inside(slug, service).address(network), port)
            for service, (network, port) in SERVICES.items()
        ]

    def close(self):
        for close in reversed(self.closing):
            close()


@pytest.fixture(scope="module")
def scene(daemon, tmp_path_factory):  # noqa: F811
    if not shutil.which("nft"):
        pytest.skip("there is no nft")
    made = Scene.__new__(Scene)
    try:
        made.__init__(daemon, tmp_path_factory.mktemp("beside"))
        yield made
    finally:
        made.close()


@pytest.fixture
def on(scene):
    scene.firewall.install()
    return scene


@pytest.fixture
def off(scene):
    if scene.firewall.is_there():
        scene.firewall.remove()
    return scene


def outside(scene):
    """What a neighbour may try: every service's own address, also by IPv6, and the bridges of this machine."""
    found = []
    for slug in scene.clients:
        found += scene.services(slug) + [(scene.six[slug], INNER)]
        for network, (_, gateway, _) in scene.inside(slug, "windmill_worker").networks.items():
            found += [(gateway, port) for port in SHUT if gateway]
    return found


def forwards(scene):
    """Docker before 28 forwards to what is published, from wherever it comes."""
    version = scene.daemon.docker("version", "--format", "{{.Server.Version}}").stdout
    return int(version.split(".")[0]) < 28


def test_without_the_table_a_neighbour_reaches_containers_and_with_it_none(off):
    scene = off
    published = [one for slug in scene.clients for one in scene.services(slug)]
    found = reached(scene.neighbour.net, outside(scene))
    if forwards(scene):
        assert found >= set(published)
    assert found >= {(scene.six[slug], INNER) for slug in scene.clients}
    scene.firewall.install()
    assert reached(scene.neighbour.net, outside(scene)) == set()
    # The machine itself reaches all of it, and what stays within a stack does too.
    assert reached(scene.machine, published) == set(published)
    for slug in scene.clients:
        for kind in scene.world.ports:
            assert reached(scene.machine, [("127.0.0.1", scene.world.port(slug, kind))])
        worker = scene.inside(slug, "windmill_worker")
        data = (scene.inside(slug, "postgres").address("data"), 5432)
        assert reached(worker.net, [data, (THERE, 80)]) == {data, (THERE, 80)}
        assert "healthy" in scene.world.puerto("probe", slug)
        # IPv6 finds its neighbours anew, on both sides of the bridge.
        for net in [scene.machine, worker.net]:
            run(net, "ip", "-6", "neighbour", "flush", "all")
        assert reached(worker.net, [(THERE6, 80)])
        assert reached(scene.machine, [(scene.six[slug], INNER)])


def addresses(scene, inside):
    """The addresses of the machine as a container knows them."""
    gateways = [gateway for _, gateway, _ in inside.networks.values() if gateway]
    return [*gateways, HERE]


def test_without_the_table_containers_reach_the_machine(off):
    worker = off.inside(off.clients[0], "windmill_worker")
    targets = [(host, port) for host in addresses(off, worker) for port in SHUT + OPEN]
    assert reached(worker.net, targets) == set(targets)
    assert reached(worker.net, [(HERE6, 22), (CLOUD, 80), (CLOUD6, 80)]) == {
        (HERE6, 22),
        (CLOUD, 80),
        (CLOUD6, 80),
    }


@pytest.mark.parametrize("service", ["windmill", "windmill_worker", "postgres", "redis"])
def test_with_the_table_containers_reach_of_the_machine_what_it_names(on, service):
    inside = on.inside(on.clients[0], service)
    hosts = addresses(on, inside)
    targets = [(host, port) for host in hosts for port in SHUT + OPEN]
    targets += [(host, port) for host in [HERE6, "fd00:c::1"] for port in SHUT + OPEN]
    found = reached(inside.net, targets)
    if "edge" not in inside.networks:
        assert found == set()
        return
    assert {port for _, port in found} == set(OPEN)
    assert found >= {(HERE, port) for port in OPEN}


@pytest.mark.parametrize("service", ["windmill_worker", "postgres"])
def test_with_the_table_no_container_asks_a_cloud_for_credentials(on, service):
    inside = on.inside(on.clients[0], service)
    # Some clouds answer names there.
    names = {(CLOUD, 53)} if "edge" in inside.networks else set()
    assert reached(inside.net, [(CLOUD, 80), (CLOUD, 53), (CLOUD6, 80)]) == names


def test_with_the_table_clients_are_apart_also_where_the_engines_rules_are_gone(on):
    one, other = on.clients
    targets = [*on.services(other), (on.six[other], INNER)]
    targets += [(on.inside(other, "postgres").address("data"), 5432)]
    run(on.machine, "iptables", "-F")
    run(on.machine, "iptables", "-P", "FORWARD", "ACCEPT")
    try:
        for service in ["windmill_worker", "postgres"]:
            inside = on.inside(one, service)
            own = (on.inside(one, "redis").address("data"), 6379)
            assert reached(inside.net, [*targets, own]) == {own}
        # The knocks of `doctor` agree.
        assert "firewall rules are gone" not in on.world.run("doctor", "--skip-pages").stdout
        # Where the engine's rules are gone a neighbour could begin in a container's name.
        run(on.machine, "iptables", "-t", "nat", "-F")
        application = (on.inside(one, "windmill").address("edge"), 8000)
        assert reached(on.neighbour.net, [application]) == set()
        assert not on.neighbour.borrows(*application)
        on.firewall.remove()
        assert reached(on.neighbour.net, [application]) == {application}
        assert on.neighbour.borrows(*application)
    finally:
        on.daemon.end()
        on.daemon.start()


def test_the_mark_is_there_for_as_long_as_the_table_is_the_printed_one(on):
    firewall = on.firewall
    assert firewall.mark.read_text().startswith(f"range 10.{on.world.place.net}.0.0/16\ndigest ")
    status = firewall.mark.stat()
    assert (status.st_uid, status.st_mode & 0o777) == (0, 0o644)
    assert (firewall.look().returncode, firewall.look().stdout) == (0, "")
    for harm in [
        # A flush of all tables would take the engine's too.
        ["delete", "table", "inet", firewall.table],
        ["insert", "rule", "inet", firewall.table, "inside", "accept"],
        ["delete", "chain", "inet", firewall.table, "forwarded"],
    ]:
        firewall.nft(*harm)
        assert "applied" in firewall.look().stdout, harm
        assert reached(on.neighbour.net, outside(on)) == set()
    # A table that cannot be applied leaves no mark.
    rules = f"/etc/puerto/firewall-{firewall.tag}.nft"
    with open(rules, "a") as file:
        file.write("nonsense\n")
    assert firewall.look().returncode != 0
    assert not firewall.mark.exists()
    assert firewall.install().stderr.startswith("there is no systemd: run /etc/puerto/")
    assert firewall.mark.exists()


def test_a_new_client_waits_for_the_table_and_the_errors_way_on_holds(off):
    world, slug = off.world, off.world.client("three")
    world.configure("firewall: off", "firewall: required")
    try:
        error = world.refused("provision", slug)
        assert "no firewall keeps them away" in error or "is not there" in error
        assert world.status(slug) == "draft"
        # Clients that run are found too; they are not stopped.
        assert "no firewall keeps them away" in world.run("doctor", "--skip-pages").stdout
        followed(off, re.search(r"\((.*) installs one", error)[1])
        world.puerto("provision", slug)
        assert world.run("doctor", "--skip-pages").returncode == 0
        # A mark that nobody renews is not believed for long.
        world.puerto("suspend", slug, "--reason", "a test's")
        old = time.time() - 200
        os.utime(off.firewall.mark, (old, old))
        assert "the firewall was seen last 20" in world.refused("resume", slug)
        world.puerto("reconcile", off.clients[0])
        assert "careful: " in world.puerto("reconcile", off.clients[0], "--dry-run")
        assert off.firewall.look().returncode == 0
        world.puerto("resume", slug)
        # Neither is another range's, nor anybody's but root's.
        os.chown(off.firewall.mark, 65534, -1)
        assert "is not root's alone" in world.run("doctor", "--skip-pages").stdout
    finally:
        world.configure("firewall: required", "firewall: off")
        world.puerto("archive", slug, "--reason", "a test's")


def followed(scene, hint):
    """Does what an error says, as root already and with the program of this test for `puerto`."""
    words = shlex.join([command(), "config", "firewall", "--workspace", str(scene.world.folder)])
    assert hint == "puerto config firewall > firewall.sh && sudo sh firewall.sh"
    hint = hint.replace("puerto config firewall", words).replace("sudo ", "")
    scene.firewall.script(f"cd {shlex.quote(str(scene.world.folder))} && {hint}")


def test_a_table_that_does_not_hold_is_found_by_knocking(on):
    assert on.world.run("doctor", "--skip-pages").returncode == 0
    on.firewall.nft("insert", "rule", "inet", on.firewall.table, "inside", "accept")
    said = on.world.run("doctor", "--skip-pages")
    assert "the firewall does not hold" in said.stdout, said
    assert "applied" in on.firewall.look().stdout
    assert on.world.run("doctor", "--skip-pages").returncode == 0


def test_a_port_that_a_client_reaches_at_another_address_is_found(on):
    """The gateway is kept away, and another address of this machine is not."""
    assert on.world.run("doctor", "--skip-pages").returncode == 0
    rule = ["inside", "ip", "daddr", HERE, "accept"]
    on.firewall.nft("insert", "rule", "inet", on.firewall.table, *rule)
    said = on.world.run("doctor", "--skip-pages")
    assert f"of this machine at {HERE}: the firewall does not hold" in said.stdout, said
    assert "applied" in on.firewall.look().stdout
    assert on.world.run("doctor", "--skip-pages").returncode == 0


def blind(scene):
    """What doctor says where it may not enter containers' networks (capabilities(7))."""
    less = ["setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin", command(), "doctor"]
    words = [*less, "--skip-pages", "--json", "--workspace", str(scene.world.folder)]
    return subprocess.run(
        scene.daemon.inside(*words),
        env={**os.environ, **scene.world.environment},
        capture_output=True,
        text=True,
    )


def test_doctor_says_what_it_did_not_look_at(on):
    """Neither fine nor different; the command that it names looks."""
    assert on.world.run("doctor", "--skip-pages").returncode == 0
    said = blind(on)
    assert said.returncode == 3, said
    parts = [one for one in json.loads(said.stdout) if one["state"] != "fine"]
    assert {one["state"] for one in parts} == {"not_looked_at"}
    assert [one["found"] for one in parts] == [
        "whether clients reach each other: only root may enter their networks",
        "whether clients reach this machine's own ports: only root may enter their networks",
    ]
    hint = f"sudo {os.path.realpath(command())} doctor --workspace {on.world.folder}"
    assert {one["mend"] for one in parts} == {hint}
    words = shlex.split(hint)[2:]
    assert on.world.run(*words, here=False).returncode in (0, 1)


def test_doctor_says_what_it_means_to_do_without(off):
    said = off.world.run("doctor", "--skip-pages")
    assert said.returncode == 0
    if forwards(off):
        assert "which engine.firewall in puerto.yaml accepts" in said.stderr
    assert "other machines and clients' containers reach what listens" in said.stderr
    off.firewall.install()
    assert "engine.firewall" not in off.world.run("doctor", "--skip-pages").stderr


def test_doctor_names_what_listens_on_all_addresses_the_base_systems_first(on):
    base = on.world.ports["app"]
    listening = Listening(on.machine, [base])
    try:
        said = on.world.run("doctor", "--skip-pages").stderr
    finally:
        listening.end()
    assert (
        f"other machines reach what listens on all addresses here, ports {base} (the base" in said
    )


def test_to_remove_it_leaves_nothing(on):
    firewall = on.firewall
    firewall.nft("add", "table", "inet", "others")
    firewall.remove()
    assert not firewall.is_there() and not firewall.mark.exists()
    left = [name for name in os.listdir("/etc/puerto") if firewall.tag in name]
    assert left == []
    # Others' tables are theirs.
    assert "table inet others" in firewall.nft("list", "tables")
