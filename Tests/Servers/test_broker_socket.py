"""The broker's socket, and the users that it answers."""

import os
import socket
import subprocess

import pytest

import served
from broker import connection
from brokered import ended, health, said_since, server, workspace  # noqa: F401
from hook import Browser, Caller
from served import AS_WEB_USER, CGI, OPERATOR, WEB_USER, Lighttpd, Workspace, as_user, until
from test_calls import signed
from test_program import USUAL
from wire import Wire

pytestmark = pytest.mark.check("the broker's life", server="lighttpd")
two_users = pytest.mark.skipif(not served.IS_ROOT, reason="two users are for root to play")


# --- the socket


def test_a_second_broker_is_refused_and_the_first_goes_on(workspace):
    broker, mark = workspace.broker, len(workspace.broker.log())
    before = broker.socket.stat()
    mark = broker.file.stat().st_size
    assert ended(broker.launch()) == 1
    assert said_since(broker, mark) == (
        f"puerto: error: another broker answers for '{workspace.folder}' "
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


def test_a_lock_of_the_web_servers_user_keeps_no_broker_from_starting(workspace):
    """It may open the folder; the broker locks what only the operator opens."""
    thief = subprocess.Popen(
        ["flock", workspace.folder, "-c", "echo 1; exec sleep 99"],
        stdout=subprocess.PIPE,
        **AS_WEB_USER,
    )
    try:
        # It prints nothing where the folder is closed to it.
        thief.stdout.read(1)
        assert workspace.broker.stop() == 0
        workspace.broker.start()
        assert health(workspace.folder) == 200
    finally:
        thief.kill()
        thief.wait()


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
    secret = workspace.puerto("hook-secret", "add", "needs", "--action", "build").strip()
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
