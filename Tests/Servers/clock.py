"""A clock of the broker's that tests set."""

import contextlib
import shutil
import subprocess
from pathlib import Path

import pytest


class Clock:
    """The broker of a workspace runs by it from its start on."""

    def __init__(self, workspace):
        compiler = shutil.which("cc") or shutil.which("clang")
        if compiler is None:
            pytest.skip("there is no C compiler")
        self.workspace, self.file = workspace, workspace.top / "clock"
        library = workspace.top / "clock.so"
        source = Path(__file__).with_name("clock.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
        self.environment = {"LD_PRELOAD": str(library), "TESTS_CLOCK": str(self.file)}
        self.set(0)

    def set(self, ahead):
        new = self.file.with_suffix(".new")
        new.write_text(str(ahead))
        new.rename(self.file)

    @contextlib.contextmanager
    def running(self):
        """Starts the broker with this clock, and at the end with the machine's."""
        before = self.workspace.environment
        self.workspace.environment = {**before, **self.environment}
        self.again()
        try:
            yield self
        finally:
            self.workspace.environment = before
            self.again()

    def again(self):
        assert self.workspace.broker.stop() == 0
        self.workspace.broker.start()
