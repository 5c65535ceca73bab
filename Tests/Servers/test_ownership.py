"""The rights that `puerto config ownership` leaves to the web server's user; needs root."""

import contextlib
import fcntl
import grp
import os
import pty
import pwd
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest

import served
from broker import connection
from hook import silence
from served import CGI, OPERATOR, PUERTO, WEB_USER, Workspace, as_user, until
from test_program import USUAL, run

pytestmark = [
    pytest.mark.skipif(not served.IS_ROOT, reason="two users are for root to play"),
    pytest.mark.check("each user has what is theirs"),
]
KEYS = ["master", "signing", "history", "web"]
DATABASE = ["puerto.db", "puerto.db-wal", "puerto.db-shm"]


@pytest.fixture(scope="module")
def workspace():
    made = Workspace()
    made.broker.start()
    yield made
    made.remove()


def rights(path):
    """Mode, owner and group of a file."""
    status = path.lstat()
    user, group = pwd.getpwuid(status.st_uid).pw_name, grp.getgrgid(status.st_gid).gr_name
    return stat.S_IMODE(status.st_mode), user, group


def all_rights(workspace):
    return {str(path): rights(path) for path in sorted(workspace.folder.rglob("*"))}


def run_script(workspace, **more):
    return subprocess.run(
        ["/bin/sh", "-c", workspace.config("ownership")], capture_output=True, text=True, **more
    )


def look(path):
    return lambda: os.listdir(path) if path.is_dir() else path.read_bytes()


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
    assert rights(workspace.folder) == (0o2750, OPERATOR, WEB_USER)
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


def health(workspace):
    environment = {**USUAL, "PUERTO_WORKSPACE": str(workspace.folder)}
    return run(environment)[0]


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


def test_the_first_verb_of_the_owner_shuts_the_web_servers_user_out_of_the_records(older):
    """Before the script runs again, too; the owner's own programs are what changed."""
    older.puerto("tenant", "list")
    for name in DATABASE:
        if (older.folder / name).exists():
            assert rights(older.folder / name)[0] & 0o077 == 0, name
            assert not as_user(WEB_USER, look(older.folder / name)), name


def test_the_script_changes_nothing_the_second_time(workspace):
    assert run_script(workspace).returncode == 0
    before = all_rights(workspace)
    assert run_script(workspace).returncode == 0
    assert all_rights(workspace) == before
    assert health(workspace) == 200


# --- the script itself


@pytest.mark.parametrize("name", ["keys", "puerto.yaml", ".puerto", "public", "puerto.sock"])
def test_the_script_stops_at_a_link_before_it_changes_anything(workspace, name):
    path, elsewhere = workspace.folder / name, workspace.top / "elsewhere"
    path.rename(elsewhere)
    elsewhere_before = rights(elsewhere)
    path.symlink_to(elsewhere)
    (workspace.folder / "fleet.yaml").touch(mode=0o644)
    try:
        done = run_script(workspace)
        assert done.returncode == 1
        assert done.stderr == f"{name} is a symbolic link: put the file or folder itself there\n"
        assert rights(elsewhere) == elsewhere_before
        assert (workspace.folder / "fleet.yaml").stat().st_mode & 0o777 == 0o644
    finally:
        path.unlink()
        elsewhere.rename(path)
        (workspace.folder / "fleet.yaml").unlink()


@pytest.mark.parametrize("name", ["public/assets/link", "content/link", "stacks/link"])
def test_the_script_follows_no_link_below(workspace, name):
    target = workspace.top / "target"
    target.write_text("")
    target.chmod(0o604)
    (workspace.folder / name).symlink_to(target)
    try:
        before = rights(target)
        assert run_script(workspace).returncode == 0
        assert rights(target) == before
    finally:
        (workspace.folder / name).unlink()
        target.unlink()


def terminals_of(pid):
    """User, controlling terminal and open files of a process and of those that it has started."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text().rpartition(") ")[2].split()
            user = path.stat().st_uid
            files = {os.readlink(file) for file in (path / "fd").iterdir()}
        except OSError:
            continue
        if int(fields[3]) == pid or int(path.name) == pid or int(fields[1]) == pid:
            yield user, int(fields[4]), files


def test_no_other_user_gets_roots_terminal(workspace, tmp_path):
    """A process with it could type into root's shell (TIOCSTI) once the script has ended.

    Every program of the script is watched through a `puerto` and a `runuser` that note what they
    have been given.
    """
    script, seen = tmp_path / "script", tmp_path / "seen"
    seen.touch()
    seen.chmod(0o666)
    for folder in [tmp_path, tmp_path.parent, tmp_path.parent.parent]:
        folder.chmod(0o755)
    spy = tmp_path / "spy"
    # Field 7 of stat is the controlling terminal; a name before it may hold spaces.
    spy.write_text(
        "#!/bin/sh\n"
        f"echo \"$(id -u) $(sed 's/.*) //' /proc/$$/stat | cut -d' ' -f5) "
        f'$(readlink /proc/$$/fd/0) $(readlink /proc/$$/fd/1) $(readlink /proc/$$/fd/2)" >> {seen}\n'
    )
    spy.chmod(0o755)
    text = workspace.config("ownership")
    script.write_text(text.replace(str(PUERTO), str(spy)))
    master, slave = pty.openpty()
    name = os.ttyname(slave)
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(os.open(name, os.O_RDWR))
        for number in range(3):
            os.dup2(slave, number)
        os.execv("/bin/sh", ["/bin/sh", str(script)])
    os.close(slave)
    found = []
    fcntl.fcntl(master, fcntl.F_SETFL, os.O_NONBLOCK)

    def has_ended():
        with contextlib.suppress(OSError):
            os.read(master, 65536)
        found.extend(terminals_of(child))
        return os.waitpid(child, os.WNOHANG)[0]

    until(has_ended, "the script ends", 60)
    os.close(master)
    others = [entry for entry in found if entry[0] != 0]
    assert all(terminal == 0 and name not in files for _, terminal, files in others), others
    for line in seen.read_text().splitlines():
        user, terminal, *files = line.split()
        assert user == "0" or terminal == "0" and name not in files, line


def test_the_script_starts_no_program_as_another_user(workspace):
    """`runuser` and `su` without a new session hand root's terminal over."""
    for line in workspace.config("ownership").splitlines():
        words = line.split()
        if not line.lstrip().startswith("#") and {"runuser", "su", "sudo", "setpriv"} & set(words):
            assert words[:2] == ["setsid", "-w"] and "</dev/null" in line, line
