"""The stand-in's variables, resources, apps, schedules and settings follow the real rules."""

import re

from standin_asks import W, acme, said, script
from world import until


# Variables and resources


def test_a_secret_is_kept_under_the_key_of_its_workspace(standin):
    body = {"path": "f/acme/pin", "value": "s3cret!", "is_secret": True, "description": ""}
    said(standin.post(f"{W}/variables/create", body), 201)
    said(standin.post(f"{W}/variables/create", body), 400, "already exists")
    stored = standin.one("SELECT value FROM variable WHERE path = 'f/acme/pin'")
    assert "s3cret!" not in stored
    assert standin.get(f"{W}/variables/get_value/f/acme/pin").json() == "s3cret!"
    listed = {row["path"]: row for row in standin.get(f"{W}/variables/list").json()}
    assert "value" not in listed["f/acme/pin"]
    update = f"{W}/variables/update/f/acme/pin?already_encrypted=true"
    said(standin.post(update, {"value": "no ciphertext"}), 400, "not encrypted with the key")
    said(standin.post(update, {"value": stored}), 200)


def test_a_new_key_seals_every_secret_anew(standins):
    one = standins().up(worker=False)
    acme(one)
    one.post("/workspaces/create", {"id": "other", "name": "Other"})
    body = {"path": "f/acme/pin", "value": "s3cret!", "is_secret": True, "description": ""}
    for workspace in ("acme", "other"):
        said(one.post(f"/w/{workspace}/variables/create", body), 201)
    old = one.get(f"{W}/workspaces/encryption_key").json()["key"]
    assert re.fullmatch("[a-zA-Z0-9]{64}", old)
    foreign = one.one("SELECT value FROM variable WHERE workspace_id = 'other'")
    said(
        one.post(f"{W}/variables/update/f/acme/pin?already_encrypted=true", {"value": foreign}), 400
    )
    said(one.post(f"{W}/workspaces/encryption_key", {"new_key": "short"}), 400)
    before = one.one("SELECT value FROM variable WHERE workspace_id = 'acme'")
    said(one.post(f"{W}/workspaces/encryption_key", {"new_key": "k" * 64}), 200)
    assert one.one("SELECT value FROM variable WHERE workspace_id = 'acme'") != before
    assert one.get(f"{W}/variables/get_value/f/acme/pin").json() == "s3cret!"


def test_resources_are_replaced_only_when_asked(standin):
    kind = {"name": "redis", "schema": {"type": "object"}, "description": "Redis"}
    said(standin.post(f"{W}/resources/type/create", kind), 201)
    said(standin.post(f"{W}/resources/type/create", kind), 400, "already exists")
    body = {"path": "f/acme/redis", "resource_type": "redis"}
    body["value"] = {"host": "redis", "password": "$var:f/acme/word"}
    said(standin.post(f"{W}/resources/create", body), 201)
    said(standin.post(f"{W}/resources/create", body), 400, "already exists")
    said(standin.post(f"{W}/resources/create?update_if_exists=true", body), 201)
    word = {"path": "f/acme/word", "value": "pw", "is_secret": True, "description": ""}
    said(standin.post(f"{W}/variables/create", word), 201)
    filled = standin.get(f"{W}/resources/get_value_interpolated/f/acme/redis").json()
    assert filled == {"host": "redis", "password": "pw"}
    said(standin.get(f"{W}/resources/get/f/acme/none"), 404, "Resource not found")


# Apps, schedules, settings


def test_apps_have_versions(standin):
    body = {"path": "f/acme/board", "value": {"grid": []}, "summary": "Board"}
    body["policy"] = {"execution_mode": "viewer"}
    said(standin.post(f"{W}/apps/create", body), 201)
    said(standin.post(f"{W}/apps/create", body), 400, "already exists")
    said(standin.post(f"{W}/apps/update/f/acme/board", {"value": {"grid": [1]}}), 200)
    found = standin.get(f"{W}/apps/get/p/f/acme/board").json()
    assert len(found["versions"]) == 2 and found["value"] == {"grid": [1]}
    assert standin.get(f"{W}/apps/list").json()[0]["version"] == found["versions"][-1]


def test_a_schedule_has_its_next_run_in_the_queue(standin):
    said(script(standin, "f/acme/tick", "echo tick"), 201)
    body = {
        "path": "f/acme/every_second",
        "schedule": "* * * * * *",
        "timezone": "America/Mexico_City",
        "script_path": "f/acme/tick",
        "is_flow": False,
        "args": {},
        "enabled": True,
    }
    for wrong in [
        {"schedule": "* * * * *"},
        {"schedule": "61 * * * * *"},
        {"timezone": "No/Where"},
    ]:
        said(standin.post(f"{W}/schedules/create", {**body, **wrong}), 400, "Invalid")
    said(standin.post(f"{W}/schedules/create", {**body, "on_recovery": "x"}), 400, "enterprise")
    said(standin.post(f"{W}/schedules/create", body), 200)
    said(standin.post(f"{W}/schedules/create", body), 400, "already exists")
    runs = f"{W}/jobs/completed/list?schedule_path=f/acme/every_second"
    until(lambda: len(standin.get(runs).json()) >= 2, "two runs of the schedule")
    said(standin.post(f"{W}/schedules/setenabled/f/acme/every_second", {"enabled": False}), 200)
    queued = f"{W}/jobs/queue/list?schedule_path=f/acme/every_second"
    until(lambda: standin.get(queued).json() == [], "no run is queued any more")


def test_upcoming_runs_follow_the_time_zone(standin):
    body = {"schedule": "0 30 6 * * mon-fri", "timezone": "Europe/Madrid"}
    found = said(standin.post("/schedules/preview", body), 200).json()
    assert len(found) == 5 and all(re.search(r"T0[45]:30:00Z$", one) for one in found)


def test_settings_are_set_read_and_taken_back(standin):
    path = "/settings/global/retention_period_secs"
    said(standin.post(path, {"value": 3600 * 24 * 60}), 400, "30 days")
    assert said(standin.post(path, {"value": 86400}), 200).text == ""
    assert standin.get(path).json() == 86400
    said(standin.post(path, {"value": None}), 200)
    assert standin.get(path).json() is None
    config = {"global_settings": {"disable_stats": True}, "worker_configs": {}}
    said(standin.call("PUT", "/settings/instance_config", config), 200)
    found = standin.get("/settings/instance_config").json()
    assert found["global_settings"]["disable_stats"] is True
    tags = {"worker_tags": ["bash"], "dedicated": "lost"}
    said(standin.post("/configs/update/worker__other", tags), 200)
    groups = {
        row["name"]: row["config"] for row in standin.get("/configs/list_worker_groups").json()
    }
    assert groups["other"] == {"worker_tags": ["bash"]}
