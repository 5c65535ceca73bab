"""The base system, and containers that are not Puerto's: nothing happens to them but a refusal in the history."""

import pytest

from world import container, docker

VERBS = [
    ["provision", "base"],
    ["suspend", "base", "--reason", "x"],
    ["resume", "base"],
    ["restart", "base"],
    ["rotate", "base", "postgres"],
    ["rotate", "base", "redis"],
    ["archive", "base", "--reason", "x"],
    ["upgrade", "base", "--image", "redis=puerto-e2e/redis:7"],
]


@pytest.fixture(scope="module")
def harbour(worlds):
    """A base system that runs, as the operator's own: containers without any label of Puerto's."""
    world = worlds()
    # Of this place alone: the names that a base system has by itself may be those of the operator's own.
    kinds = ["postgres", "redis", "windmill"]
    names = [container(world.slug("harbour"), kind) for kind in kinds]
    world.puerto(
        *["tenant", "edit", "base", "--status", "ready"],
        *[f"--container={kind}={name}" for kind, name in zip(kinds, names, strict=True)],
    )
    for name in names:
        world.stranger(name)
    yield world, names
    docker("rm", "--force", *names)


def state(names):
    return [
        docker(
            "inspect",
            "--format",
            "{{.Id}} {{.State.Status}} {{.State.StartedAt}} {{.RestartCount}} {{json .Config.Labels}}",
            name,
        )
        for name in names
    ]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_verb_touches_the_base_system(harbour, verb):
    world, names = harbour
    before, jobs = state(names), world.one("SELECT count(*) FROM job")
    record = world.rows("SELECT * FROM tenant WHERE id = 0")
    refusals = world.audit("job.add", "base").count("refused")
    error = world.refused(*verb)
    assert "base system" in error
    assert state(names) == before
    assert (
        world.one("SELECT count(*) FROM job") == jobs
        and world.rows("SELECT * FROM tenant WHERE id = 0") == record
    )
    assert world.audit("job.add", "base").count("refused") == refusals + 1
    assert not (world.folder / "stacks" / "base").exists()
    for more in (["--dry-run"], ["--detach"]):
        world.refused(*verb, *more)
    assert state(names) == before and world.one("SELECT count(*) FROM job") == jobs


def test_all_means_all_clients(harbour):
    world, names = harbour
    before = state(names)
    world.puerto("provision", "--all")
    world.puerto("reconcile", "base")
    world.run("probe", "base")
    world.run("doctor")
    assert state(names) == before


def test_a_job_smuggled_in_by_sql_is_refused_by_the_database(harbour):
    import sqlite3

    world, names = harbour
    with sqlite3.connect(world.folder / "puerto.db") as db:
        for action in ["provision", "suspend", "resume", "restart", "rotate", "upgrade", "archive"]:
            with pytest.raises(sqlite3.IntegrityError, match="base system"):
                db.execute(
                    "INSERT INTO job (id, action, tenant, parameters, actor, state, attempts, created_at, ready_at)"
                    " VALUES ('0123456789abcdef', ?, 0, '', 'sql', 'queued', 1, 0, 0)",
                    [action],
                )


def composed(project, service, number):
    """The labels by which Compose takes a container for one of its project's."""
    return [
        f"com.docker.compose.project={project}",
        f"com.docker.compose.service={service}",
        f"com.docker.compose.container-number={number}",
        "com.docker.compose.oneoff=False",
    ]


def test_strangers_with_a_clients_names_are_not_touched(worlds):
    world = worlds()
    slug = world.client("mistaken")
    # One has the name of a container, one what Compose would take for its own project.
    names = [container(slug, "postgres"), f"{world.project(slug)}_redis_1"]
    world.stranger(names[0])
    world.stranger(names[1], *composed(world.project(slug), "redis", 1))
    try:
        before = state(names)
        error = world.refused("provision", slug)
        assert (
            f"'{names[0]}' already exists and is not Puerto's" in error and f"'{names[1]}'" in error
        )
        for verb in (
            ["suspend", slug, "--reason", "x"],
            ["archive", slug, "--reason", "x"],
            ["reconcile", slug],
        ):
            world.run(*verb)
        world.run("doctor", slug)
        assert state(names) == before
        assert (
            world.audit("job.provision", slug)[-1] == "failed"
            and world.audit("job.reconcile", slug)[-1] == "done"
        )
    finally:
        docker("rm", "--force", *names)
    # It was archived meanwhile, of which there was nothing to stop.
    world.puerto("resume", slug)
    assert world.status(slug) == "ready"


def test_a_stranger_that_comes_after_the_check_is_not_taken_for_a_service(worlds):
    world = worlds()
    slug = world.ready("joined")
    # Compose would stop it and make it anew: by its labels it is the project's own.
    name = f"{world.project(slug)}_windmill_2"
    version = "com.docker.compose.version=1.29.2"
    world.stranger(name, *composed(world.project(slug), "windmill", 2), version)
    try:
        before = state([name])
        # Of these two only one looks before it begins.
        for verb in (["rotate", slug, "postgres"], ["reconcile", slug]):
            assert f"'{name}'" in world.refused(*verb)
            assert state([name]) == before
    finally:
        docker("rm", "--force", name)
    world.puerto("rotate", slug, "postgres")
    world.puerto("doctor", slug, "--skip-pages")


def test_labels_of_another_workspace_are_not_ours(worlds):
    world, other = worlds(), worlds()
    mine, theirs = world.ready("twin-a"), other.ready("twin-b")
    before = {name: one["Id"] for name, one in other.containers().items()}
    assert world.one("SELECT id FROM tenant WHERE slug = ?", mine) == other.one(
        "SELECT id FROM tenant WHERE slug = ?", theirs
    )
    world.puerto("archive", mine, "--reason", "x")
    assert {name: one["Id"] for name, one in other.containers().items()} == before
    assert all(one["State"]["Status"] == "running" for one in other.containers().values())
