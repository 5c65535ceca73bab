"""Two programs of Windmill's own makers read the stand-in, and tables of calls its traffic.

`windmill-api` parses every answer into the models that are generated from Windmill's contract;
`wmill` is the library that scripts use inside Windmill.
"""

import importlib

import pytest

from standin_asks import W
from standin_here import STOCK
from standin_traffic import CONTRACT, against_the_contract, against_the_table
from world import until

SECRET = "a password of the client's database"

# What a client's script does: a secret and a resource by `wmill`, and a row in its own PostgreSQL.
SCRIPT = """
import psycopg2
import wmill

def main(name: str):
    resource = wmill.get_resource("f/acme/db")
    assert resource["note"] == wmill.get_variable("f/acme/secret")
    address = {key: resource[key] for key in ("host", "port", "user", "dbname")}
    connection = psycopg2.connect(**address)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS greeting (name text)")
        cursor.execute("INSERT INTO greeting VALUES (%s)", (name,))
    wmill.set_variable("f/acme/last", name)
    wmill.set_resource("f/acme/state", {"name": name}, "object")
    job = wmill.run_script_by_path_async("f/acme/hello", args={"name": name})
    return {"job": job, "me": wmill.whoami()["email"], "version": wmill.get_version()}
"""


@pytest.fixture(scope="module")
def furnished(standin):
    """A workspace as bootstrap leaves it: a member, a folder, and one of everything."""

    def post(path, body, status):
        answer = standin.post(path, body)
        assert answer.status == status, answer
        return answer.text

    ana = "ana@acme.example"
    post("/users/create", {"email": ana, "password": "ana's own", "super_admin": False}, 201)
    member = {"email": ana, "is_admin": True, "operator": False}
    post(f"{W}/workspaces/add_user", member, 201)
    post("/users/tokens/create", {"label": "puerto", "scopes": ["*"]}, 201)
    post("/settings/global/base_url", {"value": "https://acme.example"}, 200)
    post(f"{W}/folders/create", {"name": "acme", "summary": "Acme", "labels": ["a"]}, 200)
    kind = {"name": "object", "schema": {"type": "object"}, "description": "Anything"}
    post(f"{W}/resources/type/create", kind, 201)
    secret = {"path": "f/acme/secret", "value": SECRET, "is_secret": True, "description": "D"}
    post(f"{W}/variables/create", secret, 201)
    plain = {"path": "f/acme/plain", "value": "1", "is_secret": False, "description": ""}
    post(f"{W}/variables/create", plain, 201)
    value = {"host": "127.0.0.1", "port": standin.postgres.port, "user": "postgres"}
    value |= {"dbname": standin.database, "note": "$var:f/acme/secret"}
    resource = {"path": "f/acme/db", "value": value, "resource_type": "postgresql"}
    post(f"{W}/resources/create?update_if_exists=true", resource, 201)
    hello = {
        "path": "f/acme/hello",
        "summary": "Hello",
        "description": "Greets",
        "content": 'name="$1"\necho "hola, $name"',
        "language": "bash",
        "schema": {"type": "object", "properties": {"name": {"type": "string"}}},
    }
    post(f"{W}/scripts/create?skip_if_noop=true", hello, 201)
    python = {"path": "f/acme/own", "summary": "", "content": SCRIPT, "language": "python3"}
    number = post(f"{W}/scripts/create", {**python, "auto_parent": True}, 201)
    status = f"{W}/scripts/deployment_status/h/{number}"
    until(lambda: standin.get(status).json()["lock"] is not None, "the script is locked")
    step = {"type": "script", "path": "f/acme/hello", "input_transforms": {}}
    flow = {
        "path": "f/acme/flow",
        "summary": "F",
        "value": {"modules": [{"id": "a", "value": step}]},
    }
    post(f"{W}/flows/create", flow, 201)
    app = {"path": "f/acme/board", "value": {"grid": []}, "summary": "Board"}
    post(f"{W}/apps/create", {**app, "policy": {"execution_mode": "viewer"}}, 201)
    schedule = {"path": "f/acme/nightly", "schedule": "0 0 3 * * *", "timezone": "Europe/Madrid"}
    schedule |= {"script_path": "f/acme/hello", "is_flow": False, "args": {}, "enabled": True}
    post(f"{W}/schedules/create", schedule, 200)
    assert post(f"{W}/jobs/run_wait_result/p/f/acme/hello", {"name": "Ana"}, 200) == '"hola, Ana"'
    standin.number = number
    return standin


def read(client, module, *arguments, **more):
    """One call of the generated client; what does not parse raises."""
    function = importlib.import_module(f"windmill_api.api.{module}").sync_detailed
    response = function(*arguments, client=client, **more)
    assert 200 <= response.status_code < 300, (module, response)
    return response


