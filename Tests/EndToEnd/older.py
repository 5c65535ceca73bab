"""An older database that is put back, as from a backup."""

import shutil
import sqlite3
from contextlib import closing


def backup(world, target):
    with (
        closing(sqlite3.connect(world.folder / "puerto.db")) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    return target


def put_back(world, source):
    """Another file with its name: one that is written over would still be open somewhere."""
    for suffix in ("", "-wal", "-shm"):
        (world.folder / f"puerto.db{suffix}").unlink(missing_ok=True)
    shutil.copy(source, world.folder / "puerto.db")
    with closing(sqlite3.connect(world.folder / "puerto.db")) as db:
        db.execute("PRAGMA journal_mode = WAL")
