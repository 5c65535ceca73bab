"""The broker's life: its socket, its users, its ends, and what browsers see of them."""

import contextlib
import fcntl
import itertools
import os
import signal
import socket
import sqlite3
import struct
import subprocess
import threading
import time
from pathlib import Path

import pytest

import served
from broker import connection
from hook import PASSWORD, Browser, Caller, unb64, value
from processes import Watch
from served import (
    AS_WEB_USER,
    CGI,
    OPERATOR,
    WEB_USER,
    Lighttpd,
    Serve,
    Workspace,
    as_user,
    until,
)
from test_calls import signed
from test_program import USUAL, run
from wire import Reply, Wire, answer, framed, numbers, request

pytestmark = pytest.mark.check("the broker's life", server="lighttpd")
two_users = pytest.mark.skipif(not served.IS_ROOT, reason="two users are for root to play")


@pytest.fixture(scope="module")
def server():
    running = Lighttpd()
    yield running
    running.stop()


@pytest.fixture
def workspace(server):
    """The server's workspace, with a running broker before and after."""
    broker = server.workspace.broker
    yield server.workspace
    if broker.process is None or broker.process.poll() is not None:
        broker.process = None
        broker.start()


def health(folder):
    return run({**USUAL, "PUERTO_WORKSPACE": str(folder)})[0]


def ended(process, seconds=20):
    """The code that a broker has ended with, which was to be refused."""
    try:
        return process.wait(seconds)
    finally:
        process.kill()


def said_since(broker, mark):
    return broker.file.read_text()[mark:]


# --- killed and started again


class Asking(threading.Thread):
    """A browser that asks for builds; each until it has one, with the same idempotency key."""

    numbers = itertools.count()

    def __init__(self, browser, ends):
        super().__init__(daemon=True)
        self.browser, self.ends = browser, ends
        self.statuses, self.jobs = [], {}

    def run(self):
        while not self.ends.is_set():
            key = f"once-{next(self.numbers)}"
            while key not in self.jobs and len(self.statuses) < 10_000:
                answer = self.browser.act("/build", None, ("Idempotency-Key", key))
                self.statuses.append(answer.status)
                if answer.status == 202:
                    self.jobs[key] = value(answer)["job"]["id"]


def test_browsers_ask_again_while_the_broker_is_killed(server, workspace):
    ana, ends = Browser(server), threading.Event()
    browsers = [Asking(ana, ends) for _ in range(4)]
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
    assert sorted(rows) == sorted((f"web:ana:{key}", job) for key, job in jobs.items())
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
    try:
        serve = own.start("serve", "--port", str(own.port), stdout=subprocess.PIPE)
        asker = served.Client(own.port)
        assert any(line.startswith(b"http://") for line in serve.stdout)
        assert asker.get("/hook/health").status == 200 and not own.broker.socket.exists()
        serve.terminate()
        assert serve.wait(20) == 0
    finally:
        own.remove()


# --- the socket


def test_a_second_broker_is_refused_and_the_first_goes_on(workspace):
    broker, mark = workspace.broker, len(workspace.broker.log())
    before = broker.socket.stat()
    mark = broker.file.stat().st_size
    assert ended(broker.launch()) == 1
    assert said_since(broker, mark) == (
        f"puerto: error: another broker listens at '{broker.socket}' "
        "(stop it first: there is one for each workspace)\n"
    )
    after = broker.socket.stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert health(workspace.folder) == 200


def test_ten_brokers_at_once_are_one(workspace):
    assert workspace.broker.stop() == 0
    brokers = [workspace.broker.launch() for _ in range(10)]
    try:
        until(lambda: sum(one.poll() is not None for one in brokers) == 9, "nine have ended")
        assert sorted(one.returncode for one in brokers if one.poll() is not None) == [1] * 9
        until(workspace.broker.listens, "one listens")
        assert health(workspace.folder) == 200
    finally:
        for one in brokers:
            one.terminate()
            one.wait(20)


def test_the_socket_of_a_killed_broker_is_no_hindrance(workspace):
    workspace.broker.kill()
    assert workspace.broker.socket.exists() and not workspace.broker.listens()
    workspace.broker.start()
    assert health(workspace.folder) == 200


@pytest.mark.parametrize("kind", ["file", "folder", "link", "FIFO"])
def test_what_is_no_socket_is_left_alone(workspace, kind):
    broker, path = workspace.broker, workspace.broker.socket
    target = workspace.top / "target"
    target.write_text("kept")
    assert broker.stop() == 0
    {
        "file": lambda: path.write_text("kept"),
        "folder": path.mkdir,
        "link": lambda: path.symlink_to(target),
        "FIFO": lambda: os.mkfifo(path),
    }[kind]()
    before, mark = path.lstat(), broker.file.stat().st_size
    try:
        assert ended(broker.launch()) == 1
        said = said_since(broker, mark)
        assert said == f"puerto: error: '{path}' is no socket (move it away)\n", said
        assert path.lstat().st_ino == before.st_ino and target.read_text() == "kept"
    finally:
        path.rmdir() if kind == "folder" else path.unlink()
        target.unlink()


