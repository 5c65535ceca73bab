"""The broker's life: killed and started again, its end, and what it holds meanwhile."""

import contextlib
import fcntl
import itertools
import os
import signal
import sqlite3
import struct
import subprocess
import threading
import time
from pathlib import Path

import pytest

from broker import connection
from brokered import health, server, workspace  # noqa: F401
from codes import unb64
from hook import PASSWORD, Browser, Caller, Colleague, value
from processes import Watch
from served import Client, Serve, Workspace, until
from test_program import USUAL, run
from wire import Reply, Wire, answer, framed, numbers, request

pytestmark = pytest.mark.check("the broker's life", server="lighttpd")


# --- killed and started again


class Asking(threading.Thread):
    """A browser that asks for builds; each until it has one, with the same idempotency key."""

    numbers = itertools.count()

    def __init__(self, browsers, ends):
        super().__init__(daemon=True)
        self.browsers, self.ends = browsers, ends
        self.statuses, self.jobs = [], {}

    def run(self):
        while not self.ends.is_set():
            number = next(self.numbers)
            browser = self.browsers[number % len(self.browsers)]
            key = f"{browser.name}:once-{number}"
            while key not in self.jobs and len(self.statuses) < 10_000:
                answer = browser.act("/build", None, ("Idempotency-Key", f"once-{number}"))
                self.statuses.append(answer.status)
                if answer.status == 202:
                    self.jobs[key] = value(answer)["job"]["id"]


def test_browsers_ask_again_while_the_broker_is_killed(server, workspace):
    ana, ends = Browser(server), threading.Event()
    # No session asks for more than twenty builds within ten minutes.
    owners = [Colleague(server, f"owner-{number}") for number in range(60)]
    browsers = [Asking(owners, ends) for _ in range(4)]
    for browser in browsers:
        browser.start()
    for _ in range(6):
        done = sum(len(browser.jobs) for browser in browsers)
        workspace.broker.kill()
        failed = sum(browser.statuses.count(503) for browser in browsers)
        until(lambda: sum(b.statuses.count(503) for b in browsers) > failed, "a request gets 503")
        workspace.broker.start()
        until(lambda: sum(len(b.jobs) for b in browsers) > done + 4, "requests work again")
    ends.set()
    for browser in browsers:
        browser.join(60)
    assert {status for browser in browsers for status in browser.statuses} == {202, 503}
    jobs = {key: job for browser in browsers for key, job in browser.jobs.items()}
    rows = workspace.records.all("SELECT idempotency_key, id FROM job WHERE action = 'build'")
    assert sorted(rows) == sorted((f"web:{key}", job) for key, job in jobs.items())
    assert workspace.puerto("audit", "verify") and ana.reads() == 200


def test_a_claim_is_read_once_at_most_wherever_the_broker_is_killed(server, workspace):
    for pause in [0, 0.002, 0.005, 0.01, 0.02, 0.05]:
        link, answers = workspace.link(), []
        claim = threading.Thread(
            target=lambda: answers.append(Caller(server).json("/claim", link.question))
        )
        claim.start()
        # No condition tells how far the broker is: the moments are what is tried here.
        time.sleep(pause)
        workspace.broker.kill()
        workspace.broker.start()
        claim.join(30)
        first, second = answers[0].status, Caller(server).json("/claim", link.question).status
        assert first in (200, 404, 503) and second in (200, 404), (first, second)
        assert [first, second].count(200) <= 1
        assert Caller(server).json("/claim", link.question).status in (404, 429)
    assert workspace.puerto("audit", "verify")


def test_serve_finds_the_broker_again(workspace):
    own = Workspace()
    with contextlib.closing(contextlib.ExitStack()) as stack:
        running = Serve(own)
        stack.callback(running.stop)
        assert own.broker.stop() == 0
        assert Caller(running).get("/health").status == 503
        own.broker.start()
        assert Caller(running).get("/health").status == 200


def test_the_operators_own_serve_has_the_broker_inside(workspace):
    own = Workspace()
    serve = own.start("serve", "--port", str(own.port), stdout=subprocess.PIPE)
    try:
        asker = Client(own.port)
        assert any(line.startswith(b"http://") for line in serve.stdout)
        assert asker.get("/hook/health").status == 200 and not own.broker.socket.exists()
        serve.terminate()
        assert serve.wait(20) == 0
    finally:
        serve.kill()
        own.remove()


# --- its end


@contextlib.contextmanager
def locked(workspace):
    """Keeps the records from being written."""
    records = sqlite3.connect(workspace.folder / "puerto.db", isolation_level=None)
    records.execute("BEGIN IMMEDIATE")
    try:
        yield records
    finally:
        if records.in_transaction:
            records.execute("ROLLBACK")
        records.close()


