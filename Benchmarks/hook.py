#!/usr/bin/env python3
"""Measures the hook's CGI program under lighttpd beside a C program that says hello and beside a
Python CGI that reads the same rows, and writes the section "hook" of BENCHMARKS.md.

Requests follow one another over one connection, and the programs alternate: the comparison is of a
request's cost, not of how many fit at once.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import statistics
import sqlite3
import subprocess
import sys
import tempfile
import time

import machine
from processes import Failed, die_with_parent, run

SOURCES = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(SOURCES)
MARK = ("<!-- by hand: hook -->", "<!-- end of hook -->")
PASSWORD = "only for a benchmark"
CLIENTS = 100
# As a page of the portal sends it, to the portal's own name.
OWN = {"Host": "puerto.localhost:8099", "Sec-Fetch-Site": "same-origin"}
GOAL, LIMIT, FASTER = 3.0, 4.5, 3.0
# Milliseconds until what a worker has recorded is in the hook's answer.
SEEN, BUILDS = 300, 10

CONFIGURATION = """
server.modules = ("mod_setenv", "mod_alias", "mod_cgi")
server.document-root = "{folder}/empty"
server.bind = "127.0.0.1"
server.port = {port}
server.errorlog = "{folder}/error.log"
server.pid-file = "{folder}/pid"
server.max-keep-alive-requests = 100000
setenv.set-environment = ("PUERTO_WORKSPACE" => "{folder}/workspace")
alias.url = ("/hello" => "{folder}/cgi/hello", "/python" => "{folder}/cgi/status.py",
    "/hook" => "{folder}/cgi/puerto-cgi")
cgi.assign = ("" => "")
"""


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--puerto", default=f"{PROJECT}/.build/release/puerto")
    parser.add_argument("--cgi", default=f"{PROJECT}/.build/release/puerto-cgi")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--output", default=f"{PROJECT}/BENCHMARKS.md", help="- for stdout")
    return parser.parse_args()


class Workspace:
    """A hundred clients, an operator, and a job with its log."""

    def __init__(self, puerto, folder):
        self.puerto, self.folder = os.path.abspath(puerto), f"{folder}/workspace"
        run([self.puerto, "init", self.folder, "--locale", "es", "--locale", "en"])
        with open(f"{self.folder}/puerto.yaml", "a", encoding="utf-8") as file:
            file.write("\nweb:\n  url: http://puerto.localhost:8099\n")
        with open(f"{self.folder}/fleet.yaml", "w", encoding="utf-8") as file:
            file.write(
                "tenants:\n"
                + "".join(
                    f"  - {{kind: client, slug: c{number}, name: Client {number}}}\n"
                    for number in range(1, CLIENTS + 1)
                )
            )
        run([self.puerto, "import", "fleet.yaml"], self.folder)
        subprocess.run(
            [self.puerto, "operator", "add", "ana", "--role", "owner"],
            cwd=self.folder,
            check=True,
            input=PASSWORD.encode(),
            stdout=subprocess.DEVNULL,
        )
        run([self.puerto, "build"], self.folder)


class Server:
    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.configuration = f"{folder}/lighttpd.conf"
        with open(self.configuration, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(folder=folder, port=self.port))
        self.process = subprocess.Popen(
            [shutil.which("lighttpd") or "/usr/sbin/lighttpd", "-D", "-f", self.configuration],
            preexec_fn=die_with_parent,
        )
        end = time.monotonic() + 10
        while True:
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                self.connection.connect()
                return
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise Failed("lighttpd does not answer")
                time.sleep(0.05)

    def ask(self, method, path, body=None, headers=None):
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        return answer.status, answer.read(), answer.headers


def await_socket(path):
    end = time.monotonic() + 10
    while not os.path.exists(path):
        if time.monotonic() > end:
            raise Failed("puerto broker does not listen")
        time.sleep(0.05)


def log_in(server):
    status, body, headers = server.ask(
        "POST",
        "/hook/session",
        json.dumps({"operator": "ana", "password": PASSWORD}),
        {"Content-Type": "application/json", **OWN},
    )
    if status != 200:
        raise Failed(f"the login was answered with {status}: {body[:300]}")
    return headers["Set-Cookie"].partition(";")[0], json.loads(body)["csrf"]


def make_job(server, cookie, csrf):
    """Requests a client's system, which no worker can start: only its record is read."""
    status, body, _ = server.ask(
        "POST",
        "/hook/tenants/c1/actions/provision",
        "{}",
        {
            "Content-Type": "application/json",
            **OWN,
            "Cookie": cookie,
            "X-CSRF-Token": csrf,
        },
    )
    if status != 202:
        raise Failed(f"the job was answered with {status}: {body[:300]}")
    return json.loads(body)["job"]["id"]


