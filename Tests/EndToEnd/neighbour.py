"""A machine beside the fleet's, in a network namespace of its own, and what a namespace reaches by TCP."""

import json
import subprocess
import sys
from pathlib import Path

from world import until

# What it tries, it tries at once: silence costs a second in all.
KNOCK = """
import json, socket, sys
from concurrent.futures import ThreadPoolExecutor
def answers(target):
    try:
        socket.create_connection(tuple(target), 1).close()
        return True
    except OSError:
        return False
targets = json.load(sys.stdin)
with ThreadPoolExecutor(64) as pool:
    print(json.dumps(list(pool.map(answers, targets))))
"""

# It listens on all addresses, IPv4 and IPv6, and says when it does.
LISTEN = """
import select, socket, sys
sockets = [socket.create_server(("::", int(port)), family=socket.AF_INET6, dualstack_ipv6=True) for port in sys.argv[1:]]
print("listening", flush=True)
while True:
    for ready in select.select(sockets, [], [])[0]:
        ready.accept()[0].close()
"""

# It sends the beginning of a connection in the name of a container, to itself through the machine,
# and connects to the container as if it answered (RFC 9293, 3.5: both ends may begin).
BORROW = """
import socket, struct, sys
theirs, port, own, gate = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
def sum16(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
ends = socket.inet_aton(theirs) + socket.inet_aton(own)
tcp = struct.pack("!HHIIBBHHH", port, 4444, 7, 0, 0x50, 2, 65000, 0, 0)
check = sum16(ends + struct.pack("!BBH", 0, 6, len(tcp)) + tcp)
tcp = tcp[:16] + struct.pack("!H", check) + tcp[18:]
head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 1, 0, 64, 6, 0) + ends
head = head[:10] + struct.pack("!H", sum16(head)) + head[12:]
link = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
link.sendto(head + tcp, ("eth0", 0x0800, 0, 0, bytes.fromhex(gate.replace(":", ""))))
# The machine has sent it on when it is here again; a machine that drops it sends nothing.
link.settimeout(1)
try:
    while True:
        packet, place = link.recvfrom(4096)
        if place[2] != socket.PACKET_OUTGOING and packet[12:16] == socket.inet_aton(theirs):
            break
except TimeoutError:
    pass
mine = socket.socket()
mine.bind((own, 4444))
mine.settimeout(3)
try:
    mine.connect((theirs, port))
    print("connected")
except OSError as error:
    print(error)
"""

HERE, THERE = "198.51.100.1", "198.51.100.2"
HERE6, THERE6 = "fd00:b0b::1", "fd00:b0b::2"
CLOUD, CLOUD6 = "169.254.169.254", "fd00:ec2::254"


def within(net, *words):
    return ["nsenter", f"--net={net}", *map(str, words)]


def run(net, *words):
    subprocess.run(within(net, *words), check=True, capture_output=True)


def reached(net, targets):
    """Those of some addresses and ports that take a connection from inside a network namespace."""
    done = subprocess.run(
        within(net, sys.executable, "-c", KNOCK),
        input=json.dumps(targets),
        capture_output=True,
        text=True,
        check=True,
    )
    return {target for target, answer in zip(targets, json.loads(done.stdout)) if answer}