def claim_frame(link):
    content = {
        "id": list(unb64(link.id)),
        "token": list(unb64(link.token)),
        "network": "198.51.100.99",
    }
    return framed(request("claim", None, content))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_the_end_waits_for_what_is_being_asked(workspace, number):
    broker, link = workspace.broker, workspace.link()
    with connection(workspace.folder) as asking:
        with locked(workspace):
            asking.sendall(claim_frame(link))
            # The request is on its way once nothing of it waits in the socket.
            until(lambda: not waits_in_socket(asking), "the request was taken")
            broker.process.send_signal(number)
            until(lambda: not is_pending(broker.process.pid, number), "the broker has heard")
            assert broker.process.poll() is None
        reply = Reply(answer(asking))
    assert reply.value and reply.value["sealed"]["ciphertext"], reply
    assert broker.process.wait(20) == 0 and not broker.socket.exists()
    broker.process = None


def waits_in_socket(made):
    """Whether bytes that were sent were not read yet (SIOCOUTQ)."""
    return struct.unpack("i", fcntl.ioctl(made, 0x5411, bytes(4)))[0]


def is_pending(process, number):
    """Whether a process has not taken a signal yet."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    masks = [int(line.split()[1], 16) for line in lines if line.startswith(("SigPnd", "ShdPnd"))]
    return any(mask >> (number - 1) & 1 for mask in masks)


def test_a_broker_that_listens_hears_its_end_at_once(workspace):
    for _ in range(20):
        assert workspace.broker.stop() == 0 and not workspace.broker.socket.exists()
        workspace.broker.start()


def test_connections_that_wait_do_not_delay_the_end(workspace):
    with contextlib.ExitStack() as stack:
        made = [stack.enter_context(connection(workspace.folder)) for _ in range(100)]
        for one in made[:50]:
            one.sendall(b"\0\0")
        begun = time.monotonic()
        assert workspace.broker.stop() == 0
        assert time.monotonic() - begun < 30


def test_a_broker_that_hangs_is_told_after_a_while(workspace):
    """Also when more callers wait than its socket lets wait."""
    broker = workspace.broker
    broker.process.send_signal(signal.SIGSTOP)
    try:
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(TimeoutError):
                for _ in range(400):
                    stack.enter_context(connection(workspace.folder, 0.2))
            begun = time.monotonic()
            assert run({**USUAL, "PUERTO_WORKSPACE": str(workspace.folder)}, timeout=120)[0] == 503
            assert time.monotonic() - begun < 60
    finally:
        broker.process.send_signal(signal.SIGCONT)
    assert health(workspace.folder) == 200


# --- what it holds


def test_records_that_were_put_back_are_used_from_then_on(workspace):
    own = Workspace()
    try:
        own.broker.start()
        wire, cookie = Wire(own.folder), "A" * 43
        login = {"name": "ana", "password": numbers(PASSWORD), "network": "127.0.0.1"}
        assert wire.ask("log-in", **login, cookie=cookie).value["session"]
        copy = own.folder / "copy.db"
        with contextlib.closing(sqlite3.connect(own.folder / "puerto.db")) as source:
            with contextlib.closing(sqlite3.connect(copy)) as target:
                source.backup(target)
                with target:
                    target.execute("UPDATE tenant SET name = 'Put back' WHERE slug = 'acme'")
                    target.execute("PRAGMA journal_mode = WAL")
        status = (own.folder / "puerto.db").stat()
        os.chown(copy, status.st_uid, status.st_gid)
        copy.chmod(0o600)
        for name in ["puerto.db-wal", "puerto.db-shm"]:
            (own.folder / name).unlink(missing_ok=True)
        copy.rename(own.folder / "puerto.db")
        reply = wire.ask("tenant", cookie, slug="acme")
        assert reply.value["tenant"]["name"] == "Put back", reply
        assert own.puerto("tenant", "list")
    finally:
        own.remove()


def test_requests_leave_no_descriptor_and_little_memory(workspace):
    process = workspace.broker.process.pid
    wire = Wire(workspace.folder)

    def descriptors():
        return len(os.listdir(f"/proc/{process}/fd"))

    with Watch(workspace) as watch:
        for _ in range(50):
            wire.ask("health")
        until(lambda: watch.broker.peak, "a look")
        before, first = descriptors(), watch.broker.peak
        for _ in range(2000):
            assert wire.ask("health").value == {}
        until(lambda: descriptors() <= before, "connections are closed")
        assert watch.broker.peak < first + 30, (watch.broker.peak, first)


def test_nothing_of_a_request_is_in_its_log(server, workspace):
    ana = Browser(server)
    wrong = Caller(server).json("/session", {"operator": "ana", "password": "a wrong one, typed"})
    assert wrong.status == 401 and ana.reads() == 200
    said = workspace.broker.file.read_text()
    for secret in [PASSWORD, "a wrong one, typed", ana.cookie.partition("=")[2], ana.csrf]:
        assert secret not in said
    environment = (f"/proc/{workspace.broker.process.pid}/environ",)
    assert PASSWORD.encode() not in open(*environment, "rb").read()
