"""Scripts of a workspace's files get into clients' Windmills, and what their people changed comes back."""

import json
import subprocess

import pytest

from instance_calls import call, login
from standin_traffic import against_the_table
from world import container, docker

HELLO = "def main():\n    return 'one'\n"


@pytest.fixture(scope="module")
def world(worlds):
    world = worlds()
    world.write("content/windmill/f/sales/folder.meta.yaml", "summary: Sales\n")
    world.write("content/windmill/f/sales/hello.py", HELLO)
    world.write("content/windmill/f/sales/zone.variable.yaml", "value: '{{tenant.slug}}'\n")
    return world


def client(world, name):
    slug = world.ready(name, "--contact-email", f"eva@{name}.example")
    return slug, login(world, slug, f"eva@{name}.example", world.password(slug, "app"))[1]


def script(world, slug, token, path="f/sales/hello"):
    status, text = call(world, slug, "GET", f"/w/{slug}/scripts/get/p/{path}", token=token)
    return json.loads(text) if status == 200 else None


def theirs(there):
    """What a person's change of a script sends."""
    names = ("path", "summary", "description", "language", "schema")
    return {
        **{name: there[name] for name in names if name in there},
        "content": "def main():\n    return 'theirs'\n",
        "parent_hash": there["hash"],
    }


def version(world, slug):
    sql = (
        "SELECT version FROM script_push JOIN tenant ON tenant.id = script_push.tenant"
        " WHERE slug = ?"
    )
    return world.one(sql, slug)


def test_a_new_client_has_the_scripts_and_its_own_services(world):
    slug, token = client(world, "fresh")
    assert script(world, slug, token)["content"] == HELLO
    shown = call(world, slug, "GET", f"/w/{slug}/variables/get/f/sales/zone", token=token)
    assert json.loads(shown[1])["value"] == slug
    found = call(world, slug, "GET", f"/w/{slug}/resources/get/f/puerto/postgres", token=token)
    assert json.loads(found[1])["value"]["password"] == "$var:f/puerto/postgres_password"
    assert "nothing to do" in world.puerto("scripts", "push", slug, "--yes")
    page = (world.folder / f"public/portal/en/clients/{slug}.html").read_text()
    assert version(world, slug)[:12] in page
    job = world.one(
        "SELECT job.id FROM job JOIN tenant ON tenant.id = job.tenant WHERE slug = ? ORDER BY seq",
        slug,
    )
    log = world.puerto("job", "log", job)
    for field in ["postgres", "redis", "app"]:
        assert world.password(slug, field) not in log


def test_the_client_and_the_file_change_a_script(world):
    slug, token = client(world, "both")
    there = script(world, slug, token)
    changed = theirs(there)
    assert call(world, slug, "POST", f"/w/{slug}/scripts/create", changed, token)[0] == 201
    diff = world.puerto("scripts", "diff", slug)
    assert "script f/sales/hello: changed in Windmill" in diff
    world.puerto("scripts", "push", slug, "--yes")
    assert "theirs" in script(world, slug, token)["content"]
    said = world.puerto("scripts", "pull", slug)
    # Nothing of Puerto's own is taken for the client's.
    assert "1 copied" in said and "0 left out" in said
    copies = list((world.folder / "pulled" / slug).glob("*/f/sales/hello.py"))
    assert [copy.read_text() for copy in copies] == [changed["content"]]
    for file in (world.folder / "pulled" / slug).rglob("*"):
        if file.is_file():
            text = file.read_text()
            assert world.password(slug, "postgres") not in text
            assert world.password(slug, "redis") not in text
    world.write(f"content/tenants/{slug}/windmill/f/sales/hello.py", "def main():\n    return 2\n")
    assert "changed in its file, and changed in Windmill" in world.puerto("scripts", "diff", slug)
    refused = world.refused("scripts", "push", slug, "--yes")
    assert "was changed in Windmill" in refused and "puerto scripts pull SLUG" in refused
    assert "theirs" in script(world, slug, token)["content"]
    # The hint, followed.
    own = f"content/tenants/{slug}/windmill/f/sales/hello.py"
    world.write(own, copies[0].read_text())
    world.puerto("scripts", "push", slug, "--yes")
    assert "changed in" not in world.puerto("scripts", "diff", slug)


def test_a_client_without_a_file_keeps_the_item_until_prune(world):
    slug, token = client(world, "prune")
    own = f"content/tenants/{slug}/windmill/f/sales/own.py"
    world.write(own, HELLO)
    world.puerto("scripts", "push", slug, "--yes")
    assert script(world, slug, token, "f/sales/own")["content"] == HELLO
    (world.folder / own).unlink()
    world.puerto("scripts", "push", slug, "--yes")
    assert not script(world, slug, token, "f/sales/own").get("archived")
    plan = world.puerto("scripts", "diff", slug, "--prune")
    assert "script f/sales/own: no longer in a file; is removed" in plan
    world.puerto("scripts", "push", slug, "--prune", "--yes")
    assert script(world, slug, token, "f/sales/own")["archived"] is True


