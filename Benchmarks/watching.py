"""Measures the time from saving a change to the last dependant page on disk, while serving."""

import os
import random
import signal
import statistics
import subprocess
import time
from dataclasses import dataclass, field

import tree
from inotify import MODIFIED, Notices
from processes import Failed, die_with_parent, told

LIMIT = 60  # seconds
FIRST_ROUND = 1000  # its words differ from those of the one-shot builds


@dataclass
class Latency:
    title: str
    dependants: int
    seconds: list = field(default_factory=list)
    written: list = field(default_factory=list)

    @property
    def median(self):
        return statistics.median(self.seconds)


class Server:
    """`puerto serve` on a free port; to be used in a `with` statement, which ends it."""

    def __init__(self, workspace, folder):
        self.command = workspace.command("serve", "--port", "0")
        self.output, self.errors = f"{folder}/serve.out", f"{folder}/serve.err"
        with open(self.output, "wb") as out, open(self.errors, "wb") as err:
            self.process = subprocess.Popen(
                self.command,
                cwd=workspace.folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                preexec_fn=die_with_parent,
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def check(self, deadline, waiting):
        if self.process.poll() is None and time.monotonic() < deadline:
            return
        with open(self.errors, errors="replace") as file:
            errors = file.read()
        raise Failed(f"{waiting}\n" + told(self.command, self.process.poll(), errors))

    def wait_for_address(self):
        deadline = time.monotonic() + LIMIT
        while True:
            with open(self.output, errors="replace") as file:
                if "http://" in file.read():
                    return
            self.check(deadline, "no address was printed")
            time.sleep(0.01)

    @property
    def peak(self):
        """Its peak memory until now."""
        with open(f"/proc/{self.process.pid}/status") as file:
            line = next(line for line in file if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024


class Watcher:
    """Changes a served workspace, and waits until every dependant has been written anew."""

    def __init__(self, workspace, server):
        self.workspace, self.server = workspace, server
        self.pause = random.Random(7)

    def measure(self, title, change, page, dependants, rounds):
        paths = [f"{self.workspace.public}/{name}" for name in dependants]
        latency = Latency(title, len(paths))
        for number in range(rounds + 1):
            before = tree.snapshot(self.workspace.public)
            seconds = self.once(change, FIRST_ROUND + number, page, paths)
            after = tree.snapshot(self.workspace.public)
            if number > 0:
                latency.seconds.append(seconds)
                latency.written.append(len(tree.written(before, after)))
        return latency

    def once(self, change, number, page, paths):
        waiting = {path: tree.state(path) for path in paths}
        with Notices(tree.folders(self.workspace.public)) as notices:
            words, start = change(number)
            while waiting or not has(page, words):
                self.server.check(start + LIMIT, missing(waiting))
                notices.wait(5)
                waiting = {path: was for path, was in waiting.items() if tree.state(path) == was}
            return self.last_of_all(notices) - start

    def last_of_all(self, notices):
        """The moment of the last write, also of a file that not every such change touches.

        Waits for a random time, so that the next change is not in step with a program that looks
        for changes at intervals.
        """
        last = time.monotonic()
        quiet = last + 0.4 + self.pause.random() / 2
        while (left := quiet - time.monotonic()) > 0:
            moment, names = notices.wait(left * 1000)
            last = moment if names else last
        return last

    def save_note(self, number):
        return self.workspace.edit_note(number), time.monotonic()

    def edit_record(self, number):
        """Starts the clock when the records' file is first written, before the verb ends."""
        workspace = self.workspace
        with Notices([workspace.folder], MODIFIED) as notices:
            verb = subprocess.Popen(
                workspace.edit_command(number),
                cwd=workspace.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                preexec_fn=die_with_parent,
            )
            start = first_write("puerto.db", notices, verb)
            _, errors = verb.communicate()
        if verb.returncode:
            raise Failed(told(verb.args, verb.returncode, errors.decode(errors="replace")))
        return workspace.new_name(number), start


def first_write(name, notices, verb):
    """The moment of the first write to a file named so, or else of the verb's end."""
    while True:
        ended = verb.poll() is not None
        moment, names = notices.wait(1)
        if ended or any(written.startswith(name) for written in names):
            return moment


def missing(waiting):
    names = ", ".join(sorted(os.path.basename(path) for path in waiting)[:5])
    return f"serve did not write {len(waiting)} dependants: {names}"


def has(path, words):
    with open(path, encoding="utf-8") as file:
        return words in file.read()


def watch(workspace, folder, note, record, rounds):
    """`note` and `record` are the sets of files that one-shot builds wrote after such changes."""

    def page(client):
        return f"{workspace.public}/portal/clients/{client.slug}.html"

    with Server(workspace, folder) as server:
        server.wait_for_address()
        time.sleep(1)
        watcher = Watcher(workspace, server)
        latencies = [
            watcher.measure(
                "one client's note", watcher.save_note, page(workspace.noted), note, rounds
            ),
            watcher.measure(
                "one client's record", watcher.edit_record, page(workspace.edited), record, rounds
            ),
        ]
        return latencies, server.peak