class Listening:
    def __init__(self, net, ports):
        self.process = subprocess.Popen(
            within(net, sys.executable, "-c", LISTEN, *ports), stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout.readline() == "listening\n"

    def end(self):
        self.process.kill()
        self.process.wait()


class Neighbour:
    """It has a route to the range of the fleet, and it is what a cloud gives credentials from."""

    def __init__(self, machine, name, fleet):
        self.machine, self.name, self.net = machine, name, f"/run/netns/{name}"
        subprocess.run(["ip", "netns", "add", name], check=True)
        pair = ["link", "add", "beside0", "type", "veth", "peer", "name", "eth0", "netns", name]
        run(machine, "ip", *pair)
        for net, device, addresses in [
            (machine, "beside0", [f"{HERE}/24", f"{HERE6}/64"]),
            (self.net, "eth0", [f"{THERE}/24", f"{THERE6}/64", f"{CLOUD}/32", f"{CLOUD6}/128"]),
        ]:
            run(net, "sysctl", "-q", "-w", "net.ipv6.conf.all.disable_ipv6=0")
            run(net, "ip", "link", "set", "lo", "up")
            run(net, "ip", "link", "set", device, "up")
            for address in addresses:
                nodad = ["nodad"] if ":" in address else []
                run(net, "ip", "address", "add", address, "dev", device, *nodad)
        run(machine, "sysctl", "-q", "-w", "net.ipv6.conf.all.forwarding=1")
        run(machine, "ip", "route", "add", f"{CLOUD}/32", "via", THERE)
        run(machine, "ip", "route", "add", f"{CLOUD6}/128", "via", THERE6)
        run(self.net, "ip", "route", "add", fleet, "via", HERE)
        run(self.net, "ip", "route", "add", "fd00:c::/32", "via", HERE6)
        self.listening = Listening(self.net, [53, 80])

    def borrows(self, address, port):
        """Tells whether it connects to a container by sending packets in the container's name."""
        silent = "table ip silent { chain in { type filter hook input priority 0; "
        silent += "tcp dport 4444 tcp flags & (syn | ack) == syn drop; }; }"
        run(self.net, "nft", silent)
        gate = subprocess.run(
            within(self.machine, "ip", "-json", "link", "show", "beside0"),
            capture_output=True,
            text=True,
            check=True,
        )
        words = [address, port, THERE, json.loads(gate.stdout)[0]["address"]]
        try:
            done = subprocess.run(
                within(self.net, sys.executable, "-c", BORROW, *words),
                capture_output=True,
                text=True,
                check=True,
            )
        finally:
            run(self.net, "nft", "delete table ip silent")
        return done.stdout == "connected\n"

    def close(self):
        self.listening.end()
        subprocess.run(["ip", "netns", "delete", self.name], check=False)


class Inside:
    """A container's network namespace, by the engine's word."""

    def __init__(self, daemon, name):
        found = json.loads(daemon.docker("inspect", name).stdout)[0]
        self.net = f"/proc/{found['State']['Pid']}/ns/net"
        self.networks = {
            network.rsplit("_", 1)[1]: (one["IPAddress"], one["Gateway"], one["MacAddress"])
            for network, one in found["NetworkSettings"]["Networks"].items()
        }

    def address(self, network):
        return self.networks[network][0]

    def join6(self, machine, network, bridge, prefix):
        """Gives it IPv6 as an engine does that was told to; returns its address."""
        links = subprocess.run(
            within(self.net, "ip", "-json", "link"), capture_output=True, text=True, check=True
        )
        mac = self.networks[network][2]
        (device,) = [one["ifname"] for one in json.loads(links.stdout) if one["address"] == mac]
        run(machine, "sysctl", "-q", "-w", f"net.ipv6.conf.{bridge}.disable_ipv6=0")
        run(machine, "ip", "address", "replace", f"{prefix}::1/64", "dev", bridge, "nodad")
        run(self.net, "sysctl", "-q", "-w", f"net.ipv6.conf.{device}.disable_ipv6=0")
        run(self.net, "ip", "address", "add", f"{prefix}::2/64", "dev", device, "nodad")
        run(self.net, "ip", "-6", "route", "add", "default", "via", f"{prefix}::1")
        return f"{prefix}::2"


class Firewall:
    """The packet filter of a workspace, as its operator's root installs and removes it."""

    def __init__(self, world, net):
        self.world, self.net = world, net
        self.tag = world.id[:8]
        self.table = f"puerto_{self.tag}"
        self.program = f"/etc/puerto/firewall-{self.tag}.sh"
        self.mark = Path(f"/run/puerto/firewall/{self.tag}")

    def install(self):
        return self.script(self.world.puerto("config", "firewall"))

    def remove(self):
        return self.script(self.world.puerto("config", "firewall", "--remove"))

    def script(self, text):
        """Runs one of the scripts in the fleet's network. It finds no systemd, whose units would be the machine's."""
        hidden = "! test -d /run/systemd || mount -t tmpfs none /run/systemd; exec sh -s"
        return subprocess.run(
            within(self.net, "unshare", "--mount", "sh", "-c", hidden),
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )

    def look(self):
        """What the timer does each minute."""
        return subprocess.run(within(self.net, self.program), capture_output=True, text=True)

    def nft(self, *words):
        done = subprocess.run(
            within(self.net, "nft", *words), capture_output=True, text=True, check=True
        )
        return done.stdout

    def is_there(self):
        return f"table inet {self.table}\n" in self.nft("list", "tables")


def settled(net, targets):
    """Waits until IPv6 has found its neighbours, so that silence means something."""
    until(lambda: reached(net, targets) == set(targets), f"{targets} answer", pause=0.2)