def test_the_first_of_several_is_a_canary(worlds):
    world = worlds()
    world.write("content/windmill/f/sales/folder.meta.yaml", "summary: Sales\n")
    world.write("content/windmill/f/sales/hello.py", HELLO)
    clients = [client(world, name) for name in ("ana", "bea", "cid")]
    slugs = [slug for slug, _ in clients]
    before = {slug: version(world, slug) for slug in slugs}
    # The first client has changed the script itself.
    slug, token = clients[0]
    there = script(world, slug, token)
    changed = theirs(there)
    assert call(world, slug, "POST", f"/w/{slug}/scripts/create", changed, token)[0] == 201
    world.write("content/windmill/f/sales/hello.py", "def main():\n    return 'two'\n")
    error = world.refused("scripts", "push", *slugs, "--yes")
    assert "nothing was pushed to 2 clients more" in error
    assert {slug: version(world, slug) for slug in slugs} == before
    for slug, token in clients[1:]:
        assert script(world, slug, token)["content"] == HELLO
    world.puerto("scripts", "push", *slugs[1:], "--yes")
    for slug, token in clients[1:]:
        assert "two" in script(world, slug, token)["content"]
        assert version(world, slug) != before[slug]
    page = (world.folder / f"public/portal/en/clients/{slugs[0]}.html").read_text()
    assert "another client has newer shared scripts" in page


def test_no_secret_of_one_client_is_with_another(worlds, record_property):
    world = worlds()
    world.write("content/windmill/f/sales/folder.meta.yaml", "summary: Sales\n")
    world.write("content/windmill/f/sales/hello.py", HELLO)
    world.write("content/windmill/f/sales/zone.variable.yaml", "value: '{{tenant.slug}}'\n")
    slugs = [client(world, name)[0] for name in ("uno", "dos")]
    values = {}
    for slug in slugs:
        tokens = login(
            world, slug, f"eva@{slug.split('-')[0]}.example", world.password(slug, "app")
        )
        shown = call(world, slug, "GET", f"/w/{slug}/variables/get/f/sales/zone", token=tokens[1])
        values[slug] = json.loads(shown[1])["value"]
    assert values == {slug: slug for slug in slugs}
    secrets = {
        slug: [world.password(slug, field) for field in ("postgres", "redis", "app")]
        for slug in slugs
    }
    assert len({secret for found in secrets.values() for secret in found}) == 6
    everywhere = logs(world)
    for slug, other in (slugs, reversed(slugs)):
        database = dump(slug, secrets[slug][0])
        # A dump with nothing of the client's own would show nothing.
        assert slug in database and "f/sales/hello" in database
        for secret in secrets[other]:
            assert secret not in database
        for secret in secrets[slug]:
            assert secret not in everywhere
    record_property("counted", f"{len(everywhere)} characters of logs, 2 databases")


def dump(slug, password):
    """Everything that the client's PostgreSQL has, as text."""
    return docker(
        *["exec", "--env", f"PGPASSWORD={password}", container(slug, "postgres")],
        *["pg_dumpall", "--host", "127.0.0.1", "--username", "postgres"],
    )


def logs(world):
    """The logs of all containers and jobs of a workspace, and its history."""
    found = []
    for name in world.containers():
        done = subprocess.run(["docker", "logs", name], capture_output=True, text=True)
        assert done.returncode == 0
        found += [done.stdout, done.stderr]
    for (job,) in world.rows("SELECT id FROM job"):
        found.append(world.puerto("job", "log", job))
    found.append(world.puerto("audit", "list", "--json"))
    return "\n".join(found)


def asked(world, slug):
    """The calls that a client's Windmill has had so far, with their numbers, and what they violate."""
    with world.postgres(slug, world.password(slug, "postgres")) as db:
        counts = dict(db.execute("SELECT call, sum(count)::int FROM standin_call GROUP BY call"))
        return counts, *against_the_table(db)


def test_twenty_scripts_cost_few_calls_and_a_second_push_writes_nothing(worlds, record_property):
    world = worlds()
    world.write("content/windmill/f/sales/folder.meta.yaml", "summary: Sales\n")
    for number in range(20):
        world.write(f"content/windmill/f/sales/s{number}.py", HELLO)
    slug, _ = client(world, "twenty")
    first, violations, told = asked(world, slug)
    assert violations == []
    about = {call: count for call, count in first.items() if "/scripts/" in call}
    polls = about.pop("GET /w/{workspace}/scripts/deployment_status/h/{hash}")
    # The smoke job has a script of its own.
    assert about["POST /w/{workspace}/scripts/create"] == 21
    each = sum(about.values()) / 20
    assert each <= 3, about
    record_property("counted", f"{each:.2f} calls for a script, and {polls / 20:.2f} for its lock")
    record_property("counted", told)
    assert "nothing to do" in world.puerto("scripts", "push", slug, "--yes")
    second, violations, _ = asked(world, slug)
    assert violations == []
    assert {
        call for call in second if second[call] != first.get(call) and call[:3] != "GET"
    } == set()
