"""The script of `puerto config ownership`, which root runs."""

import contextlib
import fcntl
import os
import pty
from pathlib import Path

import pytest

import served
from rights import all_rights, health, rights, run_script, workspace  # noqa: F401
from served import PUERTO, until

pytestmark = [
    pytest.mark.skipif(not served.IS_ROOT, reason="two users are for root to play"),
    pytest.mark.check("each user has what is theirs"),
]


def test_the_script_changes_nothing_the_second_time(workspace):
    assert run_script(workspace).returncode == 0
    before = all_rights(workspace)
    assert run_script(workspace).returncode == 0
    assert all_rights(workspace) == before
    assert health(workspace) == 200


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
