"""The owner's day, from `init` to a client that is suspended and comes back: by command, and again in a browser.

Nothing is known beforehand but what is printed: each command is the one that the last verb named, each click
goes to the one button that the page shows as the next step.
"""

import os
import re
import shlex
import subprocess

import pytest

from test_portal import Portal, approve, browsers, give_passkey, log_in, said, shot  # noqa: F401
from world import ROOT, answers, command, until

NAME = "Panadería La Güera"
REASON = "debe octubre"
# Seconds in which a job of a real stack ends, on a busy machine.
JOB = 180


@pytest.fixture(scope="module")
def day(worlds, tmp_path_factory):
    """A Mexican agency's workspace, as `init` makes it, with its portal."""
    options = ["--name", "Estudio Faro", "--locale", "es-MX", "--currency", "MXN"]
    world = worlds(name="day", init=options)
    # The workspace's own language is spoken.
    world.environment["PUERTO_LANGUAGE"] = ""
    made = Portal(world, tmp_path_factory.mktemp("day"))
    yield made
    made.close()


def named(done):
    """The command that a verb's last line names, as words, and what it says it is for."""
    found = re.findall(r"sigue: (puerto .*?) \(([^()]*)\)$", done.stderr, re.MULTILINE)
    assert found, f"no next command in: {done.stdout}{done.stderr}"
    return shlex.split(found[-1][0]), found[-1][1]


def follow(world, words):
    """Types a command as it was printed."""
    assert words[0] == "puerto"
    place = [] if "--workspace" in words else ["--workspace", str(world.folder)]
    done = subprocess.run(
        [command(), *words[1:], *place],
        capture_output=True,
        text=True,
        timeout=600,
        env={**os.environ, **world.environment},
    )
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done


def everything(world):
    """The records that a file could move, and the pages."""
    tables = ["tenant", "slot", "stack", "service", "handoff", "credential"]
    pages = {
        str(path.relative_to(world.folder)): path.read_bytes()
        for path in (world.folder / "public").rglob("*.html")
    }
    return {table: world.rows(f"SELECT * FROM {table}") for table in tables}, pages


def make_portal(world):
    """The recipe of `make portal`, on this workspace."""
    recipe = (ROOT / "Makefile").read_text().split("\nportal:", 1)[1].split("\n\n", 1)[0]
    lines = [line.strip() for line in recipe.splitlines()[1:]]
    assert any("import" in line for line in lines) and any("build" in line for line in lines)
    for line in lines:
        line = line.replace("$(PUERTO)", shlex.quote(command()))
        subprocess.run(["/bin/sh", "-c", line], cwd=world.folder, check=True, capture_output=True)


def test_by_command_each_verb_names_the_next_until_nothing_is_left(day):
    world = day.world
    slug = world.slug("tortas")
    done = world.run("tenant", "add", slug, "--name", "Tortas Lupita", "--plan", "basic")
    assert done.returncode == 0, done.stderr
    walked = []
    for _ in range(8):
        if "sigue: " not in done.stderr:
            break
        words, _ = named(done)
        walked.append(" ".join(words[1:3]))
        done = follow(world, [word.replace("ADDRESS", "lupita@tortas.example") for word in words])
    assert walked[0] == f"provision {slug}", walked
    assert any(step.startswith("handoff") for step in walked), walked
    assert world.status(slug) == "ready" and answers(world.port(slug, "app"))
    texts = done.stdout
    assert "Tortas Lupita" in texts and "internal" not in texts
    # Suspended for not paying; the verb itself says how it comes back.
    done = world.run("suspend", slug, "--reason", REASON)
    words, _ = named(done)
    assert words[:3] == ["puerto", "resume", slug]
    follow(world, words)
    assert world.status(slug) == "ready"


def step(page):
    """The page's next step: its words, and its button where there is one."""
    page.until(lambda: page.all("#next"))
    return said(page, "#next p:first-child")


def wait_for_step(page, words, seconds=JOB):
    page.until(lambda: page.all("#next") and words in step(page), seconds)


def confirm(page):
    page.until(lambda: page.all("dialog[open] .primary, dialog[open] .danger"))
    page.one("dialog[open] .primary, dialog[open] .danger").click()


def is_done(page):
    """Tells whether nothing is left to do; else takes the step that the page names by now.

    On a busy machine a round may find the client before it answers, and the page then names that.
    """
    page.driver.refresh()
    words = step(page)
    is_old = "suspendido" in words or "en curso" in words
    if not is_old and page.all("#next a.primary"):
        page.one("#next a.primary").click()
        confirm(page)
        page.until(lambda: not page.all("dialog[open] .primary"), JOB)
    return "está entregado" in words


def test_in_a_browser_the_page_leads_from_a_draft_to_a_client_that_comes_back(day, browsers):  # noqa: F811
    page, world = browsers(), day.world
    page.size(1280, 900)
    page.open(f"{day.origin}/portal/index.html")
    log_in(page, day)
    give_passkey(page, day)
    # Recorded only: the page has to lead on.
    slug = world.slug("guera")
    world.puerto(
        *["tenant", "add", slug, "--name", NAME, "--plan", "basic"],
        *["--contact-name", "Jimena", "--contact-email", "jimena@guera.example"],
    )
    before = world.folder / "fleet.yaml"
    before.write_text(world.puerto("export"))
    world.puerto("build")
    page.open(f"{day.origin}/portal/clients/{slug}.html")
    page.until(lambda: page.all("#next a.primary"))
    shot(page, "day-draft")
    page.one("#next a.primary").click()
    confirm(page)
    wait_for_step(page, "todavía no tiene acceso")
    assert world.status(slug) == "ready"
    shot(page, "day-ready")

    page.one("#next a.primary").click()
    page.until(lambda: page.all(".links .make"))
    page.one(".links .make").click()
    confirm(page)
    approve(page)
    page.until(lambda: page.all("dialog[open] .secret"), JOB)
    mail, message = page.texts("dialog[open] .secret")
    phrase = message.split("\n\n")[1]
    assert "http" in mail and phrase not in mail and "http" not in message
    page.one("dialog[open] .buttons button").click()
    world.puerto("build")
    page.open(f"{day.origin}/portal/clients/{slug}.html")
    wait_for_step(page, "está entregado")
    assert page.all("#next a.primary") == []
    shot(page, "day-handed-over")

    # A file of the first hour, and `make portal` in the middle of the day: nothing moves.
    as_it_was = everything(world)
    assert NAME in before.read_text()
    make_portal(world)
    assert everything(world) == as_it_was

    page.run("document.querySelector('.more').open = true")
    page.one(".actions a[data-action=suspend]").click()
    page.until(lambda: page.all("dialog[open] input"))
    page.one("dialog[open] input").send_keys(REASON)
    confirm(page)
    wait_for_step(page, "suspendido")
    assert REASON in said(page, "main") and world.status(slug) == "suspended"
    shot(page, "day-suspended")
    page.until(lambda: page.all("#next a.primary") and not page.all("#live-job"), JOB)
    page.one("#next a.primary").click()
    confirm(page)
    until(lambda: is_done(page), "the page leads to a client that runs", pause=0.5)
    assert world.status(slug) == "ready" and answers(world.port(slug, "app"))

    page.open(f"{day.origin}/portal/activity.html")
    page.until(lambda: f"Ana suspendió {NAME}: {REASON}" in said(page), JOB)
    assert f"Ana reanudó {NAME}" in said(page)
    shot(page, "day-activity")
    page.open(f"{day.origin}/portal/index.html")
    assert NAME in said(page)
    shot(page, "day-home")
