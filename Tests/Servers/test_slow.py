"""Requests that are sent by half, or a byte a second, end, and keep nobody from being answered.

All servers are attacked at once, with the time limits that are printed: 10 to 20 s.
"""

import contextlib
import os
import socket
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

import served
from hook import Browser
from served import until
from slow import Halves

pytestmark = pytest.mark.check("half-sent requests")
KINDS = [served.Lighttpd, served.Nginx, served.Apache, served.Caddy, served.Serve]
SHAPES = ["half a head", "half a body", "slow head", "slow body"]
# Seconds: the longest limit is Apache's, 20 s for a head that goes on.
LONGEST = 25
# Apache keeps the children that it has started, of which its file allows four, beside its first
# process and the one that runs programs.
MOST = {"apache": 6}


@pytest.fixture(scope="module")
def servers():
    with ThreadPoolExecutor() as pool, contextlib.ExitStack() as stops:
        begun = {kind: pool.submit(kind) for kind in KINDS}
        wait(begun.values())
        for server in begun.values():
            if not server.exception():
                stops.callback(server.result().stop)
        yield {kind: server.result() for kind, server in begun.items()}


@pytest.fixture(scope="module")
def before(servers):
    """What the servers have before anything is sent: the first answer starts what it needs."""
    return {
        server.name: (
            connections(server),
            max(len(list(members(server))), MOST.get(server.name, 0)),
        )
        for server in servers.values()
    }


@pytest.fixture(scope="module")
def halves(servers, before):
    with Halves(servers.values()) as made:
        yield made


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__.lower())
def server(request, servers):
    return servers[request.param]


def members(server):
    """The processes of a server: each program that it was started as has a session of its own."""
    sessions = {process.pid for process in server.processes}
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                fields = (process / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) in sessions and fields[0] != "Z":
                yield process


def hooks(server):
    """The processes of the hook."""
    found = []
    for process in members(server):
        try:
            if os.readlink(process / "exe") == str(served.CGI):
                found.append(process.name)
        except OSError:
            continue
    return found


def connections(server):
    """How many connections to its port a server has open (proc(5): state 01 to 08, no listener)."""
    port = f":{server.client.port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    words = [line.split() for line in lines]
    # One that is closed on both sides waits in the kernel (06), and no process has it.
    return sum(word[1].endswith(port) and word[3] not in ("0A", "06") for word in words)


@pytest.mark.parametrize("way", ["page", "login"])
def test_beside_a_hundred_everybody_is_answered(server, halves, way):
    """Nobody waits until the halves are given up; a busy machine may be slow in two tries of three."""
    taken = []
    for _ in range(3):
        if way == "page":
            answer = server.client.get(f"{server.hook}/login", patience=60)
            assert answer.status == 200, answer
        else:
            browser = Browser(server, address="127.0.5.1")
            answer = server.client.get(f"{server.portal}/index.html", browser.usual, patience=60)
            assert answer.status == 200 and b"</html>" in answer.body, answer
        taken.append(answer.seconds)
    assert min(taken) < 5, taken


@pytest.mark.parametrize("shape", SHAPES)
def test_a_half_sent_request_ends(server, halves, shape):
    server.needs(shape)
    ends(server, shape, halves)


@pytest.mark.parametrize("server", [served.Serve], indirect=True, ids=["serve"])
def test_a_body_that_no_page_takes_ends(server, halves):
    """The other servers read every body alike."""
    ends(server, "slow page body", halves)


def ends(server, shape, halves):
    mine = halves.of(server, shape)
    assert mine
    until(lambda: all(half.ended for half in mine), f"{server.name} ends a {shape}", LONGEST)
    print(f"\n{server.name}: {shape} ends after {max(half.seconds for half in mine):.0f} s")


def test_nothing_of_them_is_left(server, servers, halves, before):
    """What a server does not end by itself ends with its client."""
    for half in halves.all[server.name]:
        if half.shape in server.cannot:
            # The thread that reads it closes it.
            half.connection.shutdown(socket.SHUT_RDWR)
    most, processes = before[server.name]
    until(lambda: connections(server) <= most, f"{server.name} has closed all")
    until(lambda: not hooks(server), f"{server.name} has no process of the hook any more")
    until(lambda: len(list(members(server))) <= processes, f"{server.name} has {processes} again")
    assert all(process.poll() is None for process in server.processes), server.log()
    assert server.client.get(f"{server.hook}/health").status == 200
