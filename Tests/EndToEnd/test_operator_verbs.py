"""puerto logs, psql, redis and shell: the caller's terminal in a container, and no secret on the way."""

import fcntl
import json
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import termios
import threading
import time

import pytest

from world import HUNG, container, docker, until


@pytest.fixture(scope="module")
def open_world(worlds):
    return worlds(patience=30)


@pytest.fixture(scope="module")
def acme(open_world):
    return open_world.ready("acme")


def last(world):
    return world.rows(
        "SELECT action, object, outcome, detail FROM audit ORDER BY seq DESC LIMIT 1"
    )[0]


class Terminal:
    """A verb on a terminal of its own."""

    def __init__(self, world, *arguments, rows=40, columns=120):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            words = world.arguments(*arguments)
            os.execve(words[0], words, {**os.environ, **world.environment, "TERM": "xterm"})
        self.text = ""
        self.resize(rows, columns)

    def resize(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text):
        # The Enter key sends a carriage return.
        os.write(self.master, text.replace("\n", "\r").encode())

    def read(self, pause=0.2):
        while select.select([self.master], [], [], pause)[0]:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                break
            if not data:
                break
            text = data.decode(errors="replace")
            self.text += text
            # A program that has not heard of the size asks where the cursor is (DSR, ECMA-48).
            for _ in range(text.count("\x1b[6n")):
                os.write(self.master, b"\x1b[1;80R")
        return self.text

    def until(self, word, seconds=HUNG):
        try:
            until(lambda: word in self.read(), f"the terminal shows {word!r}", seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}: {self.text!r}") from None

    def wait(self, seconds=HUNG):
        """The exit code, or the signal's number below zero."""

        def ended():
            self.read()
            number, status = os.waitpid(self.pid, os.WNOHANG)
            return (status,) if number else None

        (status,) = until(ended, f"it ends: {self.text!r}", seconds)
        os.close(self.master)
        return os.waitstatus_to_exitcode(status)


