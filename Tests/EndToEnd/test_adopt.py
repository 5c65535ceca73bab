"""Stacks that Puerto did not make are found, looked at, and never changed: the mistake that it was made for."""

import json
import os
import re
import sqlite3

import pytest

from adopted import strangers
from adopted_portal import ACTIONS, ASKS, PASSWORD, Session, action_needs_more, routes
from adopted_verbs import LAST, ended, verbs
from place import STRANGER
from terminal import Terminal
from world import STANDIN, answers, docker, until


@pytest.fixture(scope="module")
def open_world(worlds):
    world = worlds(patience=20)
    world.configure("  patience_s", "  probe_interval_s: 2\n  patience_s")
    yield world


@pytest.fixture(scope="module")
def harbour(open_world):
    """A base system and a client that run, found and adopted."""
    base, client = strangers(open_world)
    slug = f"cyn-einstein-{open_world.place.mark}-kids"
    before = base.inspected() + client.inspected()
    plan = json.loads(open_world.puerto("adopt", "--dry-run", "--json"))
    open_world.puerto("adopt", "base", slug, "--yes")
    assert base.inspected() + client.inspected() == before
    return open_world, base, client, slug, plan


def test_the_plan_says_what_was_found_and_records_nothing(harbour):
    world, base, client, slug, plan = harbour
    own = {one["slug"]: one for one in plan}
    found = own[slug]
    assert (found["state"], found["kind"], found["slot"]) == ("new", "client", 3)
    assert {one["service"]: one["name"] for one in found["containers"]} == client.names
    assert all("image" in one["evidence"] for one in found["containers"])
    assert f"port:{client.port('windmill')}" in str(found["containers"])
    assert (own["base"]["state"], own["base"]["kind"], own["base"]["slot"]) == ("marked", "base", 0)
    # Clients of other workspaces on this machine are Puerto's.
    labelled = docker("ps", "--all", "--filter", "label=puerto.workspace", "--format", "{{.Names}}")
    named = {container["name"] for one in plan for container in one["containers"]}
    assert not named & set(labelled.split())
    again = json.loads(world.puerto("adopt", slug, "--dry-run", "--json"))
    assert [one["state"] for one in again] == ["observed"]


def test_it_is_looked_at_and_shown_like_others(harbour):
    world, base, client, slug, _ = harbour
    world.puerto("probe", slug, "base")
    assert world.rows(
        "SELECT slug, health FROM probe JOIN tenant ON id = tenant ORDER BY slug"
    ) == [("base", "healthy"), (slug, "healthy")]
    shown = json.loads(world.puerto("tenant", "show", slug, "--json"))
    assert shown["observed"] is True and shown["slot"] == 3
    assert shown["containers"]["redis"] == client.names["redis"]
    assert "(observed)" in world.puerto("tenant", "list")
    assert json.loads(world.puerto("status", "--json"))["observed"] == 1
    assert "1 is only observed" in world.puerto("status")
    assert world.findings(slug) == []
    world.puerto("build")
    page = (world.folder / "public" / "portal" / "clients" / f"{slug}.html").read_text()
    assert "Solo se observa" in page and client.names["postgres"] in page
    assert shown["url"] in page and f"127.0.0.1:{client.port('windmill')}" in page
    assert "data-action" not in page
    said = world.run("logs", slug, "postgres", "--tail", "1000")
    assert said.returncode == 0 and "database system" in said.stdout + said.stderr
    exported = world.run("export")
    assert slug in exported.stdout and "observed" not in exported.stdout
    assert slug in exported.stderr and "puerto adopt" in exported.stderr


def test_passwords_are_entered_and_tried_only_at_its_own_containers(harbour):
    world, base, client, slug, _ = harbour
    before = client.inspected()
    for field in ["postgres", "redis"]:
        wrong = world.refused("credential", "set", slug, field, input="not that one")
        assert "does not take" in wrong or "refuses" in wrong, wrong
        world.puerto("credential", "set", slug, field, input=client.passwords[field])
    world.puerto("probe", slug)
    environment = {**os.environ, **world.environment}
    with Terminal(world.arguments("tenant", "remove", slug), env=environment) as terminal:
        terminal.until(rf"remove '{slug}' with its passwords \(postgres, redis\)")
    # A container beside them could take the address: nothing is sent any more.
    name = f"{client.network}_neighbour"
    label = client.label
    docker(
        "run", "--detach", label, "--name", name, "--network", client.network, "puerto-e2e/redis:7"
    )
    try:
        world.run("probe", slug)
        detail = world.one(
            "SELECT detail FROM probe JOIN tenant ON id = tenant WHERE slug = ?", slug
        )
        assert "PostgreSQL: not asked: its container has no network" in detail
        assert world.status(slug) == "degraded"
    finally:
        docker("rm", "--force", name)
    world.puerto("probe", slug)
    assert world.status(slug) == "ready"
    assert client.inspected() == before


