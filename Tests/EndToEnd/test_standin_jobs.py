"""The stand-in keeps scripts in versions, locks them and really runs them."""

import re
import signal

import pytest

from standin_asks import W, acme, deployed, ran, said, script
from standin_here import STOCK
from world import until


# Scripts


def test_a_script_has_versions_that_follow_each_other(standin):
    path = "f/acme/versions"
    first = said(script(standin, path, "echo 1"), 201).text
    assert re.fullmatch("[0-9a-f]{16}", first)
    said(script(standin, path, "echo 2"), 400, f"^Bad request: Path conflict for {path}")
    said(script(standin, path, "echo 2", parent_hash="0" * 16), 400, "Path conflict")
    same = f"A script with same hash {first} already exists!"
    said(script(standin, path, "echo 1", parent_hash=first), 400, same)
    noop = script(standin, path, "echo 1", "bash", "?skip_if_noop=true", auto_parent=True)
    assert said(noop, 201).text == first
    second = said(script(standin, path, "echo 2", parent_hash=first), 201).text
    third = said(script(standin, path, "echo 3", auto_parent=True), 201).text
    found = standin.get(f"{W}/scripts/get/p/{path}").json()
    assert (found["hash"], found["parent_hashes"]) == (third, [second, first])
    assert standin.get(f"{W}/scripts/get/h/{first}").json()["archived"] is True
    assert ran(standin, path).json() == "3"
    said(standin.post(f"{W}/scripts/archive/p/{path}"), 200)
    assert standin.get(f"{W}/scripts/exists/p/{path}").json() is False
    said(script(standin, "not/a/path", ""), 400)


def test_a_lock_is_a_job_of_the_worker(standins):
    one = standins().up(worker=False)
    acme(one)
    number = script(one, "f/acme/locked", "def main():\n    return 1", "python3").text
    status = one.get(f"{W}/scripts/deployment_status/h/{number}").json()
    assert status["lock"] is None and status["lock_error_logs"] is None and status["job_id"]
    said(ran(one, "f/acme/locked"), 404, "script not found")
    one.start("worker")
    assert deployed(one, number)["lock"].startswith("# py: 3.11\n")
    assert ran(one, "f/acme/locked").json() == 1


@pytest.mark.parametrize("content", ["def main(:\n", "import no_such_thing\ndef main(): pass\n"])
def test_a_broken_script_says_why_it_has_no_lock(standin, content):
    path = "f/acme/broken"
    number = said(script(standin, path, content, "python3", auto_parent=True), 201).text
    status = deployed(standin, number)
    assert status["lock"] is None and path in status["lock_error_logs"]
    job = standin.get(f"{W}/jobs_u/completed/get_result_maybe/{status['job_id']}").json()
    assert job["completed"] and not job["success"] and "error" in job["result"]
    said(ran(standin, path), 404)


# Jobs


def test_each_language_takes_arguments_and_gives_a_result(standin):
    said(script(standin, "f/acme/sh", 'name="$1"\necho log\necho "hola, $name"'), 201)
    assert ran(standin, "f/acme/sh", name="Ana").json() == "hola, Ana"
    python = "def main(a: int, b: int = 2):\n    return {'sum': a + b}"
    deployed(standin, script(standin, "f/acme/py", python, "python3").text)
    assert ran(standin, "f/acme/py", a=40, other=1).json() == {"sum": 42}
    sql = "-- $1 n (int)\nSELECT $1::int * 2 AS twice, '100%' AS share"
    said(script(standin, "f/acme/sql", sql, "postgresql"), 201)
    body = {
        "path": "f/acme/db",
        "resource_type": "postgresql",
        "value": {"host": "127.0.0.1", "port": standin.postgres.port, "user": "postgres"},
    }
    body["value"]["dbname"] = standin.database
    said(standin.post(f"{W}/resources/create", body), 201)
    found = ran(standin, "f/acme/sql", database="$res:f/acme/db", n=21)
    assert found.json() == [{"twice": 42, "share": "100%"}]
    assert ran(standin, "f/acme/sql", n=21).status == 422


def test_a_failed_job_is_a_422_with_its_error(standin):
    said(script(standin, "f/acme/fails", "echo before\nexit 3"), 201)
    answer = ran(standin, "f/acme/fails")
    assert (answer.status, answer.kind) == (422, "application/json")
    assert "ExitCode: 3" in answer.json()["error"]["message"]
    failed = standin.get(f"{W}/jobs/completed/list?success=false").json()
    assert failed[0]["script_path"] == "f/acme/fails" and failed[0]["success"] is False