def test_a_path_may_be_longer_than_a_sockets_address(tmp_path):
    deep = tmp_path.joinpath(*["a-folder-with-a-long-name-" + "x" * 30] * 3)
    deep.mkdir(parents=True)
    for folder in [*deep.relative_to("/tmp").parents, deep.relative_to("/tmp")]:
        if str(folder) != ".":
            ("/tmp" / folder).chmod(0o755)
    running = Lighttpd(Workspace(top=deep))
    try:
        assert len(str(running.workspace.broker.socket)) > 200
        assert Browser(running).reads() == 200
        assert health(running.workspace.folder) == 200
    finally:
        running.stop()


def test_the_folder_may_be_entered_from_anywhere(workspace):
    """Also by a link, and by a path with a slash at its end."""
    link = workspace.top / "link"
    link.symlink_to(workspace.folder)
    try:
        assert [health(f"{workspace.folder}/"), health(link)] == [200, 200]
    finally:
        link.unlink()


# --- users


def test_a_user_that_is_not_there_is_named(workspace):
    broker = workspace.broker
    assert broker.stop() == 0
    mark = broker.file.stat().st_size
    assert ended(broker.launch("--user", "no-such-user")) == 1
    said = said_since(broker, mark)
    assert said.startswith("puerto: error: there is no user 'no-such-user' ("), said
    assert not broker.socket.exists()


@two_users
def test_another_user_than_the_named_one_is_refused(workspace):
    broker = workspace.broker
    assert broker.stop() == 0
    broker.start("--user", "nobody")
    mark = broker.file.stat().st_size
    assert health(workspace.folder) == 503

    def asks():
        reply = Wire(workspace.folder).ask("health")
        if reply.value is None:
            raise OSError(reply)

    assert [as_user(name, asks) for name in [WEB_USER, OPERATOR, "root"]] == [False, True, True]
    assert "was refused" in said_since(broker, mark)
    # The mode keeps out whoever is not of the group, also under the right name.
    assert not as_user("nobody", asks)
    assert broker.stop() == 0


@two_users
def test_without_a_name_the_sockets_mode_decides(workspace):
    broker = workspace.broker
    assert broker.stop() == 0
    # An option that changes nothing: the workspace is named twice.
    broker.start("--workspace", str(workspace.folder))
    assert health(workspace.folder) == 200
    assert not as_user("nobody", lambda: connection(workspace.folder).__enter__())
    assert broker.stop() == 0


@two_users
def test_the_broker_needs_neither_other_keys_nor_stacks(server, workspace):
    """As its unit hides them."""
    secret = workspace.puerto("hook-secret", "add", "needs").strip()
    link = workspace.link()
    assert workspace.broker.stop() == 0
    hidden = [f"keys/{name}.key" for name in ["master", "signing", "history"]]
    modes = {}
    for name in [*hidden, "stacks", "content", ".puerto"]:
        path = workspace.folder / name
        modes[path] = path.stat().st_mode & 0o7777
        path.chmod(0)
    try:
        workspace.broker.start()
        fields, body = signed(secret, {"action": "build"})
        caller = Caller(server, "127.0.0.31")
        call = caller.ask("POST", "/calls", fields, body, origin=None)
        assert call.status == 202, call
        assert caller.json("/claim", link.question).status == 200
        assert Browser(server).reads() == 200
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


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


def test_connections_that_wait_do_not_delay_the_end(workspace):
    with contextlib.ExitStack() as stack:
        made = [stack.enter_context(connection(workspace.folder)) for _ in range(100)]
        for one in made[:50]:
            one.sendall(b"\0\0")
        begun = time.monotonic()
        assert workspace.broker.stop() == 0
        assert time.monotonic() - begun < 4


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
            assert run({**USUAL, "PUERTO_WORKSPACE": str(workspace.folder)}, timeout=25)[0] == 503
            assert time.monotonic() - begun < 20
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


def test_the_hook_says_what_it_cannot_reach(workspace):
    assert workspace.broker.stop() == 0
    with socket.socket(socket.AF_UNIX) as other:
        place = os.open(workspace.folder, os.O_PATH)
        other.bind(f"/proc/self/fd/{place}/puerto.sock")
        os.close(place)
        workspace.broker.socket.chmod(0o600)
        try:
            done = subprocess.run(
                [CGI],
                env={**USUAL, "PUERTO_WORKSPACE": str(workspace.folder)},
                capture_output=True,
                text=True,
                **AS_WEB_USER,
            )
        finally:
            workspace.broker.socket.unlink()
    assert done.stdout.startswith("Status: 503 "), done
    assert f"'{workspace.broker.socket}'" in done.stderr, done
