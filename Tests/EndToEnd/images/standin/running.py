"""Runs scripts: `bash` and `python3` as processes of their own, `postgresql` on its database."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time

import psycopg2

from .database import patience
from .ending import stopping
from .routes import written

LONGEST = 900  # seconds of a job that names no time limit
FINISHING = 20  # seconds that a job may go on after the worker is told to stop

# Runs beside the script; what the script prints is the job's log, its result goes into a file.
WRAPPER = """
import inspect, json, sys, traceback
sys.path.insert(0, ".")
def written(value):
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
try:
    import inner
    known = inspect.signature(inner.main).parameters
    args = json.load(open("args.json"))
    if not any(one.kind is one.VAR_KEYWORD for one in known.values()):
        args = {name: value for name, value in args.items() if name in known}
    result, code = inner.main(**args), 0
except BaseException as error:
    stack = traceback.format_exc()
    print(stack, file=sys.stderr)
    result, code = {"message": str(error), "name": type(error).__name__, "stack": stack}, 1
json.dump(result, open("result.json", "w"), default=written)
sys.exit(code)
"""


class Stopped(Exception):
    """The worker ends before the job does; another one takes it anew."""


class Script:
    def __init__(self, language, content, args, environment, timeout):
        self.language, self.content, self.args = language, content, args
        self.environment, self.timeout = environment, timeout or LONGEST
        self.logs = ""


def run(script):
    """The result and whether it is one."""
    kinds = {"bash": bash, "python3": python, "postgresql": postgresql}
    if script.language not in kinds:
        return failed(f"the stand-in does not run {script.language}"), False
    return kinds[script.language](script)


def failed(message, name="ExecutionErr"):
    return {"error": {"name": name, "message": message}}


def process(script, files, command):
    """The exit code and the last line printed, and what the script left in its folder."""
    folder = tempfile.mkdtemp(prefix="job-")
    try:
        for name, content in files.items():
            with open(os.path.join(folder, name), "w") as file:
                file.write(content)
        with open(os.path.join(folder, ".log"), "w+b") as log:
            code = ended(script, folder, command, log)
            log.seek(0)
            script.logs = log.read(1_000_000).decode(errors="replace")
        lines = script.logs.rstrip("\n").split("\n")
        return code, lines[-1], left(folder, "result.json"), left(folder, "result.out")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ended(script, folder, command, log):
    child = subprocess.Popen(
        # A worker that is killed leaves no script behind.
        ["setpriv", "--pdeathsig", "KILL", *command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**script.environment, "HOME": folder, "TMPDIR": folder},
        start_new_session=True,
    )
    end, told = time.monotonic() + script.timeout, None
    while True:
        try:
            return child.wait(0.5)
        except subprocess.TimeoutExpired:
            now = time.monotonic()
        if stopping.is_set():
            told = told or now
        if now > end or (told and now > told + FINISHING):
            os.killpg(child.pid, 9)
            child.wait()
            if now > end:
                return -9
            raise Stopped()


def left(folder, name):
    try:
        with open(os.path.join(folder, name)) as file:
            return file.read(2_000_000)
    except FileNotFoundError:
        return None


def bash(script):
    """Arguments are those that the script names as `name="$1"`; its last line is the result."""
    named = re.findall(r'^(\w+)="\$\{?(\d+)', script.content, re.MULTILINE)
    places = {int(place): name for name, place in named}
    given = [script.args.get(places.get(n)) for n in range(1, max(places, default=0) + 1)]
    words = [
        "" if one is None else one if isinstance(one, str) else json.dumps(one) for one in given
    ]
    code, last, as_json, as_text = process(
        script, {"main.sh": script.content}, ["/bin/bash", "main.sh", *words]
    )
    if code:
        tail = "\n".join(script.logs.rstrip("\n").split("\n")[-10:])
        return failed(f"ExitCode: {code}, last log lines:\n{tail}"), False
    if as_json is not None:
        return json.loads(as_json), True
    return as_text.rstrip("\n") if as_text is not None else last, True


def python(script):
    files = {
        "inner.py": script.content,
        "wrapper.py": WRAPPER,
        "args.json": json.dumps(script.args),
    }
    code, last, result, _ = process(script, files, ["python3", "-u", "wrapper.py"])
    if result is None:
        return failed(f"ExitCode: {code}, last log lines:\n{last}"), False
    value = json.loads(result)
    return (value, True) if code == 0 else ({"error": value}, False)


def postgresql(script):
    """`-- $1 name` names an argument; the rows of the last statement are the result."""
    resource = script.args.get("database")
    if not isinstance(resource, dict):
        return failed("Missing database argument: it is no resource"), False
    named = re.findall(r"^--\s*\$(\d+)\s+(\w+)", script.content, re.MULTILINE)
    values = {f"a{place}": script.args.get(name) for place, name in named}
    sql = re.sub(r"\$(\d+)", r"%(a\1)s", script.content.replace("%", "%%"))
    sql = re.sub(r"^--.*$", "", sql, flags=re.MULTILINE)
    patience(script.timeout)
    try:
        connection = psycopg2.connect(
            host=resource.get("host"),
            port=resource.get("port") or 5432,
            user=resource.get("user"),
            password=resource.get("password"),
            dbname=resource.get("dbname"),
            sslmode=resource.get("sslmode") or "prefer",
            gssencmode="disable",
        )
        with connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows = cursor.fetchall() if cursor.description else []
            names = [column.name for column in cursor.description or []]
        connection.close()
    except psycopg2.Error as error:
        return failed(str(error).strip()), False
    found = [dict(zip(names, row)) for row in rows]
    return json.loads(json.dumps(found, default=written)), True
