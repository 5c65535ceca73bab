"""Every hint is followed: the command that an error prints is run, and mends what it was printed for.

Each test makes a situation, reads the command out of the printed hint, fills in its placeholders and
runs it. `hint_list.py` says of every other hint which test runs it, or why none can.
"""

import json
import re
import shlex
import socket
import sqlite3
import subprocess
from contextlib import closing

import pytest

from hint_list import ELSEWHERE, LOOKS, REASONS
from hints import HOLE, commands, hints, named
from world import ROOT, command, container, docker

PHRASE = "a phrase that a client was told once\n"

# The hints that the tests of this file follow.
FOLLOWED = {}


def follows(*templates):
    """Notes the hints that a test follows, as the sources have them."""

    def note(test):
        for template in templates:
            FOLLOWED[template] = test.__name__
        return test

    return note


def run(world, error, printed, *more, given="", **values):
    """Runs a command that a printed hint holds, with its placeholders filled in.

    `more` says yes where a terminal would be asked.
    """
    assert printed in error, f"{printed!r} is not in {error!r}"
    words = shlex.split(printed)
    assert words.pop(0) == "puerto"
    if "<" in words:
        words = words[: words.index("<")]
    for name, value in values.items():
        words = [word.replace(name, str(value)) for word in words]
    return world.puerto(*words, *more, input=given)


@pytest.fixture(scope="module")
def hinted(worlds):
    world = worlds()
    path = world.folder / "puerto.yaml"
    text = path.read_text()
    one = "  - {name: local, address: localhost}\n"
    assert one in text
    path.write_text(text.replace(one, one + "  - {name: other, address: 10.0.0.9}\n"))
    return world


# --- records


@follows(
    f"puerto tenant edit {HOLE} --host {HOLE} brings it to this one, while it has no stack; the "
    "other machine needs a workspace of its own: puerto init DIR"
)
def test_a_client_of_another_machine_is_brought_to_this_one(hinted):
    slug = hinted.client("away", "--host", "other")
    error = hinted.refused("provision", slug)
    run(hinted, error, f"puerto tenant edit {slug} --host local")
    assert "preflight" in hinted.puerto("provision", slug, "--dry-run")


@follows(f"puerto tenant edit {HOLE} --status draft, then puerto tenant remove {HOLE}")
def test_a_client_that_was_never_made_is_removed(hinted):
    slug = hinted.client("unmade", "--status", "provisioning")
    error = hinted.refused("tenant", "remove", slug, "--yes")
    run(hinted, error, f"puerto tenant edit {slug} --status draft")
    run(hinted, error, f"puerto tenant remove {slug}", "--yes")
    assert slug not in hinted.puerto("tenant", "list")


@follows(f"puerto archive {HOLE} --reason TEXT stops it for good")
def test_a_client_that_runs_is_archived_and_not_removed(hinted):
    slug = hinted.client("runs", "--status", "ready")
    error = hinted.refused("tenant", "remove", slug, "--yes")
    run(hinted, error, f"puerto archive {slug} --reason TEXT", TEXT="left")
    assert hinted.status(slug) == "archived"


@follows(f"puerto credential generate {HOLE} {HOLE} puts another one in its place")
def test_a_recorded_password_is_replaced_before_a_client_is_removed(hinted):
    slug = hinted.client("given")
    hinted.puerto("credential", "set", slug, "postgres", input="a password that was given\n")
    error = hinted.refused("tenant", "remove", slug, "--yes")
    run(hinted, error, f"puerto credential generate {slug} postgres")
    hinted.puerto("tenant", "remove", slug, "--yes")


@follows(f"puerto hook-secret revoke {HOLE}")
def test_a_programs_secret_is_revoked_before_a_client_is_removed(hinted):
    slug = hinted.client("called")
    hinted.puerto("hook-secret", "add", "shop", "--tenant", slug, "--action", "restart")
    error = hinted.refused("tenant", "remove", slug, "--yes")
    run(hinted, error, "puerto hook-secret revoke shop")
    hinted.puerto("tenant", "remove", slug, "--yes")


@follows(f"puerto archive {HOLE} --reason TEXT puts it aside")
def test_a_client_that_was_given_a_page_is_put_aside(hinted, tmp_path):
    slug = hinted.client("handed", "--status", "ready", "--contact-email", "a@b.example")
    hinted.puerto("credential", "generate", slug, "app")
    hinted.puerto("handoff", "page", slug, "--out", tmp_path / "page.html", input=PHRASE)
    hinted.puerto("tenant", "edit", slug, "--status", "draft")
    error = hinted.refused("tenant", "remove", slug, "--yes")
    run(hinted, error, f"puerto archive {slug} --reason TEXT", TEXT="left")
    assert hinted.status(slug) == "archived"