def settle(server, cookie, job):
    """Waits until the worker has ended the job: without an engine it fails, with a log."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        _, body, _ = server.ask("GET", f"/hook/jobs/{job}", headers={"Cookie": cookie})
        if json.loads(body)["job"]["state"] in ("done", "failed"):
            return
        time.sleep(0.2)
    raise Failed("the job came to no end")


def measure(server, cases, rounds):
    """Milliseconds of each request; the cases alternate."""
    taken = {name: [] for name, *_ in cases}
    for number in range(rounds + 20):
        turn = cases[number % len(cases) :] + cases[: number % len(cases)]
        for name, path, headers in turn:
            begin = time.perf_counter()
            status, body, _ = server.ask("GET", path, headers=headers)
            took = (time.perf_counter() - begin) * 1000
            if status != 200:
                raise Failed(f"{name} answered {status}: {body[:300]}")
            if number >= 20:
                taken[name].append(took)
    return taken


def measure_progress(server, cookie, csrf, folder):
    """Milliseconds from each step that a worker records to the answer that shows it."""
    records = sqlite3.connect(f"file:{folder}/workspace/puerto.db?mode=ro", uri=True)
    taken = []
    for _ in range(BUILDS):
        job, shown = request_build(server, cookie, csrf), 0
        while not shown or state not in ("done", "failed"):
            lines, state = records.execute(
                "SELECT (SELECT count(*) FROM job_event WHERE job = job.seq), state FROM job "
                "WHERE id = ?",
                (job,),
            ).fetchone()
            if lines == shown:
                continue
            begin, shown = time.perf_counter(), lines
            while True:
                _, body, _ = server.ask("GET", f"/hook/jobs/{job}", headers={"Cookie": cookie})
                if len(json.loads(body)["events"]) >= lines:
                    break
            taken.append((time.perf_counter() - begin) * 1000)
    records.close()
    return taken


def request_build(server, cookie, csrf):
    status, body, _ = server.ask(
        "POST", "/hook/build", "", {**OWN, "Cookie": cookie, "X-CSRF-Token": csrf}
    )
    if status != 202:
        raise Failed(f"the build was answered with {status}: {body[:300]}")
    return json.loads(body)["job"]["id"]


def median_ratio(taken, one, other):
    """The median of the ratios within each round: both met the machine in the same state."""
    return statistics.median(a / b for a, b in zip(taken[one], taken[other], strict=True))


def report(taken, rounds, peak, size, progress, where):
    middle = {name: statistics.median(times) for name, times in taken.items()}
    to_hello = median_ratio(taken, "puerto-cgi", "hello")
    to_python = median_ratio(taken, "python", "puerto-cgi")
    names = {
        "hello": "a C program that says hello",
        "puerto-cgi": "puerto-cgi: a job's status",
        "python": "the same rows read by a Python CGI",
    }
    rows = "".join(
        f"| {names[name]} | {middle[name]:.2f} ms | "
        f"{sorted(times)[len(times) // 10]:.2f} … {sorted(times)[-len(times) // 10]:.2f} ms |\n"
        for name, times in taken.items()
    )
    slowest = max(progress)
    reached = "goal" if to_hello <= GOAL else "enough" if to_hello <= LIMIT else "**missed**"
    return f"""{MARK[0]}

## The hook

