"""Signed requests of a program to the hook of a history's workspace (Standard Webhooks 1.0.0)."""

import base64
import hashlib
import hmac
import json
import os
import pwd
import subprocess
import time
import uuid
from pathlib import Path

from machine import command

ACTIONS = ["suspend", "resume", "restart", "provision"]
HOST = "puerto.localhost:7990"


class Calls:
    """A broker for a workspace, and a program with a secret of its own."""

    def __init__(self, machine, home):
        self.machine, self.home = machine, home
        with (home / "puerto.yaml").open("a") as file:
            file.write(f"\nweb:\n  url: http://{HOST}\n  hook: /hook\n")
        words = ["hook-secret", "add", "program", "--workspace", str(home)]
        for action in ACTIONS:
            words += ["--action", action]
        status, said = machine.puerto(words)
        assert status == 0, said
        self.secret = base64.b64decode(said.strip().splitlines()[-1].removeprefix("whsec_"))
        user = pwd.getpwuid(os.geteuid()).pw_name
        self.broker = subprocess.Popen(
            [command(), "broker", "--user", user, "--workspace", str(home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 20
        while not (home / "puerto.sock").exists():
            assert self.broker.poll() is None and time.monotonic() < end, "no broker"
            time.sleep(0.01)

    def ask(self, action, slug):
        """Asks for an action on a client; returns the status of the answer."""
        content = {"action": action, "tenant": slug}
        if action == "suspend":
            content["reason"] = "late"
        body = json.dumps(content)
        name, at = uuid.uuid4().hex, str(int(time.time()))
        mac = hmac.digest(self.secret, f"{name}.{at}.{body}".encode(), hashlib.sha256)
        done = subprocess.run(
            [str(Path(command()).with_name("puerto-cgi"))],
            input=body.encode(),
            capture_output=True,
            timeout=120,
            env={
                "REQUEST_METHOD": "POST",
                "SERVER_NAME": "localhost",
                "REMOTE_ADDR": "127.0.0.1",
                "HTTP_HOST": HOST,
                "PATH_INFO": "/calls",
                "CONTENT_TYPE": "application/json",
                "CONTENT_LENGTH": str(len(body)),
                "PUERTO_WORKSPACE": str(self.home),
                "HTTP_WEBHOOK_ID": name,
                "HTTP_WEBHOOK_TIMESTAMP": at,
                "HTTP_WEBHOOK_SIGNATURE": f"v1,{base64.b64encode(mac).decode()}",
            },
        )
        status = int(done.stdout.split()[1])
        assert status < 500 and status != 401, (done.stdout, done.stderr)
        return status

    def close(self):
        self.broker.terminate()
        self.broker.wait()
