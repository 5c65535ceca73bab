"""The rights that `puerto config ownership` leaves to the web server's user; needs root."""

import contextlib
import os
import pwd
import sqlite3
import subprocess

import pytest

import served
from broker import connection
from hook import silence
from rights import health, look, rights, run_script, workspace  # noqa: F401
from served import CGI, OPERATOR, WEB_USER, Workspace, as_user
from test_program import USUAL

pytestmark = [
    pytest.mark.skipif(not served.IS_ROOT, reason="two users are for root to play"),
    pytest.mark.check("each user has what is theirs"),
]
KEYS = ["master", "signing", "history", "web"]
DATABASE = ["puerto.db", "puerto.db-wal", "puerto.db-shm"]


@pytest.mark.parametrize(
    "name", ["public/portal/index.html", "public/portal", "public/x/index.html", "public"]
)
def test_the_web_servers_user_reads_the_pages(workspace, name):
    assert as_user(WEB_USER, look(workspace.folder / name))


def test_the_web_servers_user_connects_to_the_broker(workspace):
    def connect():
        with connection(workspace.folder):
            pass

    assert as_user(WEB_USER, connect)
    assert not as_user("nobody", connect)


@pytest.mark.parametrize(
    "name",
    [
        *DATABASE,
        "keys",
        *[f"keys/{name}.key" for name in KEYS],
        "puerto.yaml",
        "stacks",
        "content",
        ".puerto",
        ".puerto/records",
    ],
)
@pytest.mark.parametrize("way", ["read", "write"])
def test_the_web_servers_user_opens_nothing_else(workspace, name, way):
    path = workspace.folder / name
    assert path.exists()

    def write():
        if path.is_dir():
            (path / "new").touch()
        else:
            os.close(os.open(path, os.O_WRONLY))

    assert as_user(OPERATOR, look(path))
    assert not as_user(WEB_USER, look(path) if way == "read" else write)


@pytest.mark.parametrize("name", ["", "keys", "stacks", "content", ".puerto"])
def test_the_web_servers_user_lists_no_folder_but_public(workspace, name):
    """A name tells already: a client's file, a copy of the database and its date."""
    assert as_user(OPERATOR, lambda: os.listdir(workspace.folder / name))
    assert not as_user(WEB_USER, lambda: os.listdir(workspace.folder / name))
    assert as_user(WEB_USER, lambda: os.listdir(workspace.folder / "public"))


@pytest.mark.parametrize(
    "work",
    [
        lambda folder: (folder / "new").write_text(""),
        lambda folder: (folder / "public/assets/new.css").write_text(""),
        lambda folder: (folder / "public/portal/new.html").touch(),
        lambda folder: (folder / "public/portal/index.html").open("r+").close(),
        lambda folder: (folder / "keys").rename(folder / "gone"),
        lambda folder: (folder / "puerto.yaml").unlink(),
        lambda folder: (folder / "puerto.db").unlink(),
        lambda folder: (folder / "puerto.sock").unlink(),
        lambda folder: (folder / "puerto.sock").rename(folder / "puerto.sock.old"),
        lambda folder: (folder / "puerto.sock").chmod(0o666),
        lambda folder: (folder / "keys/web.key").chmod(0o666),
    ],
    ids=lambda work: "work",
)
def test_the_web_servers_user_makes_and_moves_nothing(workspace, work):
    assert not as_user(WEB_USER, lambda: work(workspace.folder))


def test_every_file_has_its_owner_and_no_more_rights_than_it_needs(workspace):
    group = OPERATOR
    assert rights(workspace.folder) == (0o2710, OPERATOR, WEB_USER)
    assert rights(workspace.broker.socket) == (0o660, OPERATOR, WEB_USER)
    assert rights(workspace.folder / "keys")[:2] == (0o700, OPERATOR)
    for name in KEYS:
        assert rights(workspace.folder / f"keys/{name}.key") == (0o600, OPERATOR, group), name
    for name in DATABASE:
        assert rights(workspace.folder / name)[:2] == (0o600, OPERATOR), name
    for path in (workspace.folder / "public").rglob("*"):
        assert path.is_symlink() or not rights(path)[0] & 0o022, path


def test_the_operators_programs_go_on(workspace):
    for verb in [["build", "--force"], ["work", "--once"], ["audit", "verify"], ["key", "verify"]]:
        workspace.puerto(*verb)
    workspace.puerto("tenant", "edit", "acme", "--name", "Acme 2")
    page = workspace.folder / "public/portal/index.html"
    assert as_user(WEB_USER, page.read_bytes)
    for name in DATABASE:
        assert rights(workspace.folder / name)[:2] == (0o600, OPERATOR), name
    assert health(workspace) == 200