@follows(
    f"the same client: puerto tenant edit {HOLE} --new-slug {HOLE}; another one: give it a {HOLE} of "
    "its own"
)
def test_a_slug_that_changed_in_a_file_is_taken_over(hinted, tmp_path):
    slug = hinted.client("before")
    path = tmp_path / "fleet.yaml"
    after = slug.replace("before", "after")
    text = hinted.puerto("export").replace(f"slug: {slug}\n", f"slug: {after}\n")
    path.write_text(re.sub(r"\n    slot: \d+(?=\n)", "", text))
    error = hinted.refused("import", path, "--yes")
    run(hinted, error, f"puerto tenant edit {slug} --new-slug {after}")
    hinted.puerto("import", path, "--yes")


def lines(world, slug):
    """The history of a client, the newest line first."""
    found = json.loads(world.puerto("audit", "list", "--limit", "200", "--json"))
    return [one for one in found if one["object"] == slug]


@follows(
    f"puerto tenant remove {HOLE} takes back a client that never ran",
    f"puerto audit undo {HOLE} takes back the edit that it made",
    f"undo the later edit first, or puerto tenant edit {HOLE}",
)
def test_what_cannot_be_undone_has_another_way(hinted):
    slug = hinted.client("undone")
    hinted.puerto("tenant", "edit", slug, "--name", "One")
    first = lines(hinted, slug)[0]["number"]
    hinted.puerto("tenant", "edit", slug, "--name", "Two")
    second = lines(hinted, slug)[0]["number"]
    error = hinted.refused("audit", "undo", first)
    assert "undo the later edit first" in error
    hinted.puerto("audit", "undo", second)
    hinted.puerto("audit", "undo", first)
    undo = next(one for one in lines(hinted, slug) if one["action"] == "tenant.undo")["number"]
    error = hinted.refused("audit", "undo", undo)
    run(hinted, error, f"puerto audit undo {undo - 1}")
    added = next(one for one in lines(hinted, slug) if one["action"] == "tenant.add")["number"]
    error = hinted.refused("audit", "undo", added)
    run(hinted, error, f"puerto tenant remove {slug}", "--yes")


@follows(f"puerto tenant edit {HOLE} --contact-email ADDRESS")
def test_a_handoff_gets_its_user_name(hinted, tmp_path):
    slug = hinted.client("nameless", "--status", "ready")
    error = hinted.refused("handoff", "page", slug, "--out", tmp_path / "page.html")
    run(hinted, error, f"puerto tenant edit {slug} --contact-email ADDRESS", ADDRESS="a@b.example")
    assert "contact e-mail" not in hinted.run("handoff", "page", slug).stderr


# --- operators


@follows(f"puerto operator passwd {HOLE} gives a new password")
def test_an_operator_that_is_there_gets_a_new_password(hinted):
    add = ["operator", "add", "ana"]
    hinted.puerto(*add, input="a long password of ana\n")
    error = hinted.refused(*add, input="another password of ana\n")
    run(hinted, error, "puerto operator passwd ana", given="another password of ana\n")


@follows(
    "puerto key rotate seals them under a new key first",
    "puerto key rotate makes another one first",
)
def test_a_key_in_use_is_rotated_before_it_is_retired(worlds):
    world = worlds()
    key = world.one("SELECT name FROM vault_key WHERE purpose = 'master'")
    error = world.refused("key", "retire", key)
    assert "is the only master key" in error
    slug = world.client("sealed")
    world.puerto("credential", "generate", slug, "app")
    error = world.refused("key", "retire", key)
    run(world, error, "puerto key rotate")
    world.puerto("key", "retire", key)


@follows(f"puerto credential set {HOLE} {HOLE} < FILE, or generate one")
def test_a_missing_password_is_recorded(hinted, tmp_path):
    slug = hinted.client("bare", "--status", "ready", "--contact-email", "a@b.example")
    error = hinted.refused("credential", "show", slug, "app", "--to-file", tmp_path / "one")
    run(hinted, error, f"puerto credential set {slug} app < FILE", given="a password\n")
    hinted.puerto("credential", "show", slug, "app", "--to-file", tmp_path / "one")


@follows(f"change it in the application and record it: puerto credential set {HOLE} app")
def test_the_applications_password_is_recorded(hinted):
    slug = hinted.client("own", "--status", "ready")
    # As a stack that an older version has made.
    with closing(sqlite3.connect(hinted.folder / "puerto.db", timeout=20)) as db, db:
        db.execute("INSERT INTO instance_left SELECT id FROM tenant WHERE slug = ?", [slug])
    error = hinted.refused("rotate", slug, "app")
    run(hinted, error, f"puerto credential set {slug} app", given="its new password\n")


# --- stacks