def engine(path):
    """The engine's own answer about one of its objects."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect("/var/run/docker.sock")
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: docker\r\n\r\n".encode())
        answer = b""
        while data := connection.recv(65536):
            answer += data
    assert answer.split(b" ", 2)[1] == b"200", answer
    return answer.decode()


def test_statements_of_a_pipe_are_run(open_world, acme):
    out = open_world.puerto("psql", acme, input="SELECT 6 * 7 AS answer;\n")
    assert "42" in out
    assert last(open_world) == ("container.psql", acme, "done", "service: postgres")
    done = open_world.run("psql", acme, "--database", "nothing", input="SELECT 1;")
    assert done.returncode == 2 and 'database "nothing" does not exist' in done.stderr
    out = open_world.puerto("redis", acme, input="SET hello world\nGET hello\n")
    assert out.splitlines() == ["OK", "world"]
    assert last(open_world) == ("container.redis", acme, "done", "service: redis")
    done = open_world.run("shell", acme, "worker", input="echo in $((6 * 7)); exit 7\n")
    assert done.returncode == 7 and "in 42" in done.stdout
    assert last(open_world) == ("container.shell", acme, "done", "service: worker")


def test_a_terminal_is_passed_on(open_world, acme):
    shell = Terminal(open_world, "shell", acme, "postgres", rows=33, columns=111)
    # Ctrl-C interrupts what runs in the container, and not the shell.
    # The engine hears of the size when the shell runs already.
    shell.type('until [ "$(stty size)" = "33 111" ]; do sleep 0.1; done; echo size $(stty size)\n')
    shell.until("size 33 111")
    # A trap that returned would let an interrupt before `sleep` go by, and the shell wait for it.
    shell.type("sh -c \"trap 'printf cau%s ght; exit' INT; echo tr''apped; sleep 600 & wait\"\n")
    shell.until("trapped")
    shell.resize(44, 99)
    shell.type("\x03")
    shell.until("caught")
    shell.type(
        'until [ "$(stty size)" = "44 99" ]; do sleep 0.1; done; echo now $(stty size); exit 5\n'
    )
    shell.until("now 44 99")
    assert shell.wait() == 5
    psql = Terminal(open_world, "psql", acme)
    psql.until("windmill=#")
    psql.type("SELECT 'a' || 'nswer';\n")
    psql.until("answer")
    psql.type("\\q\n")
    assert psql.wait() == 0
    client = Terminal(open_world, "redis", acme)
    client.until("6379>")
    client.type("ACL WHOAMI\n")
    client.until('"default"')
    client.type("exit\n")
    assert client.wait() == 0
    assert open_world.password(acme, "redis") not in shell.text + psql.text + client.text


def test_no_secret_is_on_the_way(open_world, acme):
    """Neither in an argument or variable of this machine's processes, nor with the engine."""
    value = open_world.password(acme, "redis")
    seen, stop = set(), threading.Event()

    def look():
        while not stop.is_set():
            for number in filter(str.isdigit, os.listdir("/proc")):
                try:
                    program = os.readlink(f"/proc/{number}/exe").rsplit("/", 1)[-1]
                    if "docker" not in program and "puerto" not in program:
                        continue
                    for name in ("cmdline", "environ"):
                        with open(f"/proc/{number}/{name}", "rb") as file:
                            seen.add(file.read())
                except OSError:
                    pass
            time.sleep(0.005)

    watcher = threading.Thread(target=look)
    watcher.start()
    begin = int(time.time()) - 1
    client = Terminal(open_world, "redis", acme)
    try:
        client.until("6379>")
        name = container(acme, "redis")
        one = json.loads(docker("inspect", name))[0]
        execs = [engine(f"/exec/{number}/json") for number in one["ExecIDs"] or []]
        assert any("redis-cli" in text for text in execs)
        assert docker("exec", name, "ls", "-A", "/dev/shm") == ""
    finally:
        client.type("exit\n")
        assert client.wait() == 0
        stop.set()
        watcher.join()
    events = docker(
        "events",
        "--since",
        str(begin),
        "--until",
        str(int(time.time()) + 1),
        "--format",
        "{{json .}}",
        "--filter",
        f"container={name}",
    )
    assert "exec_start" in events
    assert any(b"redis-cli" in text for text in seen)
    for text in [
        json.dumps(one),
        *execs,
        events,
        *(text.decode(errors="replace") for text in seen),
    ]:
        assert value not in text
    history = "".join(str(row) for row in open_world.rows("SELECT * FROM audit"))
    assert value not in history


def test_logs_of_one_and_of_all(open_world, acme):
    out = open_world.run("logs", acme, "postgres")
    assert out.returncode == 0 and "ready to accept connections" in out.stdout + out.stderr
    assert last(open_world) == ("container.logs", acme, "done", "service: postgres")
    everything = open_world.puerto("logs", acme)
    services = {line.split()[0] for line in everything.splitlines()}
    assert services == {"windmill", "worker", "postgres", "redis"}
    times = [line.split()[1] for line in everything.splitlines()]
    assert times == sorted(times) and len(times) > 4
    assert last(open_world) == ("container.logs", acme, "done", "service: all")
    assert open_world.puerto("logs", acme, "--since", "2999-01-01T00:00:00Z") == ""
    few = open_world.puerto("logs", acme, "--tail", "1").splitlines()
    assert sorted(line.split()[0] for line in few) == ["postgres", "redis", "windmill", "worker"]
    wrong = open_world.run("logs", acme, "--since", "yesterday")
    assert wrong.returncode == 2 and "--since is a duration" in wrong.stderr


@pytest.mark.parametrize("service", ["postgres", None])
def test_new_lines_are_followed_until_ctrl_c(open_world, acme, service):
    words = [word for word in ("logs", acme, service, "-f", "--since", "1s") if word]
    terminal = Terminal(open_world, *words)
    mark = f"a_relation_of_{service}"
    until(lambda: open_world.audit("container.logs", acme), "the history has it")

    def asked():
        docker(
            "exec",
            container(acme, "postgres"),
            "psql",
            "-U",
            "postgres",
            "-c",
            f"SELECT * FROM {mark}",
            check=False,
        )
        return mark in terminal.read()

    until(asked, "the new line comes")
    name = container(acme, "postgres")
    number = json.loads(docker("inspect", name))[0]["Id"]
    terminal.type("\x03")
    assert terminal.wait() in (-signal.SIGINT, 130, 0)

    def followers():
        return [
            line
            for line in subprocess.run(
                ["ps", "-eo", "args"], capture_output=True, text=True, check=True
            ).stdout.splitlines()
            if "logs" in line and "--follow" in line and number in line
        ]

    until(lambda: not followers(), "nothing follows any more")


