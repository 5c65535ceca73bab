"""A file system of its own that is small, can be resized, and filled to its last byte."""

import subprocess
import threading


class SmallDisk:
    def __init__(self, folder):
        self.folder, self.filler = folder, folder / "filler"
        self.stop, self.thread = threading.Event(), None
        folder.mkdir()

    def mount(self, megabytes):
        options = f"size={megabytes}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder], check=True)

    def resize(self, megabytes):
        subprocess.run(["mount", "-o", f"remount,size={megabytes}m", self.folder], check=True)

    def fill(self, spare=0):
        """Fills it once; `spare` bytes are given back."""
        with self.filler.open("ab", buffering=0) as file:
            take(file)
            file.truncate(file.tell() - spare)

    def keep_filling(self):
        """Fills it, and takes each byte that comes free, until `clear`."""
        self.fill()
        self.thread = threading.Thread(target=self.go_on)
        self.thread.start()

    def go_on(self):
        with self.filler.open("ab", buffering=0) as file:
            while not self.stop.wait(0.002):
                take(file)

    def clear(self):
        """Stops what fills it, and gives all of that back."""
        self.stop.set()
        if self.thread:
            self.thread.join()
        self.thread = None
        self.stop.clear()
        self.filler.unlink(missing_ok=True)

    def remove(self):
        self.clear()
        subprocess.run(["umount", "--lazy", self.folder], check=True)


def take(file):
    for size in (1 << 20, 4096, 1):
        try:
            while True:
                file.write(b"x" * size)
        except OSError:
            pass
