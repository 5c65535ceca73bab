"""What may never happen to a client, whatever the history: looked at after each step, from outside of Puerto.

A client is whom `tenant add` has made; the records may forget one (an older database) or know one twice (a
copied workspace), and the oracle does neither. Each container, network and volume belongs to the client it was
made for. A step may change what belongs to those it is aimed at, and nothing else.

One folder commands: the first, until `workspace moved` is said in a copy of it. What any other one does to the
engine is a harm.
"""

import os
import sqlite3
from pathlib import Path

from services import opens

DATA = ("postgres", "redis")
# A client that was recorded again has the number that the engine's objects carry.
NUMBERS = """
    SELECT coalesce(number, id), slug FROM tenant LEFT JOIN stack_number ON tenant = id WHERE id > 0
"""

# Clients whose logins Puerto leaves as they are.
LEFT = """
    SELECT coalesce(number, instance_left.tenant) FROM instance_left
    LEFT JOIN stack_number ON stack_number.tenant = instance_left.tenant
"""


def has_any(snapshot):
    """Whether the engine has anything of Puerto's."""
    return any(
        "puerto.workspace" in one["labels"]
        for objects in snapshot.values()
        for one in objects.values()
    )


class Wrong(Exception):
    """A promise that was broken: its kind, and what happened."""

    def __init__(self, kind, text):
        super().__init__(f"{kind}: {text}")
        self.kind = kind


class Client:
    def __init__(self, number, slug):
        self.number, self.slug = number, slug
        self.token = f"row of {slug}, client {number} ever made"
        self.filled = {}  # kind of data → the volume it is in
        self.lost = set()  # kinds of data that the history itself has taken
        self.given_up = set()  # those that `--new-data` was said for

    def __repr__(self):
        return f"{self.slug} (the {self.number}. ever made)"


