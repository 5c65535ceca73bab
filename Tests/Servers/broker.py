"""Runs `puerto broker` for a workspace, as its operator."""

import contextlib
import os
import signal
import socket
import subprocess
import time


@contextlib.contextmanager
def connection(folder, patience=10, name="puerto.sock"):
    """Connects to a socket in a folder, whose path may be longer than a socket's address."""
    place = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.settimeout(patience)
            reach(made, f"/proc/self/fd/{place}/{name}", time.monotonic() + patience)
            yield made
    finally:
        os.close(place)


def reach(made, address, end):
    """Connects. While more callers wait than the socket lets wait, it tries again."""
    while True:
        try:
            return made.connect(address)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError("the broker takes no connection") from None
            time.sleep(0.01)


class Broker:
    """The broker of a workspace; it has a log of its own."""

    def __init__(self, workspace, user):
        self.workspace, self.user, self.process = workspace, user, None
        self.file = workspace.top / "broker.log"

    @property
    def socket(self):
        return self.workspace.folder / "puerto.sock"

    def launch(self, *options):
        """Starts another broker and waits for nothing."""
        with self.file.open("ab") as log:
            return subprocess.Popen(
                self.workspace.command("broker", *(options or ["--user", self.user])),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd="/",
                env=self.workspace.environment,
                **self.workspace.operator,
            )

    def start(self, *options, seconds=20):
        """Starts the broker, and returns when it listens."""
        self.process = self.launch(*options)
        end = time.monotonic() + seconds
        while not self.listens():
            assert self.process.poll() is None, f"the broker ended: {self.log()}"
            assert time.monotonic() < end, f"the broker does not listen: {self.log()}"
            time.sleep(0.02)
        return self

    def listens(self):
        try:
            with connection(self.workspace.folder):
                return True
        except OSError:
            return False

    def log(self):
        return self.file.read_text(errors="replace")[-3000:] if self.file.exists() else ""

    def stop(self, signal=signal.SIGTERM, seconds=20):
        """Ends the broker and returns the code that it ended with."""
        if self.process is None:
            return None
        self.process.send_signal(signal)
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        self.process = None
        return code

    def kill(self):
        return self.stop(signal.SIGKILL)
