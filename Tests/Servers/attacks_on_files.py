"""Attacks by files: each path of the workspace, in each way that a file can be used or replaced."""

import ctypes
import mmap
import os
import pwd
import shutil
import socket
import sqlite3

from attacks import Stolen, attack, attacks, fails
from stolen import COPY

DATABASE = ["puerto.db", "puerto.db-wal", "puerto.db-shm"]
KEYS = ["keys/master.key", "keys/signing.key", "keys/history.key", "keys/web.key"]
FILES = [
    *DATABASE,
    *KEYS,
    COPY,
    "puerto.yaml",
    "fleet.yaml",
    "puerto.sock.lock",
    ".puerto/records",
]
FOLDERS = ["keys", "stacks", "content", ".puerto"]
PAGES = ["public/portal/index.html", "public/x/index.html"]
SHOWN = ["public", "public/portal", "public/assets", "public/x", "public/welcome"]


def named(*values):
    return {value: value for value in values}


@attacks("reads", named(*FILES))
def read(thief, name):
    fails(lambda: (thief.folder / name).read_bytes()[:40], f"{name} was read")


@attacks("writes", named(*FILES, *PAGES))
def write(thief, name):
    for flags in [os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_APPEND, os.O_WRONLY | os.O_TRUNC]:
        fails(lambda flags=flags: os.close(os.open(thief.folder / name, flags)))


@attacks("removes, renames, replaces", named(*FILES, *FOLDERS, *PAGES, "public", "puerto.sock"))
def replace(thief, name):
    path, own = thief.folder / name, thief.scratch / "own"
    own.write_text("own")
    fails(lambda: os.unlink(path))
    fails(lambda: os.rmdir(path))
    fails(lambda: os.rename(path, f"{path}.old"))
    fails(lambda: os.rename(path, thief.scratch / "taken"))
    fails(lambda: os.replace(own, path))
    fails(lambda: os.symlink(own, path))
    fails(lambda: os.link(own, path))
    exchange = 2
    at = ctypes.CDLL(None, use_errno=True).renameat2
    if at(-100, os.fsencode(own), -100, os.fsencode(path), exchange) == 0:
        raise Stolen(f"{name} was exchanged")


@attacks("changes the rights of", named(".", *FILES, *FOLDERS, *PAGES, "public", "puerto.sock"))
def change_rights(thief, name):
    path = thief.folder / name
    user = pwd.getpwuid(os.getuid())
    fails(lambda: os.chmod(path, 0o777))
    fails(lambda: os.chown(path, user.pw_uid, user.pw_gid))
    fails(lambda: os.utime(path, (0, 0)))
    fails(lambda: os.truncate(path, 0))
    fails(lambda: os.setxattr(path, "user.own", b"1"))


@attacks("lists", named(*FOLDERS))
def list_folder(thief, name):
    fails(lambda: os.listdir(thief.folder / name))
    fails(lambda: os.chdir(thief.folder / name))


@attacks("makes something in", named(".", *FOLDERS, *SHOWN))
def make(thief, name):
    folder = thief.folder / name
    fails(lambda: os.close(os.open(folder / "new", os.O_CREAT | os.O_WRONLY)))
    fails(lambda: os.open(folder, os.O_TMPFILE | os.O_RDWR))
    fails(lambda: os.mkdir(folder / "new"))
    fails(lambda: os.mkfifo(folder / "new"))
    fails(lambda: os.symlink("/etc/passwd", folder / "new"))
    fails(lambda: os.link("/proc/self/exe", folder / "new"))
    with socket.socket(socket.AF_UNIX) as own:
        place = os.open(folder, os.O_PATH)
        fails(lambda: own.bind(f"/proc/self/fd/{place}/new"))


@attacks("puts a file of its own beside the records", named("-wal", "-shm", "-journal"))
def put_beside(thief, suffix):
    """A journal that SQLite would play back into the records."""
    path = thief.folder / f"puerto.db{suffix}"
    own = thief.scratch / "journal"
    own.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    fails(lambda: os.replace(own, path))
    fails(lambda: shutil.copyfile(own, path))
    fails(lambda: os.mkfifo(path))


@attacks(
    "opens the records with SQLite",
    {
        "plainly": "",
        "for reading": "?mode=ro",
        "as a file that nobody changes": "?immutable=1",
        "read and written": "?mode=rw",
        "made anew": "?mode=rwc",
        "without locks": "?nolock=1",
        "with locks as files": "?vfs=unix-dotfile",
        "through another's memory": "?vfs=unix-excl",
    },
)
def open_records(thief, options):
    address = (thief.folder / "puerto.db").as_uri() + options

    def use():
        database = sqlite3.connect(address, uri=True, timeout=1)
        return database.execute("SELECT name, password FROM operator").fetchall()

    fails(use, "the records were read")


@attack("attaches the records to a database of its own")
def attach_records(thief):
    database = sqlite3.connect(thief.scratch / "own.db")

    def use():
        database.execute("ATTACH DATABASE ? AS theirs", [str(thief.folder / "puerto.db")])
        return database.execute("SELECT count(*) FROM theirs.session").fetchall()

    fails(use, "the records were attached")


@attack("locks the records, so that nobody else writes")
def lock_records(thief):
    for name in [*DATABASE, "keys/web.key", "keys"]:
        fails(lambda name=name: os.open(thief.folder / name, os.O_RDONLY), f"{name} was opened")
        fails(lambda name=name: os.open(thief.folder / name, os.O_RDWR), f"{name} was opened")


@attack("maps the records' shared memory")
def map_index(thief):
    def use():
        with open(thief.folder / "puerto.db-shm", "r+b") as file:
            return mmap.mmap(file.fileno(), 0)[:16]

    fails(use)


@attack("goes through a copy, a mount or another name of the workspace")
def other_names(thief):
    fails(lambda: os.readlink(thief.folder / "puerto.db"))
    fails(lambda: shutil.copytree(thief.folder / "keys", thief.scratch / "keys"))
    fails(lambda: (thief.folder / "public/assets/key.txt").read_bytes(), "a link led to the key")
    libc = ctypes.CDLL(None, use_errno=True)
    new_namespace, new_user = 0x20000, 0x10000000
    for flags in [new_namespace, new_user | new_namespace]:
        if libc.unshare(flags) == 0:
            # Root of a name space of its own is nobody outside.
            fails(lambda: (thief.folder / "puerto.db").read_bytes()[:16])
            fails(lambda: (thief.folder / "keys/web.key").read_bytes())


@attack("hard links what it cannot read to where it can")
def link_away(thief):
    for name in [*DATABASE, *KEYS, "puerto.yaml"]:
        own = thief.scratch / "link"
        fails(lambda name=name, own=own: os.link(thief.folder / name, own))


@attack("puts a socket of its own in the place of the broker's")
def put_socket(thief):
    path = thief.folder / "puerto.sock"
    place = os.open(thief.folder, os.O_PATH)
    with socket.socket(socket.AF_UNIX) as own:
        fails(lambda: os.unlink(path))
        fails(lambda: own.bind(f"/proc/self/fd/{place}/puerto.sock"))
        own.bind(str(thief.scratch / "own.sock"))
        fails(lambda: os.rename(thief.scratch / "own.sock", path))
        fails(lambda: os.symlink(thief.scratch / "own.sock", f"{path}.new"))