def test_what_does_not_run_says_so_with_a_way(open_world):
    slug = open_world.ready("down")
    name = container(slug, "redis")
    docker("stop", "--time", "1", name)
    for verb in (["redis", slug], ["shell", slug, "redis"]):
        error = open_world.refused(*verb)
        assert f"the container '{name}' does not run: exited" in error
        assert (
            f"puerto logs {slug} redis" in error and f"puerto reconcile {slug} starts it" in error
        )
    assert open_world.run("logs", slug, "redis").returncode == 0
    open_world.puerto("reconcile", slug)
    assert open_world.puerto("redis", slug, input="PING\n") == "PONG\n"

    def is_paused():
        # A busy machine may not freeze a container at the first attempt.
        docker("pause", name, check=False)
        return docker("inspect", "--format", "{{.State.Paused}}", name) == "true"

    until(is_paused, "it is paused")
    try:
        assert "does not run: paused" in open_world.refused("shell", slug, "redis")
    finally:
        docker("unpause", name)
    open_world.puerto("suspend", slug, "--reason", "x")
    assert f"puerto resume {slug} starts it" in open_world.refused("psql", slug)
    draft = open_world.client("never-made")
    assert f"puerto provision {draft}" in open_world.refused("psql", draft)


def test_an_image_without_the_tool_says_so_with_a_way(open_world):
    slug = open_world.ready("bare")
    name = container(slug, "redis")
    docker("exec", name, "mv", "/usr/bin/redis-cli", "/usr/bin/elsewhere")
    error = open_world.refused("redis", slug)
    assert f"the image of '{name}' has no redis-cli" in error
    assert f"puerto shell {slug} redis" in error
    # The hint, followed.
    assert "here" in open_world.puerto("shell", slug, "redis", input="echo here\n")
    docker("exec", name, "mv", "/bin/bash", "/bin/elsewhere")
    assert "here" in open_world.puerto("shell", slug, "redis", input="echo here\n")


def test_a_password_that_redis_does_not_take_is_said_to_be(open_world):
    slug = open_world.ready("locked")
    value = open_world.password(slug, "redis")
    open_world.puerto("credential", "set", slug, "redis", "--force", input="not-that-one")
    error = open_world.refused("redis", slug)
    assert "does not take the recorded password" in error and f"puerto doctor {slug}" in error
    open_world.run("credential", "adopt", slug, "redis")
    assert open_world.password(slug, "redis") == value
    assert open_world.puerto("redis", slug, input="PING\n") == "PONG\n"


def test_the_base_system_is_reached_by_its_recorded_names_only(open_world, acme):
    names = {
        kind: f"{kind}-of-base-{open_world.place.mark}"
        for kind in ("windmill", "postgres", "redis")
    }
    open_world.puerto(
        "tenant", "edit", "base", *(f"--container={kind}={name}" for kind, name in names.items())
    )
    error = open_world.refused("logs", "base", "redis")
    assert "'base' has no container for redis" in error
    open_world.stranger(names["redis"])
    out = open_world.run("logs", "base", "redis")
    assert out.returncode == 0 and "Ready to accept connections" in out.stdout + out.stderr
    assert open_world.puerto("redis", "base", input="PING\n") == "PONG\n"
    assert last(open_world)[:3] == ("container.redis", "base", "done")
    # A container with a workspace's label is some client's, whatever its name.
    open_world.stranger(names["postgres"], "puerto.workspace=0123456789abcdef0123456789abcdef")
    assert "has no container for postgres" in open_world.refused("psql", "base")
    assert "there is no tenant 'bsae'" in open_world.refused("psql", "bsae")


def test_a_stranger_with_a_clients_name_is_not_opened(open_world):
    slug = open_world.client("masked")
    open_world.stranger(container(slug, "redis"))
    assert "has no container for redis" in open_world.refused("shell", slug, "redis")