def test_what_disappears_says_so_and_comes_back(harbour):
    world, base, client, slug, _ = harbour
    name = client.names["redis"]
    docker("rm", "--force", name)
    try:
        worker = world.start("work")
        try:
            until(
                lambda: world.rows(
                    "SELECT 1 FROM drift JOIN tenant ON id = tenant WHERE slug = ? AND found LIKE 'gone%'",
                    slug,
                ),
                "a round sees it",
            )
            assert world.status(slug) == "degraded"
            page = world.folder / "public" / "portal" / "clients" / f"{slug}.html"
            until(
                lambda: f"contenedor {name}: ya no existe" in page.read_text(), "the page says so"
            )
        finally:
            worker.terminate()
            worker.wait(60)
        # Nothing brings it back but a hand.
        assert world.one("SELECT count(*) FROM job WHERE tenant NOT NULL") == 0
        assert name not in docker("ps", "--all", "--format", "{{.Names}}").split()
    finally:
        client.run("redis")
    # The same name and image: it is the one that was adopted.
    until(lambda: world.run("probe", slug).returncode == 0, "it is healthy again")
    assert world.status(slug) == "ready"


def test_a_job_smuggled_in_by_sql_is_refused_by_the_database(harbour):
    world, _, _, slug, _ = harbour
    with sqlite3.connect(world.folder / "puerto.db") as db:
        number = world.one("SELECT id FROM tenant WHERE slug = ?", slug)
        for action in ACTIONS:
            with pytest.raises(sqlite3.IntegrityError, match="observed"):
                db.execute(
                    "INSERT INTO job (id, action, tenant, parameters, actor, state, attempts, created_at, ready_at)"
                    " VALUES ('0123456789abcdef', ?, ?, '', 'sql', 'queued', 1, 0, 0)",
                    [action, number],
                )


def created(world, name, image, port=None):
    """A container that was made and never started: it has its names, its image and its ports."""
    publish = [f"--publish=127.0.0.1:{port}:80"] if port else []
    docker("create", f"--label={STRANGER}={world.id}", "--name", name, *publish, image)


def test_what_stands_in_the_way_is_said_and_how_it_goes_on(brief_worlds):
    world = brief_worlds()
    mark, ports = world.place.mark, world.ports
    stem, slug = f"shop_{mark}_one", f"shop-{mark}-one"
    created(world, f"{stem}_windmill", f"{STANDIN}:1", ports["app"] + 5)
    refusal = world.refused("adopt", slug, "--yes")
    assert "no container of PostgreSQL" in refusal
    # Two that may be its database: both are named.
    created(world, f"{stem}_postgres", "puerto-e2e/postgres:15")
    created(world, f"{mark}_second", "puerto-e2e/postgres:15", ports["postgres"] + 5)
    plan = next(
        one
        for one in json.loads(world.puerto("adopt", "--dry-run", "--json"))
        if one["slug"] == slug
    )
    assert plan["state"] == "refused" and f"{stem}_postgres" in plan["reason"]
    assert f"{mark}_second" in plan["reason"]
    choice = ["adopt", slug, "--container", f"postgres={stem}_postgres"]
    # A client that never ran is in its slot, then one that is said to run with other containers.
    world.puerto("tenant", "add", f"other-{mark}", "--name", "Other", "--slot", "5")
    taken = ["adopt", f"other-{mark}", *choice[2:], "--yes"]
    assert f"puerto tenant remove other-{mark}" in world.refused(*taken)
    world.puerto("tenant", "edit", f"other-{mark}", "--status", "ready")
    for kind in ["windmill", "postgres"]:
        mend = f"puerto tenant edit other-{mark} --container {kind}={stem}_{kind}"
        assert mend in world.refused(*taken)
        world.puerto(*mend.split()[1:])
    assert "observed" in world.puerto(*taken)
    assert world.status(f"other-{mark}") == "degraded"
    # What was found stays, until it is found otherwise.
    error = world.refused("tenant", "edit", f"other-{mark}", "--slot", "9")
    assert "puerto adopt records anew" in error
    docker("rm", f"{stem}_postgres")
    docker("tag", "puerto-e2e/postgres:15", f"puerto-e2e/postgres:{mark}")
    try:
        created(world, f"{stem}_postgres", f"puerto-e2e/postgres:{mark}")
        # None of them was ever started; one is another by now.
        drift = [one["mend"] for one in world.findings(f"other-{mark}")]
        assert drift.count("puerto adopt") == 1 and len(drift) == 2, drift
        world.puerto(*taken)
        drift = [one["mend"] for one in world.findings(f"other-{mark}")]
        assert drift == [f"puerto logs other-{mark} {kind}" for kind in ["postgres", "windmill"]]
        # A short name that another client has.
        own = [f"--container={kind}={kind}_of_{mark}" for kind in ["windmill", "postgres", "redis"]]
        world.puerto("tenant", "add", f"late-{mark}", "--name", "Late", *own)
        created(world, f"late_{mark}_windmill", f"{STANDIN}:1", ports["app"] + 7)
        created(world, f"late_{mark}_postgres", "puerto-e2e/postgres:15")
        assert "--slug OTHER" in world.refused("adopt", f"late-{mark}", "--yes")
        world.puerto("adopt", f"late-{mark}", "--slug", f"later-{mark}", "--yes")
        assert world.one("SELECT count(*) FROM observed") == 2
        # Another container takes the place of an adopted one only by the stack's name.
        docker("rm", f"late_{mark}_postgres")
        created(world, f"late_{mark}_db_postgres", "puerto-e2e/postgres:15")
        found = json.loads(world.puerto("adopt", "--dry-run", "--json"))
        (later,) = [one for one in found if one["slug"] == f"later-{mark}"]
        assert later["state"] == "refused" and f"puerto adopt later-{mark} records" in later["hint"]
        world.puerto("adopt", f"later-{mark}", "--yes")
        name = "SELECT name FROM observed_container WHERE kind = 'postgres' AND name = ?"
        assert world.one(name, f"late_{mark}_db_postgres")
        # Its record has another verb for another name, and its containers can be chosen anew.
        created(world, f"late_{mark}_other_postgres", "puerto-e2e/postgres:15")
        choice = [f"later-{mark}", "--container", f"postgres=late_{mark}_other_postgres"]
        world.puerto("adopt", *choice, "--yes")
        assert world.one(name, f"late_{mark}_other_postgres")
        refusal = world.refused("adopt", f"later-{mark}", "--slug", f"last-{mark}", "--yes")
        mend = f"puerto tenant edit later-{mark} --new-slug last-{mark}"
        assert mend in refusal, refusal
        world.puerto(*mend.split()[1:])
        assert world.one("SELECT 1 FROM tenant WHERE slug = ?", f"last-{mark}") == 1
    finally:
        docker("rm", "--force", f"{stem}_postgres", check=False)
        docker("rmi", f"puerto-e2e/postgres:{mark}", check=False)