@follows(f"puerto resume {HOLE}", f"puerto provision {HOLE}", f"puerto reconcile {HOLE}")
def test_a_service_that_does_not_run_is_started(hinted):
    slug = hinted.client("asleep")

    def ask():
        return hinted.run("redis", slug, input="PING\n")

    def refused():
        done = ask()
        assert done.returncode != 0
        return done.stderr

    run(hinted, refused(), f"puerto provision {slug}")
    assert ask().returncode == 0
    hinted.puerto("suspend", slug, "--reason", "overdue")
    run(hinted, refused(), f"puerto resume {slug}")
    docker("stop", container(slug, "redis"))
    run(hinted, refused(), f"puerto reconcile {slug}")
    docker("rm", "--force", container(slug, "redis"))
    run(hinted, refused(), f"puerto reconcile {slug}")
    hinted.puerto("archive", slug, "--reason", "left")
    run(hinted, refused(), f"puerto resume {slug}")
    assert ask().returncode == 0


@follows(
    "rename or remove it by hand, or give this client's another name: puerto tenant edit "
    f"{HOLE} --container KIND=NAME"
)
def test_a_name_that_is_taken_is_another_one(hinted):
    slug = hinted.client("named")
    hinted.stranger(container(slug, "redis"))
    error = hinted.refused("provision", slug)
    KIND, NAME = "redis", f"{container(slug, 'redis')}_own"
    run(hinted, error, f"puerto tenant edit {slug} --container KIND=NAME", KIND=KIND, NAME=NAME)
    hinted.puerto("provision", slug)


# --- the base of a workspace


@follows("puerto build")
def test_damaged_pages_are_made_anew(worlds):
    world = worlds()
    world.puerto("build")
    page = world.folder / "public/portal/index.html"
    page.write_text(page.read_text().replace("html", "hmtl"))
    page.with_name("stray.html").write_text("<p>nobody's")
    mends = {one.get("mend") for one in pages(world)}
    assert mends == {"puerto build"}
    run(world, mends.pop(), "puerto build")
    assert pages(world) == []


def pages(world):
    found = json.loads(world.run("doctor", "--json").stdout)
    return [one for one in found if one["state"] != "fine" and "page" in one.get("kind", "")]


@follows("puerto work")
def test_jobs_that_wait_are_worked_off(worlds):
    world = worlds()
    world.puerto("build")
    slug = world.client("waits", "--status", "ready")
    world.puerto("suspend", slug, "--reason", "x", "--detach")
    found = world.findings()
    assert "puerto work" in [one.get("mend") for one in found], found
    world.puerto("work", "--once")
    assert "puerto work" not in [one.get("mend") for one in world.findings()]


@follows("puerto workspace repair removes exactly what does not belong there")
def test_a_trigger_of_another_hand_is_removed(worlds):
    world = worlds()
    with closing(sqlite3.connect(world.folder / "puerto.db")) as db:
        db.execute("CREATE TRIGGER mine AFTER UPDATE ON tenant BEGIN SELECT 1; END")
        db.commit()
    error = world.refused("tenant", "list")
    assert "puerto workspace repair" in error
    world.puerto("workspace", "repair", "--yes")
    world.puerto("tenant", "list")


@follows("mount it, or change history.export in puerto.yaml; then puerto audit checkpoint")
def test_a_folder_for_heads_that_is_not_there_is_mounted(worlds, tmp_path):
    world = worlds()
    path = world.folder / "puerto.yaml"
    path.write_text(path.read_text() + f"history: {{export: {tmp_path}/heads}}\n")
    world.puerto("build")
    error = world.refused("audit", "checkpoint")
    assert "puerto audit checkpoint" in error
    (tmp_path / "heads").mkdir()
    world.puerto("audit", "checkpoint")
    assert list((tmp_path / "heads").iterdir())


@follows("puerto init DIR makes one; --workspace DIR names another")
def test_where_no_workspace_is_one_is_made(hinted, tmp_path):
    def list_here(*more):
        return hinted.run("tenant", "list", *more, here=False)

    missing = hinted.run("tenant", "list", "--workspace", tmp_path / "none", here=False)
    assert missing.returncode == 1 and "puerto init DIR" in missing.stderr
    hinted.puerto("init", tmp_path / "none", here=False)
    assert list_here("--workspace", tmp_path / "none").returncode == 0


@follows("puerto init or puerto import makes one")
def test_a_database_that_is_gone_is_imported_again(worlds, tmp_path):
    world = worlds()
    (tmp_path / "fleet.yaml").write_text(world.puerto("export"))
    for path in world.folder.glob("puerto.db*"):
        path.unlink()
    error = world.refused("tenant", "list")
    assert "puerto import" in error
    world.puerto("import", tmp_path / "fleet.yaml")
    world.puerto("tenant", "list")


