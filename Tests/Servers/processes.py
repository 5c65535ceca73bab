"""Watches the hook's processes in /proc while they run."""

import os
import pwd
import threading
from pathlib import Path

from served import CGI


class Watch(threading.Thread):
    """Reads /proc until it is stopped, and keeps the largest figures."""

    def __init__(self, workspace, pause=0.01):
        super().__init__(daemon=True)
        self.mark = f"PUERTO_WORKSPACE={workspace.folder}".encode()
        self.pause, self.ended = pause, threading.Event()
        # Of one process, of all at once, in MB; how many at once had so much that they were hashing.
        self.peak = self.sum = self.hashing = self.count = 0
        self.users = set()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join()

    def run(self):
        while not self.ended.wait(self.pause):
            sizes = [size for process in Path("/proc").iterdir() if (size := self.size(process))]
            self.count = max(self.count, len(sizes))
            self.peak = max([self.peak, *(peak for _, peak in sizes)])
            self.sum = max(self.sum, sum(size for size, _ in sizes))
            self.hashing = max(self.hashing, sum(size > 100 for size, _ in sizes))

    def size(self, process):
        """What it has now and has had at most; `None` for another's."""
        if not process.name.isdigit():
            return None
        try:
            if (
                os.readlink(process / "exe") != str(CGI)
                or self.mark not in (process / "environ").read_bytes()
            ):
                return None
            fields = dict(
                line.split(":", 1) for line in (process / "status").read_text().splitlines()
            )
            self.users.add(pwd.getpwuid(int(fields["Uid"].split()[1])).pw_name)
            return int(fields["VmRSS"].split()[0]) / 1024, int(fields["VmHWM"].split()[0]) / 1024
        except (OSError, KeyError):
            return None
