"""Verbs that are told to stop or killed: whoever comes next goes on, and says so."""

import signal
import subprocess

import killing
import pytest
from world import HUNG, until


@pytest.fixture(scope="module")
def calm(worlds):
    return worlds()


def job(world, slug, column="id"):
    return world.one(
        f"""SELECT job.{column} FROM job JOIN tenant ON tenant.id = job.tenant WHERE slug = ?
            ORDER BY seq DESC LIMIT 1""",
        slug,
    )


def begun(world, slug, step, *arguments):
    """A verb that has begun this step."""
    process = subprocess.Popen(
        world.arguments(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until(
        lambda: (step, "running") in killing.steps(world, slug), f"{step} begins", 60, pause=0.002
    )
    return process


def killed(world, slug, step, *arguments):
    process = begun(world, slug, step, *arguments)
    process.kill()
    process.communicate(timeout=HUNG)
    assert job(world, slug, "state") == "running"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_verb_that_is_told_to_stop_ends_its_step_and_says_how_to_go_on(calm, number):
    slug = calm.client(f"told-{number.name.lower()}")
    process = begun(calm, slug, "data", "provision", slug)
    process.send_signal(number)
    _, error = process.communicate(timeout=HUNG)
    first = job(calm, slug)
    assert process.returncode == 1
    assert f"interrupted, and job {first[:8]} waits in the queue" in error
    assert ("data", "done") in killing.steps(calm, slug)
    assert calm.one("SELECT count(*) FROM lease") == 0
    done = calm.run("provision", slug)
    assert done.returncode == 0 and f"goes on with job {first[:8]}" in done.stderr
    assert job(calm, slug) == first and calm.status(slug) == "ready"


def test_all_goes_on_with_what_was_killed(calm):
    slugs = [calm.client(f"all-{number}") for number in range(2)]
    process = begun(calm, slugs[0], "database", "provision", "--all")
    process.kill()
    process.communicate(timeout=HUNG)
    first = job(calm, slugs[0])
    done = calm.run("provision", "--all")
    assert done.returncode == 0 and done.stdout == "provision: 2 done, 0 failed\n", done.stderr
    assert job(calm, slugs[0]) == first
    assert [calm.status(slug) for slug in slugs] == ["ready", "ready"]
    assert calm.puerto("provision", "--all") == "provision: nothing to do\n"


def test_all_says_who_was_busy_with_something_else(calm):
    slug = calm.client("busy")
    calm.puerto("reconcile", slug, "--detach")
    done = calm.run("provision", "--all")
    assert done.returncode == 1 and done.stdout == "provision: 0 done, 0 failed, 1 busy\n"
    assert f"'{slug}' is busy" in done.stderr
    calm.puerto("job", "cancel", job(calm, slug))
    calm.puerto("provision", "--all")


def test_the_job_of_a_dead_holder_ends_when_it_is_cancelled(calm):
    slug = calm.client("cancelled")
    killed(calm, slug, "data", "provision", slug)
    assert calm.puerto("job", "cancel", job(calm, slug)).endswith(": cancelled\n")
    assert job(calm, slug, "state") == "cancelled"
    assert calm.one("SELECT count(*) FROM lease") == 0
    first = job(calm, slug)
    calm.puerto("provision", slug)
    assert job(calm, slug) != first and calm.status(slug) == "ready"


def test_another_verb_first_ends_what_was_interrupted(calm):
    slug = calm.ready("other-verb")
    killed(calm, slug, "stop", "suspend", slug, "--reason", "late")
    first = job(calm, slug)
    done = calm.run("reconcile", slug)
    assert done.returncode == 0 and f"first ends job {first[:8]} (suspend {slug})" in done.stderr
    assert calm.status(slug) == "suspended"
    states = calm.rows("SELECT action, state FROM job ORDER BY seq DESC LIMIT 2")
    assert states == [("reconcile", "done"), ("suspend", "done")]


def test_an_upgrade_that_was_killed_is_undone_when_it_is_cancelled(calm):
    from world import STANDIN, container

    slug = calm.ready("undone")
    killed(calm, slug, "application", "upgrade", slug, "--image", f"windmill={STANDIN}:2")
    # Its Compose lives on for a moment, and is waited for.
    assert calm.puerto("job", "cancel", job(calm, slug)).endswith(": cancelled\n")
    found = calm.containers(slug)[container(slug, "windmill")]
    assert found["Config"]["Image"] == f"{STANDIN}:1"
    calm.puerto("doctor", slug, "--skip-pages")