def test_a_job_is_queued_watched_and_cancelled(standin):
    said(script(standin, "f/acme/later", "echo done"), 201)
    job = said(standin.post(f"{W}/jobs/run/p/f/acme/later?scheduled_in_secs=3600", {}), 201).text
    maybe = standin.get(f"{W}/jobs_u/completed/get_result_maybe/{job}").json()
    assert maybe == {"completed": False, "result": None, "success": False, "started": False}
    assert standin.get(f"{W}/jobs/queue/count").json()["database_length"] == 0
    said(standin.post(f"{W}/jobs_u/queue/cancel/{job}", {"reason": "no"}), 200)
    assert standin.get(f"{W}/jobs_u/get/{job}").json()["canceled"] is True
    said(standin.post(f"{W}/jobs_u/queue/cancel/{job}", {}), 404)


def test_a_job_sees_nothing_of_the_worker_but_its_own_token(standin):
    python = (
        "import os, urllib.request\n"
        "def main():\n"
        "    url = os.environ['BASE_INTERNAL_URL'] + '/api/users/email'\n"
        "    head = {'Authorization': 'Bearer ' + os.environ['WM_TOKEN']}\n"
        "    text = urllib.request.urlopen(urllib.request.Request(url, headers=head)).read()\n"
        "    return [sorted(os.environ), text.decode(), os.environ['WM_WORKSPACE']]\n"
    )
    deployed(standin, script(standin, "f/acme/env", python, "python3").text)
    names, email, workspace = ran(standin, "f/acme/env").json()
    assert (email, workspace) == (STOCK[0], "acme") and "DATABASE_URL" not in names
    assert standin.rows("SELECT FROM token WHERE job IS NOT NULL") == []


def test_waiting_ends_with_an_error_when_no_worker_comes(standins):
    one = standins(TIMEOUT_WAIT_RESULT="1").up(worker=False)
    acme(one)
    said(script(one, "f/acme/x", "echo x"), 201)
    said(ran(one, "f/acme/x"), 500, "timeout after 1s")


def test_a_worker_runs_only_what_has_its_tags(standins):
    one = standins(TIMEOUT_WAIT_RESULT="1", WORKER_TAGS="").up()
    acme(one)
    said(script(one, "f/acme/sql", "SELECT 1", "postgresql"), 201)
    said(ran(one, "f/acme/sql"), 500, "timeout")
    assert one.get(f"{W}/jobs/queue/count").json()["database_length"] == 1


def test_a_worker_finishes_its_job_before_it_ends(standins):
    one = standins().up()
    acme(one)
    said(script(one, "f/acme/slow", "sleep 1\necho done"), 201)
    job = one.post(f"{W}/jobs/run/p/f/acme/slow", {}).text
    path = f"{W}/jobs_u/completed/get_result_maybe/{job}"
    until(lambda: one.get(path).json()["started"], "the job runs")
    assert one.stop("worker") == 0
    assert one.get(path).json()["result"] == "done"
    assert one.health()["status"] == "degraded"


def test_a_job_of_a_worker_that_was_killed_is_taken_anew(standins, tmp_path):
    one = acme(standins(ZOMBIE_JOB_TIMEOUT="4").up())
    once = tmp_path / "once"
    content = f"[ -e {once} ] || {{ touch {once}; exec sleep 600; }}\necho done"
    said(script(one, "f/acme/killed", content), 201)
    job = one.post(f"{W}/jobs/run/p/f/acme/killed", {}).text
    until(once.exists, "the job runs")
    one.stop("worker", signal.SIGKILL)
    one.start("worker")
    path = f"{W}/jobs_u/completed/get_result_maybe/{job}"
    until(lambda: one.get(path).json()["completed"], "the job is taken anew")
    assert one.get(path).json()["result"] == "done"


def test_flows_run_their_steps(standin):
    said(script(standin, "f/acme/step", 'n="$1"\necho "step $n"'), 201)
    expression = {"type": "javascript", "expr": "flow_input.n"}
    before = {"type": "javascript", "expr": "results.a"}
    inline = {"type": "rawscript", "language": "bash", "content": 'x="$1"\necho "got $x"'}
    value = {
        "modules": [
            {
                "id": "a",
                "value": {
                    "type": "script",
                    "path": "f/acme/step",
                    "input_transforms": {"n": expression},
                },
            },
            {"id": "b", "value": {**inline, "input_transforms": {"x": before}}},
        ]
    }
    body = {"path": "f/acme/flow", "summary": "", "value": value}
    said(standin.post(f"{W}/flows/create", body), 201)
    said(standin.post(f"{W}/flows/create", body), 400, "already exists")
    said(standin.post(f"{W}/flows/update/f/acme/flow", {**body, "summary": "S"}), 200)
    found = standin.post(f"{W}/jobs/run_wait_result/f/f/acme/flow", {"n": 7})
    assert said(found, 200).json() == "got step 7"
