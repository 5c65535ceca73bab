"""Watches the processes of the hook and of the broker in /proc while they run."""

import os
import pwd
import threading
from pathlib import Path

from served import CGI, PUERTO


class Sizes:
    """The largest figures of one kind of process, in MB."""

    def __init__(self):
        # Of one process; of all at once; how many there were at once; whose they were.
        self.peak = self.sum = self.count = 0
        self.users = set()

    def add(self, found):
        self.count = max(self.count, len(found))
        self.peak = max([self.peak, *(peak for _, peak in found)])
        self.sum = max(self.sum, sum(size for size, _ in found))


class Watch(threading.Thread):
    """Reads /proc until it is stopped."""

    def __init__(self, workspace, pause=0.01):
        super().__init__(daemon=True)
        self.mark = f"PUERTO_WORKSPACE={workspace.folder}".encode()
        self.folder = os.fsencode(workspace.folder)
        self.pause, self.ended = pause, threading.Event()
        self.hook, self.broker = Sizes(), Sizes()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join()

    def run(self):
        while not self.ended.wait(self.pause):
            found = {self.hook: [], self.broker: []}
            for process in Path("/proc").iterdir():
                if process.name.isdigit():
                    self.look(process, found)
            for kind, sizes in found.items():
                kind.add(sizes)

    def look(self, process, found):
        """Adds what a process has now and has had at most; passes over all others."""
        try:
            kind = self.kind(process)
            if kind is None:
                return
            fields = dict(
                line.split(":", 1) for line in (process / "status").read_text().splitlines()
            )
            kind.users.add(pwd.getpwuid(int(fields["Uid"].split()[1])).pw_name)
            sizes = [int(fields[name].split()[0]) / 1024 for name in ["VmRSS", "VmHWM"]]
            found[kind].append(sizes)
        except (OSError, KeyError):
            # It has ended meanwhile.
            pass

    def kind(self, process):
        program = os.readlink(process / "exe")
        if program == str(CGI) and self.mark in (process / "environ").read_bytes():
            return self.hook
        words = (process / "cmdline").read_bytes().split(b"\0") if program == str(PUERTO) else []
        return self.broker if words[1:2] == [b"broker"] and self.folder in words else None
