"""Attacks by the project's own programs, which the web server's user may run."""

import os
import shutil
import subprocess

from attacks import Stolen, attack, attacks
from served import CGI


def run(thief, *arguments, folder=None, **more):
    command = [str(thief.puerto), *arguments, "--workspace", str(folder or thief.folder)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(thief.scratch)}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=environment, cwd="/", **more
    )


@attacks(
    "runs puerto",
    {
        " ".join(words): words
        for words in [
            ["tenant", "list"],
            ["tenant", "edit", "acme", "--name", "Mine"],
            ["credential", "show", "acme", "app", "--to-file", "/tmp/puerto-never"],
            ["credential", "list", "acme"],
            ["handoff", "link", "acme"],
            ["operator", "list"],
            ["operator", "add", "mallory", "--role", "owner"],
            ["hook-secret", "add", "mallory"],
            ["key", "rotate", "web"],
            ["key", "verify"],
            ["audit", "list"],
            ["job", "list"],
            ["export"],
            ["build"],
            ["work", "--once"],
            ["serve", "--port", "0"],
            ["broker"],
        ]
    },
)
def run_verb(thief, words):
    done = run(thief, *words, input="a password of its own\n")
    if done.returncode == 0:
        raise Stolen(f"{words}: {done.stdout}")
    if any(secret in done.stdout + done.stderr for secret in thief.never):
        raise Stolen(f"{words} told a secret")


@attack("runs a broker of its own beside the operator's")
def second_broker(thief):
    """In a folder of its own it may; but no web server asks there."""
    own = thief.scratch / "workspace"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    for name in ["puerto.db", "keys", "puerto.sock"]:
        (own / name).symlink_to(thief.folder / name)
    done = run(thief, "broker", folder=own)
    if done.returncode == 0:
        raise Stolen(done.stderr)


@attack("runs the hook with variables of its own")
def run_hook(thief):
    environment = {
        "REQUEST_METHOD": "GET",
        "SERVER_NAME": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "PATH_INFO": "/jobs",
        "PUERTO_WORKSPACE": str(thief.folder),
        "HTTP_ACCEPT": "application/json",
    }
    for more in [
        {},
        {"REMOTE_USER": "ana"},
        {"AUTH_TYPE": "Basic", "HTTP_AUTHORIZATION": "Basic YW5hOng="},
        {"HTTP_COOKIE": "__Host-puerto=" + "A" * 43},
        {"HTTP_COOKIE": f"__Host-puerto={thief.cookies['ended']}"},
        {"SSL_CLIENT_VERIFY": "SUCCESS"},
    ]:
        done = subprocess.run([CGI], env={**environment, **more}, capture_output=True, timeout=20)
        if not done.stdout.startswith(b"Status: 401 "):
            raise Stolen(done.stdout[:300])
