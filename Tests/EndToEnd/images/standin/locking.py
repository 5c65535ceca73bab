"""Locks of scripts, made by a job of the worker before they can run."""

import ast
import re
import sys

from .errors import not_found


def lock_of(language, content):
    """The lock, or an exception that says why there is none.

    Packages named `no_such_…` exist nowhere.
    """
    missing = re.search(r"\bno_such_\w+", content)
    if missing:
        raise ValueError(f"no matching distribution found for {missing[0]}")
    if language != "python3":
        return "{}\n"
    names = set()
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    outside = sorted(names - set(sys.stdlib_module_names) - {"f", "u"})
    return "".join(f"{line}\n" for line in ["# py: 3.11", *map(pinned, outside)])


def pinned(name):
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name}=={version(name)}"
    except PackageNotFoundError:
        return name


def lock(tx, job):
    """Writes a script's lock, or why it has none, and answers as the job's result."""
    where = (job["workspace_id"], job["runnable_id"])
    content = tx.one("SELECT content FROM script WHERE workspace_id = %s AND hash = %s", *where)
    if content is None:
        raise not_found(f"script {job['runnable_path']}")
    try:
        made = lock_of(job["script_lang"], content)
    except (ValueError, SyntaxError) as error:
        logs = f"cannot lock {job['runnable_path']}: {error}"
        tx.do(
            "UPDATE script SET lock_error_logs = %s WHERE workspace_id = %s AND hash = %s",
            *(logs, *where),
        )
        return {"error": {"name": "ExecutionErr", "message": logs}}, "failure"
    tx.do("UPDATE script SET lock = %s WHERE workspace_id = %s AND hash = %s", made, *where)
    return {"status": "Successful lock file generation", "lock": made}, "success"
