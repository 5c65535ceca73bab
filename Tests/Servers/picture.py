"""What a workspace's records, history and files are at one moment."""

# The number of the newest row.
PASSING = {"sqlite_sequence", "sqlite_stat1"}


class Picture:
    """The records, the history and the files at one moment."""

    def __init__(self, workspace):
        self.history = workspace.records.all(
            "SELECT a.seq, actor, action, object, outcome, detail, side FROM audit a "
            "JOIN audit_link l ON l.seq = a.seq ORDER BY a.seq"
        )
        self.tables = {}
        names = workspace.records.all("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in names:
            if name not in PASSING and not name.startswith("audit"):
                self.tables[name] = sorted(map(repr, workspace.records.all(query(name))))
        self.files = {
            str(path.relative_to(workspace.folder)): seen(path)
            for path in [workspace.folder, *workspace.folder.rglob("*")]
        }

    def since(self, before):
        """Names of tables that differ, and the lines that the history has gained."""
        tables = {name for name in self.tables if self.tables[name] != before.tables[name]}
        assert self.history[: len(before.history)] == before.history
        return tables, self.history[len(before.history) :]


def query(table):
    """The rows that no request changes by the way."""
    if table == "session":
        # The time of the last request moves on with each.
        return "SELECT hex(digest), operator, created_at FROM session"
    if table == "passkey_offer":
        # The tests keep it open.
        return "SELECT id, operator, credential FROM passkey_offer"
    if table == "errand":
        # The next question takes an expired plan away.
        return "SELECT * FROM errand WHERE asked_at > unixepoch() - 900"
    return f"SELECT * FROM {table}"


def seen(path):
    """What tells that a file was changed; SQLite changes the records' own files at any time."""
    status = path.lstat()
    whose = (status.st_mode, status.st_uid, status.st_gid)
    if path.name.startswith("puerto.db-") or path.is_dir():
        return whose
    if path.name == "puerto.db":
        return *whose, status.st_ino
    return *whose, status.st_ino, status.st_size, status.st_mtime_ns
