"""Every action × every step: killed there with SIGKILL and run again, it ends as a run that nobody has disturbed.

It is run again by the same verb, by another verb or by a worker, each for a third of the steps, which of them follows
from PUERTO_SAMPLE. With PUERTO_WHOLE=1 each step is killed three times, once for each."""

import itertools
import os
import random

import pytest

import killing
from sampling import sample
from world import STANDIN, container, docker

# What is asked for, and how the tenant is brought to where it begins and back again.
ACTIONS = {
    "provision": (["provision"], None, None),
    "suspend": (["suspend", "--reason", "late"], None, ["resume"]),
    "resume": (["resume"], ["suspend", "--reason", "late"], None),
    "restart": (["restart"], None, None),
    "rotate postgres": (["rotate", "postgres"], None, None),
    "rotate redis": (["rotate", "redis"], None, None),
    "rotate app": (["rotate", "app"], None, None),
    "upgrade": (
        ["upgrade", "--image", f"windmill={STANDIN}:2"],
        None,
        ["upgrade", "--image", f"windmill={STANDIN}:1", "--allow-downgrade"],
    ),
    "reconcile": (["reconcile"], "drift", None),
    "archive": (["archive", "--reason", "leaves"], None, ["resume"]),
    "scripts": (["scripts", "push", "--yes"], "files", None),
}
SEED = os.environ.get("PUERTO_SAMPLE") or str(random.randrange(10**6))
WAYS = ["the same verb", "another verb", "work"]


def ways(action):
    """By which way each step goes on: all of them in turn, from a beginning that the seed decides."""
    if os.environ.get("PUERTO_WHOLE"):
        return itertools.repeat(WAYS)
    first = random.Random(f"{SEED} {action}").randrange(len(WAYS))
    return ([WAYS[number % len(WAYS)]] for number in itertools.count(first))


SCRIPT = "def main():\n    return '{number}'\n"
FILES = {
    "f/sales/folder.meta.yaml": "summary: Sales\n",
    "f/sales/zone.variable.yaml": "value: '{{{{tenant.slug}}}}'\n",
    "f/sales/hello.py": SCRIPT,
    "f/sales/other.py": SCRIPT,
}
CHANGES = itertools.count(1)


def verb(words, slug):
    names = 2 if words[0] == "scripts" else 1
    return [*words[:names], slug, *words[names:]]


def write_files(world):
    """Two scripts, whose text is another one each time."""
    for path, text in FILES.items():
        world.write(f"content/windmill/{path}", text.format(number=next(CHANGES)))


def prepare(world, slug, how):
    if how == "drift":
        docker("rm", "--force", container(slug, "windmill_worker"), container(slug, "redis"))
        (world.folder / "stacks" / slug / "compose.yaml").unlink()
    elif how == "files":
        write_files(world)
    elif how:
        world.puerto(*verb(how, slug))


def versions(world, slug):
    return dict(
        world.rows(
            "SELECT field, version FROM credential JOIN tenant ON tenant.id = credential.tenant WHERE slug = ?",
            slug,
        )
    )


def go_on(world, slug, words, way):
    """Another verb leaves what it finds: it must only end what was interrupted."""
    is_open = killing.is_open(world, slug)
    if way == "work" or not is_open:
        killing.finish(world)
    elif way == "the same verb":
        done = world.run(*verb(words, slug))
        assert done.returncode == 0 and "which was interrupted" in done.stderr, done.stderr
    else:
        other = "restart" if words[0] == "reconcile" else "reconcile"
        done = world.run(other, slug)
        assert done.returncode == 0 and "first ends job" in done.stderr, done.stderr


def disturbed(world, slug, words, how, step, way):
    """One run that is killed and taken up again."""
    prepare(world, slug, how)
    baseline = versions(world, slug), killing.pushes(world, slug)
    was_killed = killing.kill_at(world, slug, step, verb(words, slug))
    at = [name for name, state in killing.steps(world, slug) if state != "waiting"]
    go_on(world, slug, words, way)
    return was_killed, at[-1] if at else "", killing.snapshot(world, slug, baseline)


@pytest.mark.parametrize("action", ACTIONS)
def test_a_killed_action_ends_as_one_that_was_not(brief_worlds, action, record_property):
    words, how, back = ACTIONS[action]
    world = brief_worlds()
    write_files(world)
    fresh = (f"killed-{action.replace(' ', '-')}-{number}" for number in itertools.count(1))
    own = action == "provision"
    slug = (world.client if own else world.ready)(next(fresh), *killing.CONTACT)
    prepare(world, slug, how)
    baseline = versions(world, slug), killing.pushes(world, slug)
    world.puerto(*verb(words, slug))
    wanted = killing.snapshot(world, slug, baseline)
    names = [name for name, _ in killing.steps(world, slug)]
    assert wanted["unfinished"] == (0, 0, 0) and names
    missed = []
    for step, chosen in sample(zip(names, ways(action)), f"killed {action}", share=0.1):
        for way in chosen:
            if own:
                slug = world.client(next(fresh), *killing.CONTACT)
            elif back:
                world.puerto(*verb(back, slug))
            was_killed, at, found = disturbed(world, slug, words, how, step, way)
            seen = at if was_killed else "not in time"
            result = "same" if found == wanted else "DIFFERS"
            record_property(
                "killed",
                f"{action:16} killed at {step:12} (last begun: {seen:12}) {way:14} {result}",
            )
            assert found == wanted, (action, step, way, SEED)
            if not was_killed:
                missed.append(step)
    # A last step may be over before anybody sees that it began.
    assert set(missed) <= {names[-1]}, missed
