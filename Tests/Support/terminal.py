"""Runs a verb on a pseudo terminal and types for its operator."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time


class Terminal:
    """A verb with a terminal of its own: what it shows, and what is typed."""

    def __init__(self, command, **more):
        self.master, slave = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=take_terminal,
            cwd="/",
            **more,
        )
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)

    def until(self, pattern, seconds=30):
        """Returns what matches in all that was shown, as soon as it does."""
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, self.shown)):
            if not self.read(end - time.monotonic()):
                raise AssertionError(f"never shown: {pattern} in {self.shown!r}")
        return found

    def read(self, seconds):
        """Whether more was shown within so many seconds."""
        if not select.select([self.master], [], [], max(0, seconds))[0]:
            return False
        # Linux has an error instead of an end when the last program is gone.
        with contextlib.suppress(OSError):
            data = os.read(self.master, 65536)
            self.shown += data.decode(errors="replace")
            return bool(data)
        return False

    def type(self, text):
        os.write(self.master, text.encode())

    def send(self, number=signal.SIGINT):
        self.process.send_signal(number)

    def end(self, seconds=30):
        """The code that the verb has ended with."""
        end = time.monotonic() + seconds
        while self.read(end - time.monotonic()):
            pass
        return self.process.wait(max(1, end - time.monotonic()))


def take_terminal():
    """Makes the terminal at the standard input the controlling one, so that Ctrl-C arrives."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
