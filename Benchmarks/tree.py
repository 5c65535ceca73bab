"""The contents of a folder of generated files, and a build's changes to it."""

import hashlib
import os
import shutil


def files(folder):
    """Every file below a folder: its path from there, and the entry that `os.scandir` made."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield os.path.relpath(entry.path, folder), entry


def folders(folder):
    return [path for path, _, _ in os.walk(folder)]


def state(path):
    """A value that differs once the file was written or replaced; `None` without a file."""
    try:
        status = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def snapshot(folder):
    if not os.path.isdir(folder):
        return {}
    return {name: state(entry.path) for name, entry in files(folder)}


def written(before, after):
    return {name for name, state in after.items() if before.get(name) != state}


def size(folder):
    """The number of files, and their bytes together."""
    if not os.path.isdir(folder):
        return 0, 0
    sizes = [entry.stat().st_size for _, entry in files(folder)]
    return len(sizes), sum(sizes)


def contents(folder):
    sums = {}
    for name, entry in files(folder):
        with open(entry.path, "rb") as file:
            sums[name] = hashlib.sha256(file.read()).digest()
    return sums


def clear(folder):
    """Removes the contents of a folder, and leaves the folder."""
    if not os.path.isdir(folder):
        return
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)
