"""Scripts: versions by hash, each archiving its parent, and their locks."""

import hashlib
import json
import re

from .database import Json
from .errors import bad, not_found
from .jobs import LOCKED, push
from .routes import Answer, call, text, without_nothing

LANGUAGES = set(
    "python3 deno go bash powershell postgresql mysql bigquery snowflake mssql oracledb graphql"
    " nativets bun bunnative php rust ansible csharp nu java ruby rlang duckdb".split()
)
KINDS = {"script", "failure", "trigger", "command", "approval", "preprocessor"}
# What makes a version another one than its parent.
OWN = "path summary description content schema language kind tag lock envs timeout labels".split()
TYPES = {"path": str, "summary": str, "content": str, "language": str, "schema": dict}
TYPES |= {"parent_hash": str, "auto_parent": bool, "lock": str, "envs": list, "timeout": int}


def hash_of(version, parent):
    data = json.dumps([version, parent], sort_keys=True).encode()
    return int.from_bytes(hashlib.sha256(data).digest()[:8], "big", signed=True)


def hexed(number):
    return f"{number & 0xFFFFFFFFFFFFFFFF:016x}"


def unhexed(text):
    if not re.fullmatch("[0-9a-f]{16}", text):
        raise bad(f"{text} is no script hash")
    number = int(text, 16)
    return number - (1 << 64) if number >= 1 << 63 else number


def head_of(call, path):
    return call.tx.row(
        "SELECT * FROM script WHERE workspace_id = %s AND path = %s AND NOT archived"
        " AND NOT deleted ORDER BY created_at DESC LIMIT 1",
        *(call.workspace, path),
    )


@call("POST", "/w/{workspace}/scripts/create")
def create(call):
    body = call.body("path summary content language", TYPES)
    if body["language"] not in LANGUAGES or body.get("kind", "script") not in KINDS:
        raise bad("unknown variant of language or kind")
    path = body["path"]
    call.caller.must_write(call, path)
    # With auto_parent the real server takes a lock of the path too.
    call.tx.do("SELECT pg_advisory_xact_lock(hashtext(%s))", f"{call.workspace}/{path}")
    head = head_of(call, path)
    parent = parent_of(body, head)
    version = {name: body.get(name) for name in OWN}
    version["kind"] = version["kind"] or "script"
    if head is not None and is_same(version, head):
        if call.flag("skip_if_noop"):
            return text(hexed(head["hash"]), 201)
        raise bad(f"A script with same hash {hexed(head['hash'])} already exists!")
    number = hash_of(version, parent)
    if call.tx.one(
        "SELECT 1 FROM script WHERE workspace_id = %s AND hash = %s", call.workspace, number
    ):
        raise bad(f"A script with same hash {hexed(number)} already exists!")
    if head is not None:
        call.tx.do(
            "UPDATE script SET archived = true WHERE workspace_id = %s AND hash = %s",
            *(call.workspace, head["hash"]),
        )
    insert(call, version, number, head, body)
    return text(hexed(number), 201)


def parent_of(body, head):
    """The parent's hash, when what was asked for follows the version that is there."""
    asked = body.get("parent_hash")
    if body.get("auto_parent"):
        return head["hash"] if head else None
    if head is None:
        return unhexed(asked) if asked else None
    if asked is None or unhexed(asked) != head["hash"]:
        raise bad(f"Path conflict for {body['path']} with non-archived hash {hexed(head['hash'])}")
    return head["hash"]


def is_same(version, head):
    """A lock that the server made itself is no difference; nor is an absent text an empty one."""
    own = [name for name in OWN if name != "lock" or version["lock"]]
    return all((version[name] or None) == (head[name] or None) for name in own)


def insert(call, version, number, head, body):
    lock = version["lock"] or (None if version["language"] in LOCKED else "")
    parents = [head["hash"], *(head["parent_hashes"] or [])] if head else None
    columns = [name for name in OWN if name != "lock"]
    values = {
        **version,
        "description": version["description"] or "",
        "schema": Json(version["schema"]) if version["schema"] is not None else None,
    }
    more = {k: v for k, v in body.items() if k not in {*OWN, "parent_hash", "auto_parent"}}
    call.tx.do(
        f"INSERT INTO script (workspace_id, hash, parent_hashes, lock, deployment_msg, created_by,"
        f" more, {', '.join(columns)}) VALUES (%s, %s, %s::bigint[], %s, %s, %s, %s"
        f"{', %s' * len(columns)})",
        *(call.workspace, number, parents, lock, body.get("deployment_message")),
        *(call.caller.username, Json(more)),
        *(values[name] for name in columns),
    )
    if lock is None:
        push(
            *(call.tx, call.workspace, call.caller, "dependencies"),
            **{"tag": "dependency", "runnable_path": version["path"], "runnable_id": number},
            script_lang=version["language"],
        )


