"""Programs' calls, signed by an independent library."""

import datetime
import json
import re
import subprocess
import uuid

import pytest
from standardwebhooks.webhooks import Webhook

from hook import Caller, value
from served import PUERTO

pytestmark = pytest.mark.check("signed calls")
BUILD = {"action": "build"}


@pytest.fixture(scope="module")
def secrets(server):
    workspace = server.workspace
    workspace.puerto("tenant", "add", "other", "--name", "Other")
    return {
        name: workspace.puerto("hook-secret", "add", name, *options).strip()
        for name, options in [
            ("any", ["--action", "build"]),
            ("acme", ["--tenant", "acme"]),
            ("other", ["--tenant", "other"]),
        ]
    }


@pytest.fixture(autouse=True)
def alone(server):
    """No build waits, which the next one would join."""
    for job in server.workspace.records.jobs(action="build", state="queued"):
        server.workspace.puerto("job", "cancel", job)


def signed(secret, content, name=None, age=0, sent=None):
    """Fields and body of a call; `sent` is what is sent in place of what was signed."""
    name, time = (
        name or uuid.uuid4().hex,
        datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=age),
    )
    body = json.dumps(content)
    fields = [
        ("webhook-id", name),
        ("webhook-timestamp", int(time.timestamp())),
        ("webhook-signature", Webhook(secret).sign(name, time, body)),
        ("Content-Type", "application/json"),
    ]
    return fields, (body if sent is None else sent).encode()


def call(server, *arguments, **more):
    fields, body = signed(*arguments, **more)
    return Caller(server).ask("POST", "/calls", fields, body, origin=None)


def jobs(server):
    return server.workspace.records.jobs()


def test_a_call_is_a_job_and_the_same_call_again_is_none(server, secrets):
    before, name = jobs(server), uuid.uuid4().hex
    first = call(server, secrets["any"], BUILD, name)
    assert first.status == 202, first
    job = value(first)["job"]
    assert (job["action"], job["actor"]) == ("build", "hook:any") and jobs(server) == [
        *before,
        job["id"],
    ]
    again = call(server, secrets["any"], BUILD, name)
    assert (again.status, value(again)) == (200, {"duplicate": True}), again
    assert jobs(server) == [*before, job["id"]]


def test_a_call_that_is_not_what_was_signed_is_refused(server, secrets):
    before = jobs(server)
    for answer in [
        call(server, secrets["any"], BUILD, sent='{"action":  "build"}'),
        call(server, secrets["any"], BUILD, sent='{"action": "provision", "tenant": "acme"}'),
        # A second may pass between the signature and the reading: not at the edge of 300.
        call(server, secrets["any"], BUILD, age=310),
        call(server, secrets["any"], BUILD, age=-310),
        call(server, "whsec_" + "A" * 43 + "=", BUILD),
    ]:
        assert answer.status == 401, answer
    assert jobs(server) == before


def test_another_clients_secret_asks_for_nothing(server, secrets):
    before, content = jobs(server), {"action": "reconcile", "tenant": "acme"}
    answer = call(server, secrets["other"], content)
    assert answer.status == 401 and jobs(server) == before, answer
    assert call(server, secrets["other"], BUILD).status == 401 and jobs(server) == before
    answer = call(server, secrets["acme"], content)
    assert answer.status == 202, answer
    server.workspace.puerto("job", "cancel", value(answer)["job"]["id"])


def test_ten_of_one_call_at_once_are_one_job(server, secrets):
    before = jobs(server)
    fields, body = signed(secrets["any"], BUILD)
    fields = [*fields, ("Content-Length", len(body))]
    answers = server.client.rush("POST", f"{server.hook}/calls", fields, body, 10)
    assert sorted(answer.status for answer in answers) == [200] * 9 + [202], answers
    assert len(jobs(server)) == len(before) + 1


def test_a_secret_that_has_ended_signs_no_more(server, secrets):
    secret = server.workspace.puerto("hook-secret", "add", "short", "--action", "build").strip()
    assert call(server, secret, BUILD).status == 202
    server.workspace.puerto("hook-secret", "revoke", "short")
    assert call(server, secret, BUILD).status == 401


def test_a_secret_asks_for_what_it_was_given(server, secrets):
    secret = server.workspace.puerto("hook-secret", "add", "usual").strip()
    before = jobs(server)
    for action in ["provision", "suspend", "resume"]:
        answer = call(server, secret, {"action": action, "tenant": "acme"})
        assert answer.status == 403 and jobs(server) == before, answer
        problem = value(answer)
        wanted = f"'usual' may not ask for {action}, only for restart, reconcile"
        assert problem["detail"] == wanted, problem
        assert f"--action {action}" in problem["hint"], problem
    images = {"action": "reconcile", "tenant": "acme", "images": "redis=redis:7.4.5"}
    assert call(server, secret, images).status == 400 and jobs(server) == before
    answer = call(server, secret, {"action": "reconcile", "tenant": "acme"})
    assert answer.status == 202, answer
    server.workspace.puerto("job", "cancel", value(answer)["job"]["id"])


def test_the_verb_signs_as_the_hook_wants_it(server, secrets, tmp_path):
    def hook_call(secret, *arguments):
        file = tmp_path / "secret"
        file.write_text(secret)
        return subprocess.run(
            [
                PUERTO,
                "hook",
                "call",
                *arguments,
                "--url",
                server.workspace.origin + server.hook,
                "--secret-file",
                file,
            ],
            capture_output=True,
            text=True,
            timeout=60,
        )

    before = jobs(server)
    first = hook_call(secrets["any"], "build", "--id", "nightly-1")
    assert first.returncode == 0 and re.fullmatch(r"[0-9a-f]{16}\n", first.stdout), first
    assert jobs(server) == [*before, first.stdout.strip()]
    again = hook_call(secrets["any"], "build", "--id", "nightly-1")
    assert (again.returncode, again.stdout) == (0, "") and "taken before" in again.stderr, again
    refused = hook_call(secrets["other"], "suspend", "acme")
    assert (
        refused.returncode != 0
        and "401" in refused.stderr
        and secrets["other"] not in refused.stderr
    ), refused
    assert jobs(server) == [*before, first.stdout.strip()]