{time.strftime("%Y-%m-%d", time.gmtime())}. {where}. lighttpd
starts the program for each request. Requests follow one another over one connection, the programs
alternate, {rounds} rounds after 20 that do not count. The status is that of a job, for a logged-in
operator: cookie, session, job, steps and log, which the broker reads from SQLite, JSON. {CLIENTS}
clients are recorded, and a worker has the records open, as in production. `make bench` measures it
again.

| | median | tenth … ninetieth percentile |
|---|--:|--:|
{rows}
| | measured | goal | never worse than | reached |
|---|--:|--:|--:|--:|
| puerto-cgi against hello | {to_hello:.2f}× | {GOAL:.0f}× | {LIMIT}× | {reached} |
| puerto-cgi against Python | {to_python:.1f}× faster | {FASTER:.0f}× faster | | {"goal" if to_python >= FASTER else "**missed**"} |
| a worker's line in an answer, slowest of {len(progress)} | {slowest:.0f} ms | {SEEN} ms | | {"goal" if slowest <= SEEN else "**missed**"} |

Comparisons are medians of the ratios within each round. A worker's line is in an answer after
{statistics.median(progress):.1f} ms in the middle. puerto-cgi has {size:.1f} MB; its peak memory at a status request
is {peak:.1f} MB.

{MARK[1]}
"""


def peak_memory(cgi, folder, job, cookie):
    """The peak memory of one process, in MB."""
    environment = {
        "PUERTO_WORKSPACE": f"{folder}/workspace",
        "REQUEST_METHOD": "GET",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "GATEWAY_INTERFACE": "CGI/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "PATH_INFO": f"/jobs/{job}",
        "QUERY_STRING": "",
        "SCRIPT_NAME": "/hook",
        "HTTP_COOKIE": cookie,
    }
    process = subprocess.Popen(
        [cgi], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status or job.encode() not in output:
        raise Failed(f"puerto-cgi ended with {status}: {output[:300]}")
    return usage.ru_maxrss / 1024


def write(path, section):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    whole = re.compile(re.escape(MARK[0]) + ".*?" + re.escape(MARK[1]) + "\n", re.DOTALL)
    text = (
        whole.sub(lambda _: section, text)
        if whole.search(text)
        else f"{text.rstrip()}\n\n{section}"
    )
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    chosen = options()
    # On the disk, where programs and records are in production.
    with tempfile.TemporaryDirectory(prefix="puerto-hook-") as folder:
        for name in ("cgi", "empty"):
            os.mkdir(f"{folder}/{name}")
        run(["cc", "-O2", "-o", f"{folder}/cgi/hello", f"{SOURCES}/cgi/hello.c"])
        shutil.copy(f"{SOURCES}/cgi/status.py", f"{folder}/cgi/status.py")
        shutil.copy(chosen.cgi, f"{folder}/cgi/puerto-cgi")
        workspace = Workspace(chosen.puerto, folder)
        broker = subprocess.Popen(
            [workspace.puerto, "broker"],
            cwd=workspace.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )
        await_socket(f"{workspace.folder}/puerto.sock")
        server = Server(folder)
        cookie, csrf = log_in(server)
        job = make_job(server, cookie, csrf)
        # As in production, a worker has the records open and does the job.
        worker = subprocess.Popen(
            [workspace.puerto, "work"],
            cwd=workspace.folder,
            stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )
        settle(server, cookie, job)
        own = {"Cookie": cookie}
        cases = [
            ("hello", "/hello", {}),
            ("puerto-cgi", f"/hook/jobs/{job}", own),
            ("python", f"/python/jobs/{job}", own),
        ]
        taken = measure(server, cases, chosen.rounds)
        peak = peak_memory(f"{folder}/cgi/puerto-cgi", folder, job, cookie)
        progress = measure_progress(server, cookie, csrf, folder)
        size = os.path.getsize(f"{folder}/cgi/puerto-cgi") / 1e6
        where = ", ".join(machine.machine(folder)[:3])
        section = report(taken, chosen.rounds, peak, size, progress, where)
        for process in (worker, server.process, broker):
            process.terminate()
            process.wait()
    if chosen.output == "-":
        sys.stdout.write(section)
    else:
        write(chosen.output, section)


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        sys.exit(f"bench: {error}")
