"""Who may do what in a workspace, and the script that says so."""

import grp
import os
import pwd
import stat
import subprocess

import pytest

from served import Workspace
from test_program import USUAL, run


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


def health(workspace):
    environment = {**USUAL, "PUERTO_WORKSPACE": str(workspace.folder)}
    return run(environment)[0]