def shown(row, content=True):
    more = {
        "hash": hexed(row["hash"]),
        "parent_hashes": [hexed(one) for one in row["parent_hashes"] or []] or None,
        "is_template": False,
        "starred": False,
        "extra_perms": {},
        "has_preprocessor": False,
        "no_main_func": False,
    }
    hidden = {"more", "deployment_msg"} | (set() if content else {"content", "lock", "schema"})
    known = {name: value for name, value in row.items() if name not in hidden}
    return without_nothing({**known, "content": row["content"] if content else "", **more})


@call("GET", "/w/{workspace}/scripts/get/p/{path}")
def get(call):
    row = head_of(call, call["path"]) or call.tx.row(
        "SELECT * FROM script WHERE workspace_id = %s AND path = %s AND NOT deleted"
        " ORDER BY created_at DESC LIMIT 1",
        *(call.workspace, call["path"]),
    )
    if row is None:
        raise not_found(f"Script not found at name {call['path']}")
    return Answer({**shown(row), "is_draft": False})


def by_hash(call):
    row = call.tx.row(
        "SELECT * FROM script WHERE workspace_id = %s AND hash = %s",
        *(call.workspace, unhexed(call["hash"])),
    )
    if row is None:
        raise not_found(f"Script not found at name {call['hash']}")
    return row


@call("GET", "/w/{workspace}/scripts/get/h/{hash}")
def get_by_hash(call):
    return Answer(shown(by_hash(call)))


@call("GET", "/w/{workspace}/scripts/deployment_status/h/{hash}")
def deployment_status(call):
    row = by_hash(call)
    job = call.tx.one(
        "SELECT id FROM v2_job WHERE workspace_id = %s AND runnable_id = %s"
        " AND kind = 'dependencies'",
        *(call.workspace, row["hash"]),
    )
    return Answer({"lock": row["lock"], "lock_error_logs": row["lock_error_logs"], "job_id": job})


@call("GET", "/w/{workspace}/scripts/exists/p/{path}")
def exists(call):
    return Answer(head_of(call, call["path"]) is not None)


@call("GET", "/w/{workspace}/scripts/list")
def list_scripts(call):
    archived = call.flag("show_archived")
    rows = call.tx.rows(
        "SELECT * FROM script WHERE workspace_id = %s AND archived = %s AND NOT deleted"
        " AND path LIKE %s AND (%s::text IS NULL OR path = %s)"
        " ORDER BY created_at DESC LIMIT %s OFFSET %s",
        *(call.workspace, archived, call.query.get("path_start", "").replace("_", r"\_") + "%"),
        *(call.query.get("path_exact"), call.query.get("path_exact"), *call.page()),
    )
    return Answer([shown(row, content=False) for row in rows])


@call("GET", "/w/{workspace}/scripts/list_paths")
def list_paths(call):
    rows = call.tx.rows(
        "SELECT path FROM script WHERE workspace_id = %s AND NOT archived AND NOT deleted"
        " ORDER BY path",
        call.workspace,
    )
    return Answer([row["path"] for row in rows])


@call("GET", "/w/{workspace}/scripts/history/p/{path}")
def history(call):
    rows = call.tx.rows(
        "SELECT hash, deployment_msg FROM script WHERE workspace_id = %s AND path = %s"
        " ORDER BY created_at DESC",
        *(call.workspace, call["path"]),
    )
    return Answer(
        [
            without_nothing(
                {"script_hash": hexed(row["hash"]), "deployment_msg": row["deployment_msg"]}
            )
            for row in rows
        ]
    )


@call("POST", "/w/{workspace}/scripts/archive/p/{path}")
def archive(call):
    call.caller.must_write(call, call["path"])
    head = head_of(call, call["path"])
    if head is None:
        raise not_found(f"Script not found at name {call['path']}")
    call.tx.do(
        "UPDATE script SET archived = true WHERE workspace_id = %s AND hash = %s",
        *(call.workspace, head["hash"]),
    )
    return text(hexed(head["hash"]))


@call("POST", "/w/{workspace}/scripts/delete/p/{path}")
def delete(call):
    call.caller.must_be_admin()
    if not call.tx.do(
        "DELETE FROM script WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    ):
        raise not_found(f"Script not found at name {call['path']}")
    return Answer(call["path"])
