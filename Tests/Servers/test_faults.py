"""Claims that are interrupted: a link that was read is used up, any other one is not."""

import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import served
from hook import Caller, value
from served import AS_WEB_USER, CGI, Lighttpd, Workspace, until

pytestmark = pytest.mark.check("claims that are cut short", server="lighttpd")
LOCKS = "import sqlite3, sys, time; d = sqlite3.connect(sys.argv[1]); d.execute('BEGIN IMMEDIATE'); print(1, flush=True); time.sleep(99)"


@pytest.fixture(scope="module")
def served_by():
    running = Lighttpd()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def workspace(served_by):
    return served_by.workspace


class Claim:
    """Starts the hook's process, as a server does for a claim."""

    def __init__(self, workspace, link, out):
        body = json.dumps(link.question).encode()
        self.process = subprocess.Popen(
            [CGI],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.PIPE,
            **AS_WEB_USER,
            env={
                "REQUEST_METHOD": "POST",
                "SERVER_NAME": "localhost",
                "REMOTE_ADDR": "192.0.2.7",
                "PATH_INFO": "/claim",
                "CONTENT_TYPE": "application/json",
                "CONTENT_LENGTH": str(len(body)),
                "PUERTO_WORKSPACE": str(workspace.folder),
            },
        )
        self.process.stdin.write(body)
        self.process.stdin.close()

    def kill(self):
        self.process.kill()
        self.process.wait()


def status(workspace, link):
    claim = Claim(workspace, link, subprocess.PIPE)
    out, err = claim.process.stdout.read(), claim.process.stderr.read()
    assert claim.process.wait(20) == 0, err
    return int(out.split()[1]), out, err


def views_left(workspace):
    return workspace.records.one("SELECT views_left FROM link_receipt ORDER BY seq DESC LIMIT 1")


def full_pipe():
    """A pipe that is full: one end to read, one that takes no byte more."""
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETFL, os.O_NONBLOCK)
    try:
        while True:
            os.write(writing, b"x" * 4096)
    except BlockingIOError:
        fcntl.fcntl(writing, fcntl.F_SETFL, 0)
    return reading, writing


def test_a_claim_killed_at_its_answer_is_read_by_nobody_else(workspace):
    link, (reading, writing) = workspace.link(), full_pipe()
    claim = Claim(workspace, link, writing)
    until(lambda: views_left(workspace) == 0, "the link is burnt")
    # It sleeps in its write: the pipe takes nothing.
    state = Path(f"/proc/{claim.process.pid}/stat")
    until(lambda: state.read_text().rpartition(") ")[2].startswith("S"), "the answer is on its way")
    assert claim.process.poll() is None
    claim.kill()
    os.close(writing)
    os.close(reading)
    assert status(workspace, link)[0] == 404
    assert workspace.puerto("audit", "verify")


@pytest.mark.parametrize("closed", ["reading", "writing"])
def test_a_claim_whose_answer_nobody_takes_is_burnt(workspace, closed):
    link, (reading, writing) = workspace.link(), os.pipe()
    if closed == "reading":
        os.close(reading)
        claim = Claim(workspace, link, writing)
        assert claim.process.wait(20) == 0, claim.process.stderr.read()
    else:
        # The server ends while the answer is being sent.
        claim = Claim(workspace, link, writing)
        os.close(reading)
        claim.process.wait(20)
    os.close(writing)
    assert status(workspace, link)[0] == 404 and views_left(workspace) == 0


def test_a_claim_killed_at_any_moment_is_read_once_at_most(workspace):
    begun = time.monotonic()
    assert status(workspace, workspace.link())[0] == 200
    usual, read = time.monotonic() - begun, []
    for _ in range(12):
        link = workspace.link()
        claim = Claim(workspace, link, subprocess.PIPE)
        time.sleep(random.uniform(0, min(usual, 0.05)))
        claim.kill()
        first = claim.process.stdout.read().startswith(b"Status: 200")
        second = status(workspace, link)[0] == 200
        assert not (first and second) and views_left(workspace) == 0
        read.append((first, second))
        assert status(workspace, link)[0] == 404
    assert workspace.puerto("audit", "verify")


@pytest.mark.skipif(not served.IS_ROOT, reason="to root's own programs every file is writable")
def test_a_database_that_cannot_be_written_burns_nothing(served_by, workspace):
    link, database = workspace.link(), workspace.folder / "puerto.db"
    broker = workspace.broker
    for mode in [0o440, 0o000]:
        assert broker.stop() == 0
        database.chmod(mode)
        # It may end, or wait for the file.
        waiting = broker.launch()
        until(lambda: f"'{database}'" in broker.log(), "the broker names the file")
        answer = Caller(served_by).json("/claim", link.question)
        code, out, err = status(workspace, link)
        waiting.terminate()
        waiting.wait(20)
        database.chmod(0o600)
        broker.file.unlink()
        broker.start()
        assert (answer.status, code) == (503, 503) and answer.one("retry-after"), answer
        assert (
            answer.one("content-type") == "application/problem+json"
            and str(workspace.folder).encode() not in out
        )
        assert err.startswith(b"puerto-cgi: error:"), err
        assert views_left(workspace) == 1
    assert status(workspace, link)[0] == 200


def test_a_database_that_is_locked_burns_nothing(served_by, workspace):
    link = workspace.link()
    lock = subprocess.Popen(
        [sys.executable, "-c", LOCKS, str(workspace.folder / "puerto.db")], stdout=subprocess.PIPE
    )
    try:
        assert lock.stdout.read(1) == b"1"
        answers = []
        claim = threading.Thread(
            target=lambda: answers.append(
                Caller(served_by).json("/claim", link.question, patience=60)
            )
        )
        claim.start()
        # Reads are served meanwhile, and do not wait for the lock.
        taken = []
        while claim.is_alive() or not taken:
            health = served_by.client.get("/hook/health", patience=60)
            assert health.status == 200, health
            taken.append(health.seconds)
        assert min(taken) < 2, taken
        (answer,) = answers
        assert (answer.status, answer.one("retry-after")) == (503, "2"), answer
        assert views_left(workspace) == 1
    finally:
        lock.send_signal(signal.SIGKILL)
        lock.wait()
    answer = Caller(served_by).json("/claim", link.question)
    assert answer.status == 200 and link.open(value(answer))["password"], answer


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0755", "tmpfs", place], capture_output=True
    )
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    for folder in [tmp_path, tmp_path.parent, tmp_path.parent.parent]:
        folder.chmod(0o755)
    yield place
    subprocess.run(["umount", place], check=True)


def fill(place):
    size = 1 << 20
    with (place / "filler").open("wb", buffering=0) as file:
        while size:
            try:
                file.write(b"\1" * size)
            except OSError:
                size //= 2


@pytest.mark.skipif(not served.IS_ROOT, reason="only root mounts")
def test_a_full_disk_burns_nothing(small_disk):
    workspace = Workspace(top=small_disk)
    workspace.broker.start()
    link = workspace.link()
    fill(small_disk)
    code, out, err = status(workspace, link)
    assert code == 503 and err.startswith(b"puerto-cgi: error:"), (code, err)
    assert views_left(workspace) == 1
    (small_disk / "filler").unlink()
    assert status(workspace, link)[0] == 200 and status(workspace, link)[0] == 404
    assert workspace.puerto("audit", "verify")
    workspace.remove()