@pytest.mark.parametrize("name, mode", [("keys", "0777"), ("keys/master.key", "0644")])
@follows(f"chmod 700 {HOLE}", f"chmod 600 {HOLE}")
def test_keys_that_others_could_read_get_their_mode(hinted, name, mode):
    slug = hinted.client(f"mode-{mode}")
    path = hinted.folder / name
    path.chmod(int(mode, 8))
    error = hinted.refused("credential", "generate", slug, "app")
    command = re.search(r"chmod \d+ [^;)\s]+", error)[0]
    subprocess.run(shlex.split(command), check=True, cwd=hinted.folder)
    hinted.puerto("credential", "generate", slug, "app")


def test_a_full_disk_wants_room_and_not_rights(small_disk):
    small = small_disk(64)
    small.disk.fill()
    error = small.refused("key", "rotate")
    assert "make room on its disk: df -h" in error and "let this user" not in error
    small.disk.clear()
    small.puerto("key", "rotate")


@follows("puerto serve --port with another one, or 0 for any that is free")
def test_a_taken_port_is_another_one(hinted):
    hinted.puerto("build")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        error = hinted.refused("serve", "--port", taken.getsockname()[1])
        assert "puerto serve --port" in error
        process = subprocess.Popen(
            hinted.arguments("serve", "--port", 0), stdout=subprocess.PIPE, text=True
        )
        try:
            assert any("http://" in line for line in process.stdout)
        finally:
            process.terminate()
            process.wait()


# --- every hint


def verbs():
    """The program's verbs with their options, as it tells them itself."""
    tree = json.loads(
        subprocess.run([command(), "--experimental-dump-help"], capture_output=True).stdout
    )
    found = {}

    def add(command, words):
        found[words] = {
            f"--{name['name']}"
            for argument in command.get("arguments", [])
            for name in argument.get("names", [])
        }
        for one in command.get("subcommands", []):
            add(one, (*words, one["commandName"]))

    add(tree["command"], ())
    return found


def commanding():
    """The hints that name a command of Puerto, by their text."""
    return {text: place for place, text in hints() if re.search(r"\bpuerto [a-z]", text)}


def test_every_command_of_a_hint_exists_with_its_options():
    known = verbs()
    assert len(known) > 60
    for text, place in commanding().items():
        for words, options in commands(text, known):
            missing = set(options) - known[words]
            assert not missing, f"{place}: 'puerto {' '.join(words)}' has no {missing}"


def test_every_command_that_the_program_names_exists_with_its_options():
    known = verbs()
    first = {words[0] for words in known if words}
    literals = named()
    assert len(literals) > len(commanding())
    for place, text in literals:
        for words, options in commands(text, known):
            missing = set(options) - known[words]
            assert not missing, f"{place}: 'puerto {' '.join(words)}' has no {missing}"
        for command in re.finditer(r"(?:^|[:;,(] )puerto (?!en |manifest |fleet )([a-z-]+)", text):
            assert command[1] in first, f"{place}: there is no 'puerto {command[1]}'"


def test_every_hint_is_followed_or_has_its_reason():
    listed = [*FOLLOWED, *ELSEWHERE, *LOOKS, *REASONS]
    found = commanding()
    open_ones = {text: place for text, place in found.items() if text not in listed}
    assert not open_ones, f"neither followed nor listed: {open_ones}"
    plain = {text for text in FOLLOWED if text.startswith("chmod")}
    gone = set(listed) - set(found) - plain
    assert not gone, f"no hint of the sources any more: {gone}"
    assert len(listed) == len(set(listed)), "a hint is listed twice"


@pytest.fixture(scope="module")
def looked_at(worlds):
    """A workspace with one of everything that the commands look at."""
    world = worlds()
    world.puerto("build")
    world.puerto("operator", "add", "ana", input="a long password of ana\n")
    slug = world.ready("seen")
    return world, {"SLUG": slug, "OPERATOR": "ana", "JOB": world.one("SELECT id FROM job")}


def test_every_command_that_looks_is_run(looked_at):
    world, words = looked_at
    known = verbs()
    asked = {}
    for text, about in LOOKS.items():
        words_of = next(words for words, _ in commands(text, known))
        asked[*words_of, *(words.get(word, word) for word in about.split())] = text
    for command, text in asked.items():
        done = world.run(*command)
        looks = (0, 1, 3) if command[0] == "doctor" else (0,)
        assert done.returncode in looks, f"{text}: {command}: {done.stderr}"


def test_every_test_that_is_said_to_follow_a_hint_exists():
    for text, name in ELSEWHERE.items():
        file, test = name.split("::")
        paths = list((ROOT / "Tests").rglob(file))
        assert paths and re.search(rf"(def|func) {test}\(", paths[0].read_text()), f"{text}: {name}"
