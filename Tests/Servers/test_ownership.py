"""The rights that `puerto config ownership` leaves to the web server's user; needs root."""

import os
import pwd
import sqlite3
import subprocess

import pytest

import served
from served import OPERATOR, PUERTO, WEB_USER, Workspace, as_user

pytestmark = [
    pytest.mark.skipif(not served.IS_ROOT, reason="two users are for root to play"),
    pytest.mark.check("each user has what is theirs"),
]


@pytest.fixture(scope="module")
def workspace():
    made = Workspace()
    yield made
    made.remove()


def write(workspace):
    def work():
        with sqlite3.connect(workspace.folder / "puerto.db", timeout=5) as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute(
                "PRAGMA user_version = "
                + str(database.execute("PRAGMA user_version").fetchone()[0])
            )
            database.commit()

    return work


def files(workspace):
    return {path.name: path.stat() for path in workspace.folder.glob("puerto.db*")}


@pytest.mark.parametrize(
    "name, may",
    [
        ("puerto.db", True),
        ("keys/web.key", True),
        ("public/portal/index.html", True),
        ("keys/master.key", False),
        ("keys/signing.key", False),
        ("keys/history.key", False),
        ("puerto.yaml", False),
        ("keys", False),
        ("stacks", False),
        ("content", False),
        (".puerto", False),
    ],
)
def test_the_web_servers_user_reads_what_is_its_own(workspace, name, may):
    path = workspace.folder / name
    assert (
        as_user(WEB_USER, lambda: os.listdir(path) if path.is_dir() else path.read_bytes()) == may
    )


@pytest.mark.parametrize(
    "work",
    [
        lambda folder: (folder / "new").write_text(""),
        lambda folder: (folder / "public/assets/new.css").write_text(""),
        lambda folder: (folder / "keys").rename(folder / "gone"),
        lambda folder: (folder / "puerto.yaml").unlink(),
        lambda folder: (folder / "puerto.db").unlink(),
        lambda folder: (folder / "keys/web.key").write_text(""),
        lambda folder: (folder / "keys/web.key").chmod(0o666),
        lambda folder: (folder / "public/portal/new.html").touch(),
    ],
    ids=lambda work: "work",
)
def test_the_web_servers_user_makes_and_moves_nothing(workspace, work):
    assert not as_user(WEB_USER, lambda: work(workspace.folder))


def test_both_write_the_database_and_its_log_stays(workspace):
    for user in [WEB_USER, OPERATOR, WEB_USER]:
        assert as_user(user, write(workspace)), user
    subprocess.run(
        [
            "runuser",
            "-u",
            OPERATOR,
            "--",
            PUERTO,
            "tenant",
            "edit",
            "acme",
            "--name",
            "Acme 2",
            "--workspace",
            workspace.folder,
        ],
        check=True,
        capture_output=True,
    )
    assert set(files(workspace)) == {"puerto.db", "puerto.db-wal", "puerto.db-shm"}
    for name, status in files(workspace).items():
        assert (status.st_mode & 0o777, status.st_gid) == (0o660, pwd.getpwnam(WEB_USER).pw_gid), (
            name
        )
    assert as_user(WEB_USER, write(workspace))


def test_a_log_that_somebody_has_removed_comes_back_with_its_group(workspace):
    for suffix in ["-wal", "-shm"]:
        (workspace.folder / f"puerto.db{suffix}").unlink(missing_ok=True)
    assert not as_user(WEB_USER, write(workspace))
    subprocess.run(
        [
            "runuser",
            "-u",
            OPERATOR,
            "--",
            PUERTO,
            "tenant",
            "list",
            "--workspace",
            workspace.folder,
        ],
        check=True,
        capture_output=True,
    )
    assert as_user(WEB_USER, write(workspace))


def test_the_worker_and_the_build_go_on_as_the_operator(workspace):
    for verb in [["build", "--force"], ["work", "--once"], ["audit", "verify"], ["key", "verify"]]:
        done = subprocess.run(
            ["runuser", "-u", OPERATOR, "--", PUERTO, *verb, "--workspace", workspace.folder],
            capture_output=True,
        )
        assert done.returncode == 0, (verb, done.stderr)
    page = workspace.folder / "public/portal/index.html"
    assert as_user(WEB_USER, page.read_bytes)


@pytest.mark.parametrize("name", ["keys", "puerto.yaml", ".puerto", "public"])
def test_the_script_stops_at_a_link_before_it_changes_anything(workspace, name):
    path, elsewhere = workspace.folder / name, workspace.top / "elsewhere"
    path.rename(elsewhere)
    elsewhere_before = elsewhere.stat()
    path.symlink_to(elsewhere)
    (workspace.folder / "fleet.yaml").touch(mode=0o644)
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", workspace.config("ownership")], capture_output=True, text=True
        )
        assert done.returncode == 1
        assert done.stderr == f"{name} is a symbolic link: put the file or folder itself there\n"
        after = elsewhere.stat()
        assert (after.st_mode, after.st_uid, after.st_gid) == (
            elsewhere_before.st_mode,
            elsewhere_before.st_uid,
            elsewhere_before.st_gid,
        )
        assert (workspace.folder / "fleet.yaml").stat().st_mode & 0o777 == 0o644
    finally:
        path.unlink()
        elsewhere.rename(path)
        (workspace.folder / "fleet.yaml").unlink()
