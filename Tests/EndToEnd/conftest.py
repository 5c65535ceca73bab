import os
import signal
import sys
import tempfile
from pathlib import Path

import pytest

from small_disk import SmallDisk
from standin_asks import standin  # noqa: F401
from standin_here import postgres, standins  # noqa: F401
from world import ROOT, World

sys.path.append(str(ROOT / "Tests/Support"))

from sampling import take_parts  # noqa: E402

# A shell ignores SIGINT for what it starts in the background, and `nohup` ignores SIGHUP. Programs
# inherit that, and the tests send both.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# The part of a module's tests that a run with PUERTO_SAMPLE takes.
PARTS = {
    "test_bridges": 0.2,
    "test_credentials": 0.1,
    "test_data_loss": 0.1,
    "test_disk": 0.2,
    "test_drifts": 0.1,
    "test_faults": 0.1,
    "test_firewall": 0.2,
    "test_hints": 0.25,
    "test_identity": 0.1,
    "test_interrupted": 0.2,
    "test_lifecycle": 0.25,
    "test_limits": 0.25,
    "test_neighbours": 0.25,
    "test_operator_verbs": 0.2,
    "test_outages": 0.1,
    "test_rounds": 0.2,
    "test_strangers": 0.1,
}


def pytest_configure(config):
    """Keeps the temporary folders of this suite apart from those of the others.

    Some of them are read by a web server's own user. Each pytest that starts closes the root that all
    runs share to other users, also while they read in it.
    """
    if not hasattr(config, "workerinput"):
        root = Path(tempfile.gettempdir()) / "puerto-e2e"
        root.mkdir(exist_ok=True)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(root)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Lets processes share the tests: those of a module stay together, since they share workspaces.

    Each test of the kill matrix has a workspace of its own.
    """
    take_parts(config, items, PARTS)
    for item in items:
        module = item.module.__name__
        group = item.name if module == "test_kill_matrix" else module
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter):
    """Prints where the kill matrix has killed what and what was counted, whichever process did it."""
    for report in terminalreporter.stats.get("passed", []) + terminalreporter.stats.get(
        "failed", []
    ):
        if report.when == "call":
            for name, value in report.user_properties:
                if name in ("killed", "counted"):
                    terminalreporter.write_line(value)


def making(tmp_path_factory):
    """Makes workspaces, and leaves none of their containers behind."""
    made = []

    def make(**more):
        made.append(World(tmp_path_factory.mktemp("world"), **more))
        return made[-1]

    yield make
    for world in made:
        world.close()


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """Workspaces of a module: their places are free again when its tests are over."""
    yield from making(tmp_path_factory)


@pytest.fixture
def brief_worlds(tmp_path_factory):
    """Workspaces of a single test."""
    yield from making(tmp_path_factory)


@pytest.fixture
def small_disk(tmp_path):
    """Makes workspaces on a disk of their own; `.disk` of each is that disk."""
    made = []

    def make(megabytes):
        disk = SmallDisk(tmp_path / "disk")
        disk.mount(megabytes)
        made.append(disk.remove)
        world = World(disk.folder)
        made.append(world.close)
        world.disk = disk
        world.configure("  patience_s", "  disk_reserve_gb: 0\n  patience_s")
        return world

    yield make
    for step in reversed(made):
        step()


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """One that tests share: each has clients of its own."""
    for make in making(tmp_path_factory):
        yield make()
