"""The ids of trees as git computes them, from the files of a folder."""

import hashlib
import os
import stat


def tree(folder, algorithm):
    """The id of a folder's tree with `sha1` or `sha256`. `.git` and empty folders are no part."""
    found = _tree(os.fspath(folder), algorithm)
    return (found or _named(b"tree", b"", algorithm)).hex()


def _tree(folder, algorithm):
    entries = []
    for entry in os.scandir(folder):
        if entry.name == ".git":
            continue
        name, mode = os.fsencode(entry.name), entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            # git sorts a folder as if its name ended with a slash.
            if below := _tree(entry.path, algorithm):
                entries.append((name + b"/", b"40000", name, below))
        else:
            kind, content = _file(entry.path, mode)
            entries.append((name, kind, name, _named(b"blob", content, algorithm)))
    lines = [kind + b" " + name + b"\0" + below for _, kind, name, below in sorted(entries)]
    return _named(b"tree", b"".join(lines), algorithm) if lines else None


def _file(path, mode):
    if stat.S_ISLNK(mode):
        return b"120000", os.fsencode(os.readlink(path))
    with open(path, "rb") as file:
        return (b"100755" if mode & stat.S_IXUSR else b"100644"), file.read()


def _named(kind, content, algorithm):
    head = kind + b" " + str(len(content)).encode() + b"\0"
    return hashlib.new(algorithm, head + content).digest()