def test_the_portals_routes_refuse_it(harbour):
    world, base, client, slug, _ = harbour
    first = world.ports["app"] + 90
    port = next(port for port in range(first, first + 9) if not answers(port))
    origin = f"http://puerto.localhost:{port}"
    configuration = world.folder / "puerto.yaml"
    configuration.write_text(
        configuration.read_text() + f"\nweb: {{url: '{origin}', hook: /hook}}\n"
    )
    world.puerto("operator", "add", "ana", "--role", "owner", input=PASSWORD)
    world.puerto("build")
    before = base.inspected() + client.inspected()
    server = world.start("serve", "--port", str(port))
    refused = []
    try:
        until(lambda: answers(port), "the portal answers")
        session = Session(port)
        for target in [slug, "base"]:
            for route in routes():
                for action in ACTIONS if "{action}" in route else [""]:
                    path = route.replace("{slug}", target).replace("{action}", action)
                    status, said, _ = session.post(path, ASKS.get(action, {}))
                    if "{action}" in route and (target, action) != ("base", "reconcile"):
                        assert 400 <= status < 500, (path, status, said)
                        refused.append(path)
                        if target == slug and not action_needs_more(action):
                            assert "only observed" in said, (path, said)
    finally:
        server.terminate()
        server.wait(60)
    assert len(refused) >= 2 * len(ACTIONS) - 1
    world.puerto("work", "--once")
    assert base.inspected() + client.inspected() == before


def test_no_verb_of_the_program_touches_what_was_adopted(harbour):
    world, base, client, slug, _ = harbour
    before = base.inspected() + client.inspected()
    text = world.puerto("export").replace("status: ready", "status: archived")
    (world.folder / "changed.yaml").write_text(re.sub(r"slot: 3\b", "slot: 8", text))
    tried, misused = [], set()
    known = verbs(world)
    order = [verb for verb in known if verb not in LAST] + [verb for verb in LAST if verb in known]
    for verb in order:
        for target in [slug, "base"]:
            options, takes = known[verb]
            own = [word.format(target, folder=world.folder) for word in takes]
            runs = [own]
            for flag in ["force", "allow-downgrade", "new-data", "all"]:
                if flag in options:
                    rest = own[1:] if flag == "all" and takes[:1] == ["{}"] else own
                    runs.append([*rest, f"--{flag}"])
            for arguments in runs:
                code, said = ended(world, verb, arguments)
                tried.append((verb, target))
                if code == 2:
                    misused.add(verb)
                assert base.inspected() + client.inspected() == before, (arguments, code, said)
                if (
                    verb in ACTIONS
                    and "--all" not in arguments
                    and (verb, target) != ("reconcile", "base")
                ):
                    assert code == 1, (arguments, said)
                    assert "only observed" in said or "base system" in said, (arguments, said)
    assert {verb for verb, _ in tried} == set(known)
    # A verb whose arguments are not understood was not tried: it needs a line in TAKES.
    assert not misused, sorted(misused)
    # The record of the client is forgotten by then, and nothing else; the base system's stays.
    assert world.one("SELECT count(*) FROM tenant WHERE slug = ?", slug) == 0
    assert world.one("SELECT count(*) FROM observed WHERE tenant = 0") == 1
