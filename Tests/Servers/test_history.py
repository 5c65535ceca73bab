"""The history as another program sees it, written by the real hook and the real verbs."""

import json
import sqlite3
import uuid
from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook

import history_witness as witness
from hook import PASSWORD
from served import Workspace
from test_program import run

pytestmark = pytest.mark.check("history")


@pytest.fixture(scope="module")
def workspace():
    made = Workspace()
    made.broker.start()
    yield made
    made.remove()


def first_key(workspace):
    out = workspace.puerto("audit", "verify")
    return out.split("signed from ")[1].split(" ")[0]


def cgi(workspace, path, body, *fields):
    environment = {
        "REQUEST_METHOD": "POST",
        "SERVER_NAME": "localhost",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_HOST": f"localhost:{workspace.port}",
        "HTTP_ORIGIN": workspace.origin,
        "PATH_INFO": path,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "PUERTO_WORKSPACE": str(workspace.folder),
        **dict(fields),
    }
    return run(environment, body)


def log_in(workspace, password=PASSWORD):
    body = json.dumps({"operator": "ana", "password": password}).encode()
    return cgi(workspace, "/session", body)[0]


def call(workspace, secret):
    name, body = uuid.uuid4().hex, json.dumps({"action": "build"})
    at = datetime.now(UTC)
    fields = {
        "HTTP_WEBHOOK_ID": name,
        "HTTP_WEBHOOK_TIMESTAMP": str(int(at.timestamp())),
        "HTTP_WEBHOOK_SIGNATURE": Webhook(secret).sign(name, at, body),
    }
    return cgi(workspace, "/calls", body.encode(), *fields.items())[0]


def database(workspace):
    return workspace.folder / "puerto.db"


def import_clients(workspace, name, count=600):
    lines = [
        f"  - {{slug: c{number}, name: {name} {number}, kind: client, host: local, locale: es}}"
        for number in range(1, count + 1)
    ]
    file = workspace.top / "fleet.yaml"
    file.write_text("tenants:\n" + "\n".join(lines) + "\n")
    workspace.puerto("import", "--yes", str(file))


def test_a_program_without_any_of_puertos_code_verifies_a_history(workspace):
    key = first_key(workspace)
    assert log_in(workspace) in (200, 201, 204)
    assert log_in(workspace, "another password") == 401
    for name in ("One", "Two", "Three", "Four"):
        import_clients(workspace, name)
    workspace.puerto("build")
    note = workspace.puerto("audit", "checkpoint")
    lines, epochs = witness.verify(database(workspace), key, note)
    assert lines > 2400 and epochs >= 2
    _, rows, _ = witness.read(database(workspace))
    sides = {line[3]: line[7] for line in rows}
    assert sides["session.login"] == "web" and sides["tenant.add"] == "operator"
    listed = json.loads(workspace.puerto("audit", "list", "--limit", "9999", "--json"))
    assert [line["side"] for line in listed] == [row[7] for row in reversed(rows)]
    assert workspace.puerto("audit", "verify", "--key", key).startswith(f"{lines} lines")


FORGERIES = [
    ("UPDATE audit SET actor = 'cli:eve' WHERE seq = 3", "line 3 is not as it was written"),
    ("UPDATE audit_link SET side = 'operator' WHERE side = 'web'", "is not as it was written"),
    ("UPDATE audit_epoch SET at = at + 1 WHERE number = 2", "epoch 2 is not signed"),
    ("DELETE FROM audit_epoch", "no epoch signs the history"),
]


@pytest.mark.parametrize("sql, said", FORGERIES, ids=[said for _, said in FORGERIES])
def test_the_witness_and_the_verb_agree_about_a_forgery(workspace, sql, said, tmp_path):
    key = first_key(workspace)
    copy = tmp_path / "puerto.db"
    source = sqlite3.connect(database(workspace))
    target = sqlite3.connect(copy)
    source.backup(target)
    names = target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        target.execute(f"DROP TRIGGER {name}")
    target.execute(sql)
    target.commit()
    target.close()
    source.close()
    with pytest.raises(witness.Fault, match=said):
        witness.verify(copy, key)


def test_a_key_that_is_rotated_keeps_every_program_and_ends_forms(workspace):
    secret = workspace.puerto("hook-secret", "add", "ci", "--action", "build").strip()
    assert call(workspace, secret) == 202
    old = (workspace.folder / "keys/web.key").read_bytes()
    workspace.puerto("key", "rotate", "web")
    assert (workspace.folder / "keys/web.key").read_bytes() != old
    assert call(workspace, secret) == 202
    assert log_in(workspace) in (200, 201, 204)
    assert witness.verify(database(workspace), first_key(workspace))