def test_the_generated_client_parses_what_was_made(furnished, record_property):
    from windmill_api import AuthenticatedClient, Client
    from windmill_api.models.login_json_body import LoginJsonBody

    client = Client(base_url=f"{furnished.url}/api")
    body = LoginJsonBody(email=STOCK[0], password=STOCK[1])
    token = read(client, "user.login", json_body=body).content.decode()
    client = AuthenticatedClient(
        base_url=f"{furnished.url}/api", token=token, raise_on_unexpected_status=True
    )
    parsed = {}
    for module, *arguments in [
        ["health.get_health_status"],
        ["health.get_health_detailed"],
        ["user.global_whoami"],
        ["user.list_users_as_super_admin"],
        ["user.list_tokens"],
        ["user.exists_email", "ana@acme.example"],
        ["user.list_users", "acme"],
        ["user.whoami", "acme"],
        ["user.get_user", "acme", "ana"],
        ["workspace.list_workspaces"],
        ["workspace.list_workspaces_as_super_admin"],
        ["workspace.list_user_workspaces"],
        ["workspace.get_workspace_encryption_key", "acme"],
        ["folder.list_folders", "acme"],
        ["folder.get_folder", "acme", "acme"],
        ["script.list_scripts", "acme"],
        ["script.get_script_by_path", "acme", "f/acme/hello"],
        ["script.get_script_by_hash", "acme", furnished.number],
        ["script.get_script_deployment_status", "acme", furnished.number],
        ["script.get_script_history_by_path", "acme", "f/acme/hello"],
        ["variable.list_variable", "acme"],
        ["variable.get_variable", "acme", "f/acme/secret"],
        ["variable.get_variable_value", "acme", "f/acme/secret"],
        ["resource.list_resource", "acme"],
        ["resource.get_resource", "acme", "f/acme/db"],
        ["resource.get_resource_value_interpolated", "acme", "f/acme/db"],
        ["resource.list_resource_type", "acme"],
        ["resource.get_resource_type", "acme", "object"],
        ["flow.list_flows", "acme"],
        ["flow.get_flow_by_path", "acme", "f/acme/flow"],
        ["app.list_apps", "acme"],
        ["app.get_app_by_path", "acme", "f/acme/board"],
        ["schedule.list_schedules", "acme"],
        ["schedule.get_schedule", "acme", "f/acme/nightly"],
        ["schedule.list_schedules_with_jobs", "acme"],
        ["job.list_completed_jobs", "acme"],
        ["job.list_queue", "acme"],
        ["job.list_jobs", "acme"],
        ["job.get_completed_count", "acme"],
        ["job.get_queue_count", "acme"],
        ["worker.list_workers"],
        ["config.list_worker_groups"],
        ["setting.get_instance_config"],
    ]:
        parsed[module] = read(client, module, *arguments).parsed
    assert {one.path for one in parsed["script.list_scripts"]} == {"f/acme/hello", "f/acme/own"}
    assert parsed["script.get_script_by_path"].summary == "Hello"
    assert parsed["variable.get_variable"].value == SECRET
    assert {one.username for one in parsed["user.list_users"]} == {"admin", "ana"}
    assert [one.id for one in parsed["workspace.list_user_workspaces"].workspaces] == [
        "acme",
        "admins",
    ]
    assert parsed["app.list_apps"][0].path == "f/acme/board"
    assert parsed["schedule.get_schedule"].enabled is True
    assert any(one.script_path == "f/acme/hello" for one in parsed["job.list_completed_jobs"])
    count = sum(len(one) if isinstance(one, list) else 1 for one in parsed.values())
    told = f"windmill-api parsed {count} objects of {len(parsed)} calls, 0 failures"
    record_property("counted", told)


def test_scripts_use_the_library_of_windmill(furnished):
    answer = furnished.post(f"{W}/jobs/run_wait_result/p/f/acme/own", {"name": "Luz"})
    assert answer.status == 200, answer
    told = answer.json()
    assert told["me"] == STOCK[0]
    path = f"{W}/jobs_u/completed/get_result_maybe/{told['job']}"
    until(lambda: furnished.get(path).json()["completed"], "the job of the job ends")
    assert furnished.get(path).json()["result"] == "hola, Luz"
    assert told["version"].startswith("CE v1.743.0")
    assert furnished.rows("SELECT name FROM greeting") == [("Luz",)]
    assert furnished.get(f"{W}/variables/get_value/f/acme/last").json() == "Luz"
    assert furnished.get(f"{W}/resources/get_value/f/acme/state").json() == {"name": "Luz"}
    lock = furnished.get(f"{W}/scripts/get/p/f/acme/own").json()["lock"]
    assert "wmill==1.850.0\n" in lock


def test_no_call_is_outside_of_the_table(furnished, record_property):
    with furnished.connect() as connection:
        found, told = against_the_table(connection)
    assert found == []
    assert furnished.one("SELECT count(*) FROM standin_traffic") > 60
    record_property("counted", told)


def test_no_call_is_outside_of_the_published_contract(furnished, record_property):
    with furnished.connect() as connection:
        found, told = against_the_contract(connection)
    if told is None:
        pytest.skip(f"{CONTRACT} names no OpenAPI file of Windmill")
    record_property("counted", told)
    assert found == []


def test_secrets_are_in_no_log(furnished):
    log = furnished.logged()
    for secret in [SECRET, STOCK[1], furnished.token, "ana's own"]:
        assert secret not in log
