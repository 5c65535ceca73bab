"""Two hundred requests in flight: none is lost, done twice or an error."""

import asyncio
import itertools
import json
import os
import random
import time

import pytest

from hook import JSON, Colleague
from processes import Watch
from served import Lighttpd, Workspace

pytestmark = pytest.mark.check("two hundred in flight", server="lighttpd")
SECONDS = float(os.environ.get("PUERTO_LOAD_SECONDS", "15"))
IN_FLIGHT, CLIENTS = 200, 120
# Each asks for no more builds than a session may within ten minutes, however fast the machine is.
OPERATORS, BUILDS = round(2 * SECONDS), 15
# The number of each kind: most requests of a portal only read.
KINDS = {"status": 30, "page": 30, "build": 15, "act": 15, "claim": 10}


@pytest.fixture(scope="module")
def server():
    workspace = Workspace()
    fleet = workspace.top / "fleet.yaml"
    fleet.write_text(
        workspace.puerto("export")
        + "".join(
            f"  - {{slug: load-{number}, name: Load {number}, kind: client, host: local}}\n"
            for number in range(CLIENTS)
        )
    )
    workspace.puerto("import", "--yes", str(fleet))
    workspace.puerto("build")
    running = Lighttpd(workspace)
    yield running
    running.stop()


class Operator(Colleague):
    def __init__(self, server, number):
        super().__init__(server, f"load-{number}")
        self.usual = [("Connection", "close"), *self.usual]
        self.change = [*self.usual, ("Origin", self.origin), ("X-CSRF-Token", self.csrf)]


class Load:
    def __init__(self, server):
        self.server = server
        self.operators = [Operator(server, number) for number in range(OPERATORS)]
        self.answers, self.numbers, self.random = [], itertools.count(), random.Random(7)

    def request(self, kind):
        """What is sent, and what it is about."""
        number = next(self.numbers)
        operator = self.operators[number % OPERATORS]
        if kind == "status":
            slug = f"load-{self.random.randrange(CLIENTS)}"
            path = self.random.choice(
                [
                    "/hook/session",
                    f"/hook/tenants/{slug}",
                    f"/hook/jobs?tenant={slug}",
                    "/hook/jobs",
                ]
            )
            return self.text("GET", path, operator.usual), path
        if kind == "page":
            return self.text(
                "GET",
                f"/portal/clients/load-{self.random.randrange(CLIENTS)}.html",
                operator.usual,
            ), None
        if kind == "build":
            # Each key comes twice, somewhere.
            place = number // 2 if self.random.random() < 0.5 else self.random.randrange(number + 1)
            place %= OPERATORS * BUILDS
            # A key is the operator's own.
            operator = self.operators[place % OPERATORS]
            key = f"build-{place}"
            return self.text(
                "POST",
                "/hook/build",
                [*operator.change, ("Idempotency-Key", key), ("Content-Length", 0)],
            ), key
        if kind == "act":
            slug = f"load-{self.random.randrange(CLIENTS)}"
            return self.text(
                "POST", f"/hook/tenants/{slug}/actions/provision", operator.change, {}
            ), slug
        question = {"id": f"{number:021}A", "token": "A" * 43}
        return self.text("POST", "/hook/claim", operator.usual, question), None

    def text(self, method, path, fields, content=None):
        body = b""
        if content is not None:
            body = json.dumps(content).encode()
            fields = [*fields, JSON, ("Content-Length", len(body))]
        return (
            self.server.client.text(method, path, fields).replace(b"Connection: close\r\n", b"", 1)
            + body
        )

    async def one(self, kind):
        data, about = self.request(kind)
        begun = time.monotonic()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.workspace.port)
        writer.write(data)
        raw = await asyncio.wait_for(reader.read(-1), 60)
        writer.close()
        head, _, body = raw.partition(b"\r\n\r\n")
        status = int(head.split()[1]) if head else 0
        job = json.loads(body)["job"]["id"] if status == 202 else None
        self.answers.append((kind, status, about, job, time.monotonic() - begun))

    async def go_on(self, end):
        while time.monotonic() < end:
            await self.one(self.random.choices(list(KINDS), KINDS.values())[0])

    async def run(self):
        end = time.monotonic() + SECONDS
        await asyncio.gather(*(self.go_on(end) for _ in range(IN_FLIGHT)))


@pytest.fixture(scope="module")
def load(server):
    made = Load(server)
    with Watch(server.workspace, 0.2) as made.watch:
        begun = time.monotonic()
        asyncio.run(made.run())
        made.seconds = time.monotonic() - begun
    print("\n".join(figures(made)))
    return made


def figures(load):
    yield f"{len(load.answers)} requests in {load.seconds:.1f} s, {len(load.answers) / load.seconds:.0f} a second"
    for kind in KINDS:
        times = sorted(answer[4] for answer in load.answers if answer[0] == kind)
        codes = [answer[1] for answer in load.answers if answer[0] == kind]
        counts = {code: codes.count(code) for code in sorted(set(codes))}
        yield (
            f"  {kind:6} {counts}, median {times[len(times) // 2]:.2f} s, "
            f"99 of 100 in {times[len(times) * 99 // 100]:.2f} s, all in {times[-1]:.2f} s"
        )
    watch = load.watch
    for name, sizes in [("puerto-cgi", watch.hook), ("the broker", watch.broker)]:
        yield (
            f"  {name}: {sizes.count} at once, {sizes.peak:.0f} MB the largest, "
            f"{sizes.sum:.0f} MB together"
        )


def test_nothing_is_an_error(load):
    wanted = {"status": {200}, "page": {200}, "build": {202}, "act": {202, 409}, "claim": {404}}
    wrong = [answer for answer in load.answers if answer[1] not in wanted[answer[0]]]
    assert not wrong, (len(wrong), wrong[:5], *figures(load), load.server.log()[-1000:])
    assert len(load.answers) > SECONDS * 10, [*figures(load)]


def test_no_job_is_lost(load):
    told = {answer[3] for answer in load.answers if answer[1] == 202}
    assert told and told <= set(load.server.workspace.records.jobs())


def test_no_job_is_there_twice(load):
    by_key = {}
    for kind, status, about, job, _ in load.answers:
        if kind == "build" and status == 202:
            by_key.setdefault(about, set()).add(job)
    assert any(True for _ in by_key) and all(len(jobs) == 1 for jobs in by_key.values())
    assert len(load.server.workspace.records.jobs(action="build")) == len(by_key)
    for slug in {answer[2] for answer in load.answers if answer[0] == "act"}:
        assert sum(answer[1] == 202 for answer in load.answers if answer[2] == slug) == 1
    records = load.server.workspace.records
    assert (
        records.all(
            "SELECT tenant FROM job WHERE action = 'provision' GROUP BY tenant HAVING count(*) <> 1"
        )
        == []
    )
    assert load.server.workspace.puerto("audit", "verify")


def test_a_process_of_the_hooks_is_small(load):
    assert 0 < load.watch.hook.peak <= 50, [*figures(load)]


def test_there_is_one_broker_and_it_stays_small(load):
    # One login has taken its 128 MiB before.
    assert load.watch.broker.count == 1 and load.watch.broker.peak <= 250, [*figures(load)]
