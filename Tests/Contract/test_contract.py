"""Checks the hook against openapi.yaml: it takes what is described and refuses the rest."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PASSWORD = "nadie lo adivina en un faro"
# These end the session that the other operations need.
ENDINGS = ["logout", "logoutForm"]


def puerto():
    path = Path(os.environ.get("PUERTO", ".build/release/puerto"))
    return str(path if path.is_absolute() else ROOT / path)


class Portal:
    """A workspace with some clients, served by `puerto serve`."""

    def __init__(self, folder):
        self.folder = folder / "w"
        self.run("init", str(self.folder), here=False)
        with (self.folder / "puerto.yaml").open("a") as file:
            file.write("\nweb:\n  url: http://puerto.localhost:7990\n")
        for slug in ["acme", "faro", "luna"]:
            self.run(
                "tenant",
                "add",
                slug,
                "--name",
                slug.title(),
                "--contact-email",
                f"eva@{slug}.example",
            )
        self.run("operator", "add", "ana", "--role", "owner", input=PASSWORD)
        self.process = subprocess.Popen(
            [puerto(), "serve", "--port", "0", "--workspace", str(self.folder)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PUERTO_IGNORE_PORTS": "1", "PUERTO_LANGUAGE": "en"},
        )
        address = next(line for line in self.process.stdout if line.startswith("http://"))
        self.port = int(re.search(r":(\d+)/", address)[1])
        self.own = {"Host": f"puerto.localhost:{self.port}", "Sec-Fetch-Site": "same-origin"}
        # Log in before the wrong logins of the tests lock the network out.
        self.logins = [self.log_in(), self.log_in()]

    def run(self, *arguments, here=True, input=""):
        place = ["--workspace", str(self.folder)] if here else []
        subprocess.run(
            [puerto(), *arguments, *place],
            input=input,
            text=True,
            check=True,
            capture_output=True,
            env={**os.environ, "PUERTO_IGNORE_PORTS": "1", "PUERTO_LANGUAGE": "en"},
        )

    def log_in(self):
        """A session's cookie and token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(
            "POST",
            "/hook/session",
            json.dumps({"operator": "ana", "password": PASSWORD}),
            {"Content-Type": "application/json", **self.own},
        )
        answer = connection.getresponse()
        body = json.loads(answer.read())
        assert answer.status == 200, body
        return answer.headers["Set-Cookie"].split(";")[0].partition("=")[2], body["csrf"]

    def close(self):
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    made = Portal(tmp_path_factory.mktemp("contract"))
    yield made
    made.close()


def check(portal, folder, examples, *selection):
    """Schemathesis with all of its checks; returns what it printed at the end."""
    cookie, token = portal.logins.pop()
    shutil.copy(ROOT / "Sources/PuertoHook/openapi.yaml", folder)
    (folder / "schemathesis.toml").write_text(
        f'hooks = "formats"\n[auth.openapi.session]\napi_key = "{cookie}"\n[auth.openapi.csrf]\napi_key = "{token}"\n'
        # A missing length (411) is a rejection too.
        '[checks.negative_data_rejection]\nexpected-statuses = ["4xx"]\n'
    )
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "schemathesis.cli",
            "--config-file",
            "schemathesis.toml",
            "run",
            "openapi.yaml",
            "--url",
            f"http://127.0.0.1:{portal.port}/hook",
            *[word for field in portal.own.items() for word in ("--header", ": ".join(field))],
            "--checks",
            "all",
            "--phases",
            "examples,coverage,fuzzing,stateful",
            "--max-examples",
            str(examples),
            "--continue-on-failure",
            "--suppress-health-check",
            "all",
            "--no-color",
            *selection,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HERE)},
        timeout=500,
    )
    print(done.stdout[-1500:])
    return done


def test_every_route_keeps_its_contract(portal, tmp_path):
    excluded = [word for name in ENDINGS for word in ["--exclude-operation-id", name]]
    done = check(portal, tmp_path, os.environ.get("CONTRACT_EXAMPLES", "40"), *excluded)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_the_ways_out_keep_it_too(portal, tmp_path):
    included = [word for name in ENDINGS for word in ["--include-operation-id", name]]
    done = check(portal, tmp_path, 20, *included)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
