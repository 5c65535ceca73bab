"""Linux's notices of changes in folders (inotify), through the C library."""

import ctypes
import os
import select
import struct
import time

MODIFIED, CLOSED, MOVED = 0x2, 0x8, 0x80
HEADER = struct.Struct("iIII")


class Notices:
    """Waits for files to be written in some folders; to be used in a `with` statement."""

    def __init__(self, folders, mask=CLOSED | MOVED):
        library = ctypes.CDLL(None, use_errno=True)
        self.file = library.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
        if self.file < 0:
            raise OSError(ctypes.get_errno(), "inotify_init1")
        for folder in folders:
            if library.inotify_add_watch(self.file, os.fsencode(folder), mask) < 0:
                raise OSError(ctypes.get_errno(), "inotify_add_watch", folder)
        self.poll = select.poll()
        self.poll.register(self.file, select.POLLIN)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.file)

    def wait(self, milliseconds):
        """The moment it woke and the names written until then; none when the time is over."""
        self.poll.poll(milliseconds)
        moment, names = time.monotonic(), []
        try:
            data = os.read(self.file, 1 << 20)
        except BlockingIOError:
            return moment, names
        position = 0
        while position < len(data):
            length = HEADER.unpack_from(data, position)[3]
            position += HEADER.size
            names.append(os.fsdecode(data[position : position + length].rstrip(b"\0")))
            position += length
        return moment, names