class Oracle:
    def __init__(self, machine):
        self.machine = machine
        self.clients = []
        self.owners = {}  # (kind, id) → Client; None of what is nobody's
        self.records = {}  # folder → row number → Client, as the records there have it
        self.folders = {}  # inode of a folder of stacks/ → Client
        self.commanders = set()  # the folders that may change what the engine has
        self.before = machine.snapshot()
        self.own(self.before, None)

    # The records

    @staticmethod
    def rows(folder, sql=NUMBERS):
        if not (folder / "puerto.db").exists():
            return []
        database = sqlite3.connect(f"file:{folder}/puerto.db?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(sql).fetchall()
        except sqlite3.DatabaseError as error:
            raise Wrong("database", f"{folder.name}/puerto.db: {error}") from None
        finally:
            database.close()

    def learn(self, folder, words=()):
        """Reads who is recorded; a row that was not there is a client that was just made, or recorded again."""
        known, rows = self.records.setdefault(folder, {}), dict(self.rows(folder))
        again = int(words[2]) if tuple(words[:2]) == ("tenant", "recover") else None
        if again in rows and (again not in known or known[again].slug != rows[again]):
            # One that was never made may have had the number; it gets another one.
            known[again] = self.owner_of(again) or known.get(again)
        for number, slug in rows.items():
            if known.get(number) is None:
                known[number] = Client(len(self.clients) + 1, slug)
                self.clients.append(known[number])
        for number in set(known) - set(rows):
            del known[number]

    def decided(self, folder, words):
        """After `workspace moved` and `workspace copied`: who commands is what their records say."""
        if words[:2] not in (["workspace", "moved"], ["workspace", "copied"]):
            return
        place = self.rows(folder, "SELECT path, changes, copy_id FROM place")
        if not place:
            return
        path, changes, copy_id = place[0]
        marks = [one["labels"].get("puerto.mark", 0) for one in self.before["volume"].values()]
        mark = max(map(int, marks), default=0)
        if copy_id is not None:
            self.commanders.discard(folder)
        elif os.path.realpath(path) == os.path.realpath(folder) and changes >= mark:
            # One that was killed has recorded its count, and the engine does not have it yet.
            self.commanders = {folder} | (self.commanders if changes > mark else set())

    def owner_of(self, number):
        """The client whose objects the engine has under a row's number."""
        for kind, objects in self.before.items():
            for key, one in objects.items():
                if one["labels"].get("puerto.tenant") == str(number):
                    return self.owners[kind, key]
        return None

    def targets(self, folder, words):
        """The clients that a verb is aimed at, by the records it reads."""
        known = self.records.get(folder, {})
        if words[0] == "work" or {"--all", "--mend", "moved"} & set(words):
            return set(known.values())
        if words[0] in ("tenant", "probe", "workspace", "doctor"):
            return set()
        slug_at = 2 if words[0] == "credential" else 1
        return {
            known.get(number) for number, slug in self.rows(folder) if slug == words[slug_at]
        } - {None}

    # The engine's objects

    def own(self, now, folder):
        """Gives what is new to the client that it was made for."""
        fresh = []
        for kind, objects in now.items():
            for key, one in objects.items():
                if (kind, key) in self.owners:
                    continue
                number = one["labels"].get("puerto.tenant")
                owner = None
                if number and number.isdigit() and int(number):
                    owner = self.records.get(folder, {}).get(int(number))
                    if owner is None:
                        raise Wrong(
                            "nobody's", f"{kind} {one['name']} is made for no recorded client"
                        )
                self.owners[kind, key] = owner
                fresh.append((kind, key, one, owner))
        return fresh

    def compared(self, one):
        """What a step changes in an object; a real engine's servers take a while to show their data."""
        left_out = {"rows", "kind", "password"} if self.machine.is_real else {"rows"}
        return {key: value for key, value in one.items() if key not in left_out}

    def check(self, step, folder, aims):
        """Compares what is with what was before a verb; throws the first promise that was broken."""
        if "--new-data" in step["run"]:
            for client in aims:
                client.given_up |= client.lost
        before, now, commanders = self.before, self.machine.snapshot(), self.commanders
        self.before = now
        words = step["run"]
        self.decided(folder, words)
        if not has_any(before):
            # Nothing is there that a copy could harm: who makes the first stack commands.
            commanders = {folder}
            if has_any(now):
                self.commanders = {folder}
        is_copy = folder not in self.commanders | commanders
        said = f"`puerto {' '.join(words)}`" + (
            " of a workspace that does not command" if is_copy else ""
        )
        for kind, objects in before.items():
            for key, one in objects.items():
                after = now[kind].get(key)
                if after is not None and self.compared(after) == self.compared(one):
                    continue
                owner = self.owners[kind, key]
                what = "removed" if after is None else "changed"
                if kind == "volume" and "puerto.mark" in one["labels"]:
                    if is_copy:
                        raise Wrong("copy", f"{said} {what} the mark {one['name']}")
                    continue
                if owner is None:
                    raise Wrong(
                        "foreign", f"{said} {what} the {kind} {one['name']}, which is not Puerto's"
                    )
                if kind == "volume" and after is None:
                    raise Wrong("data", f"{said} removed the volume {one['name']} of {owner}")
                if is_copy:
                    raise Wrong("copy", f"{said} {what} the {kind} {one['name']} of {owner}")
                if owner not in aims:
                    raise Wrong("other", f"{said} {what} the {kind} {one['name']} of {owner}")
        for kind, key, one, owner in self.own(now, folder):
            if is_copy:
                raise Wrong("copy", f"{said} made the {kind} {one['name']}")
            if owner is None:
                continue
            if owner not in aims:
                raise Wrong("other", f"{said} made the {kind} {one['name']} of {owner}")
            role = one["name"].rsplit("_", 1)[-1]
            if kind == "volume" and role in owner.filled:
                if role not in owner.given_up:
                    raise Wrong(
                        "empty", f"{said} made the volume {one['name']} anew, whose data was lost"
                    )
                del owner.filled[role]
                owner.lost.discard(role)
                owner.given_up.discard(role)
        self.look_at_data(now, said)
        self.look_at_logins(said)
        self.plant(now)

    def look_at_logins(self, said):
        """No client's Windmill is published and no worker of it runs while it has the stock password."""
        left = {
            str(number)
            for folder in self.commanders | set(self.records)
            for (number,) in self.rows(folder, LEFT)
        }
        for name, number in self.machine.exposed():
            if number not in left:
                raise Wrong(
                    "stock", f"{said} ran {name} while its Windmill took the stock password"
                )

    def look_at_data(self, now, said):
        for key, one in now["container"].items():
            for name in one["volumes"]:
                volume = next((k for k, v in now["volume"].items() if v["name"] == name), None)
                mine, its = self.owners["container", key], self.owners.get(("volume", volume))
                if volume and one["starts"] and its is not mine:
                    raise Wrong(
                        "opened",
                        f"{said} opened the volume {name} of {its} in {one['name']} of {mine}",
                    )
        for client in self.clients:
            for role, key in client.filled.items():
                if role in client.lost:
                    continue
                volume = now["volume"].get(key)
                if volume is None or client.token not in volume["rows"]:
                    raise Wrong("data", f"after {said} the {role} of {client} lacks its own row")
                if any(
                    other.token in volume["rows"] for other in self.clients if other is not client
                ):
                    raise Wrong("data", f"after {said} the {role} of {client} has another's row")

    def plant(self, now):
        """Writes each client's own row where a server has made data and no row is yet."""
        for key, one in now["volume"].items():
            client = self.owners.get(("volume", key))
            if client and one["kind"] in DATA and one["kind"] not in client.filled:
                self.machine.plant(one["name"], client.token)
                client.filled[one["kind"]] = key
                one["rows"].append(client.token)

    def took(self):
        """After a prune by hand: what the history itself has taken is nobody's fault."""
        now = self.machine.snapshot()
        for client in self.clients:
            for role, key in client.filled.items():
                if key not in now["volume"]:
                    client.lost.add(role)
        self.before = now

    # The files of secrets

    @staticmethod
    def secrets(folder):
        """The stacks' folders by inode: their secrets' bytes."""
        found = {}
        for path in sorted((Path(folder) / "stacks").glob("*")):
            if path.is_dir():
                files = {
                    file.name: file.read_bytes()
                    for file in sorted((path / "secrets").glob("*"))
                    if file.is_file()
                }
                found[path.stat().st_ino] = (path.name, files)
        return found

    def all_secrets(self):
        """Those of each workspace there is. A folder that is gone leaves its inode to others."""
        found = {folder: self.secrets(folder) for folder in self.records}
        there = {inode for some in found.values() for inode in some}
        self.folders = {inode: one for inode, one in self.folders.items() if inode in there}
        return found

    def check_secrets(self, step, folder, aims, was, data):
        """No verb writes over another's passwords, nor over its own that still open its data."""
        said = f"`puerto {' '.join(step['run'])}`"
        for place, former in was.items():
            now = self.secrets(place)
            self.compare_secrets(said, aims if place == folder else set(), former, now, data)
            by_slug = {slug: self.records[place].get(n) for n, slug in self.rows(place)}
            for inode, (name, _) in now.items():
                if inode not in self.folders:
                    self.folders[inode] = by_slug.get(name)

    def compare_secrets(self, said, aims, was, now, data):
        for inode, (name, files) in was.items():
            owner = self.folders.get(inode)
            after = now.get(inode)
            if owner is None or after == (name, files):
                continue
            if owner not in aims:
                raise Wrong(
                    "secrets", f"{said} changed the password files of {owner} in stacks/{name}"
                )
            if after is None:
                raise Wrong(
                    "secrets", f"{said} removed the password files of {owner} in stacks/{name}"
                )
            self.check_own(said, owner, files, after[1], data)
        self.look_at_files(said, now, data)

    def copied(self, folder, copy):
        """The folders of a copied workspace are of the same clients."""
        names = {name: inode for inode, (name, _) in self.secrets(folder).items()}
        for inode, (name, _) in self.secrets(copy).items():
            self.folders[inode] = self.folders.get(names.get(name))
        self.records[copy] = dict(self.records[folder])

    def check_own(self, said, owner, files, after, data):
        now = self.before["volume"]
        key = owner.filled.get("postgres")
        if key in data and key in now and data[key] == now[key]["password"]:
            kept = {"password": data[key]}
            was, is_now = (
                opens(kept, found.get("postgres_password", b"").decode(errors="replace"))
                for found in (files, after)
            )
            if was and not is_now:
                raise Wrong(
                    "password",
                    f"{said} wrote over the only file with the PostgreSQL password of {owner}",
                )

    def look_at_files(self, said, now, data):
        """No client's password file opens another's data."""
        for inode, (name, files) in now.items():
            given = files.get("postgres_password", b"").decode(errors="replace")
            for other in self.clients:
                password = data.get(other.filled.get("postgres"))
                owner = self.folders.get(inode)
                if (
                    owner
                    and password
                    and owner is not other
                    and opens({"password": password}, given)
                ):
                    raise Wrong(
                        "opened", f"after {said} the password of {owner} opens the data of {other}"
                    )

    def passwords(self):
        return {key: one["password"] for key, one in self.before["volume"].items()}