def test_roots_own_verbs_leave_the_operator_every_file(workspace):
    """SQLite's log, if root's process makes it, belongs to the database's owner."""
    assert workspace.broker.stop() == 0
    command = workspace.command("tenant", "edit", "acme", "--name", "Acme 3")
    subprocess.run(command, check=True, capture_output=True, env=workspace.environment)
    workspace.puerto("tenant", "edit", "acme", "--name", "Acme 4")
    workspace.broker.start()
    assert health(workspace) == 200


# --- a workspace of the version before


@contextlib.contextmanager
def sqlite_cut_short(path):
    """Leaves SQLite's log and index behind, as a process does that is killed."""
    child = os.fork()
    if child == 0:
        database = sqlite3.connect(path)
        version = database.execute("PRAGMA user_version").fetchone()[0]
        database.execute(f"PRAGMA user_version = {version}")
        database.commit()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    yield


@pytest.fixture
def older():
    """A workspace with the rights that the version before gave."""
    made = Workspace()
    web = pwd.getpwnam(WEB_USER).pw_gid
    with sqlite_cut_short(made.folder / "puerto.db"):
        for name in DATABASE:
            os.chown(made.folder / name, -1, web)
            (made.folder / name).chmod(0o660)
    os.chown(made.folder / "keys", -1, web)
    (made.folder / "keys").chmod(0o710)
    os.chown(made.folder / "keys/web.key", -1, web)
    (made.folder / "keys/web.key").chmod(0o640)
    yield made
    made.remove()


def test_before_the_script_has_run_the_log_names_it(older):
    done = subprocess.run(
        [CGI],
        env={**USUAL, "PUERTO_WORKSPACE": str(older.folder)},
        capture_output=True,
        text=True,
        **served.AS_WEB_USER,
    )
    assert done.stdout.startswith("Status: 503 "), done
    assert done.stderr == f"{silence(older)}\n"


def test_after_the_script_the_workspace_is_as_a_new_one(older):
    fresh = Workspace()
    old, new = older.folder, fresh.folder
    older.own()
    try:
        for broker in [older.broker, fresh.broker]:
            broker.start()
        assert health(older) == health(fresh) == 200
        names = [*DATABASE, ".", "keys", "puerto.sock", *[f"keys/{name}.key" for name in KEYS]]
        assert {name: rights(old / name) for name in names if "puerto.db-" not in name} == {
            name: rights(new / name) for name in names if "puerto.db-" not in name
        }
        for name in names:
            if name not in [".", "puerto.sock"]:
                assert not as_user(WEB_USER, look(old / name)), name
        assert older.puerto("audit", "verify") and older.puerto("key", "verify")
    finally:
        fresh.remove()


@pytest.mark.parametrize("name", ["puerto.db", "puerto.db-shm", "keys/web.key"])
def test_the_script_names_a_process_that_has_an_old_file_open(older, name):
    """New rights take nothing from a file that was opened before."""
    thief = subprocess.Popen(
        ["/bin/sh", "-c", 'exec 3<"$1"; echo open; read end', "sh", older.folder / name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        **served.AS_WEB_USER,
    )
    try:
        assert thief.stdout.readline() == b"open\n"
        done = run_script(older)
        assert done.returncode == 1 and done.stderr == (
            f"process {thief.pid} of {WEB_USER} has {name} open: end it, and run this again\n"
        ), done
        # It has done its work all the same.
        assert not as_user(WEB_USER, look(older.folder / name))
    finally:
        thief.communicate(b"\n")
    assert run_script(older).returncode == 0


def test_a_change_before_the_script_names_the_key_that_others_read(older):
    """The owner may do what the error says instead; then the records are the owner's alone too."""
    edit = older.command("tenant", "edit", "acme", "--name", "Acme 2")
    refused = subprocess.run(
        edit, capture_output=True, text=True, env=older.environment, **older.operator
    )
    key = older.folder / "keys/web.key"
    assert refused.returncode == 1 and f"chmod 600 {key}" in refused.stderr, refused
    key.chmod(0o600)
    older.puerto("tenant", "edit", "acme", "--name", "Acme 2")
    for name in DATABASE:
        if (older.folder / name).exists():
            assert rights(older.folder / name)[0] & 0o077 == 0, name
            assert not as_user(WEB_USER, look(older.folder / name)), name
