"""Records that are older than their stacks, copies and moves of a workspace: no client's stack is ever taken for another's."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from older import backup, put_back
from world import LABEL, docker

MARK = "puerto.mark"


@pytest.fixture
def harbour(worlds):
    """A workspace with a client that was there before anything goes wrong."""
    world = worlds()
    yield world, world.ready("first")
    world.clean()


def secrets(world, slug):
    folder = world.folder / "stacks" / slug
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def passwords(world, slug):
    return {field: world.password(slug, field) for field in ["postgres", "redis"]}


def running(world, slug):
    """What no other client's job may change: the containers, since when they run, and their files."""
    return {
        name: (one["Id"], one["State"]["StartedAt"], one["State"]["Status"])
        for name, one in world.containers(slug).items()
    }, secrets(world, slug)


class Kept:
    """A client with a row of its own and a key of its own, and what opens them."""

    def __init__(self, world, slug):
        self.world, self.slug = world, slug
        self.passwords = passwords(world, slug)
        self.ports = {kind: world.port(slug, kind) for kind in world.ports}
        with self.postgres() as db:
            db.execute("CREATE TABLE own (slug TEXT)")
            db.execute("INSERT INTO own VALUES (%s)", [slug])
        self.redis().set("own", slug)
        self.state = running(world, slug)

    def postgres(self):
        return self.world.postgres(self.slug, self.passwords["postgres"], self.ports["postgres"])

    def redis(self):
        return self.world.redis(self.slug, self.passwords["redis"], self.ports["redis"])

    def has_its_data(self):
        with self.postgres() as db:
            assert db.execute("SELECT slug FROM own").fetchall() == [(self.slug,)]
        assert self.redis().get("own") == self.slug
        return True

    def is_untouched(self):
        assert running(self.world, self.slug) == self.state
        return self.has_its_data()


def number(world, slug):
    """The number that the engine knows a client by."""
    labels = next(iter(world.containers(slug).values()))["Config"]["Labels"]
    return int(labels["puerto.tenant"])


def marks(world, id=None):
    return docker(
        *["volume", "ls", "--filter", f"label={LABEL}={id or world.id}", "--filter"],
        *[f"label={MARK}", "--format", f'{{{{.Label "{MARK}"}}}}'],
    ).split()


def prune(world):
    """What `docker volume prune` takes of this workspace: its mark, which no container uses."""
    names = docker("volume", "ls", "--quiet", "--filter", f"label={LABEL}={world.id}").split()
    docker("volume", "rm", *[name for name in names if "-mark-" in name])


def first_line(text):
    return text.splitlines()[1]


def test_an_older_database_takes_no_client_for_another(harbour, tmp_path):
    world, first = harbour
    backup(world, tmp_path / "older.db")
    acme = Kept(world, world.ready("acme"))
    taken = number(world, acme.slug)
    put_back(world, tmp_path / "older.db")

    doctor = world.run("doctor", "--skip-pages")
    assert doctor.returncode == 1
    assert "the engine has seen" in first_line(doctor.stdout)
    lost = f"the world knows client {taken} ('{acme.slug}'), the records do not: an older database?"
    assert lost in doctor.stdout.splitlines()[2]

    beta = world.slug("beta")
    added = world.run("tenant", "add", beta, "--name", "Beta")
    assert added.returncode == 0 and lost in added.stderr
    assert world.one("SELECT id FROM tenant WHERE slug = ?", beta) > taken
    assert world.slot(beta) != acme.ports["app"] - world.ports["app"]
    for verb in [["provision", beta], ["restart", first], ["archive", first, "--reason", "x"]]:
        error = world.refused(*verb)
        assert "are its records older than the stacks?" in error
        assert "puerto workspace moved" in error
    assert world.containers(beta) == {} and world.status(first) == "ready"
    assert acme.is_untouched()

    # The operator says that these records go on; the client is recorded again, with nothing restarted.
    assert lost in world.run("workspace", "moved").stderr
    shown = world.run("tenant", "recover", taken, "--name", "Acme")
    assert shown.returncode == 0, shown.stderr
    assert "puerto credential" not in shown.stderr
    assert (
        world.status(acme.slug) == "ready"
        and world.slot(acme.slug) == acme.ports["app"] - world.ports["app"]
    )
    assert passwords(world, acme.slug) == acme.passwords
    assert acme.is_untouched()
    world.puerto("provision", beta)
    assert number(world, beta) != taken and acme.is_untouched()

    world.puerto("reconcile", acme.slug)
    assert world.status(acme.slug) == "ready" and acme.has_its_data()
    world.puerto("doctor", "--skip-pages")


def test_a_renamed_client_is_recorded_again_with_its_former_name(harbour, tmp_path):
    """Its containers have the new name, its volumes the one that they were made with."""
    world, _ = harbour
    backup(world, tmp_path / "older.db")
    acme = Kept(world, world.ready("acme"))
    taken, new = number(world, acme.slug), world.slug("renamed")
    world.puerto("tenant", "edit", acme.slug, "--new-slug", new)
    world.puerto("reconcile", new)
    state = running(world, new)
    put_back(world, tmp_path / "older.db")
    world.puerto("workspace", "moved")

    shown = world.run("tenant", "recover", taken)
    assert shown.returncode == 0, shown.stderr
    assert "puerto credential" not in shown.stderr
    assert world.rows("SELECT slug FROM former_slug") == [(acme.slug,)]
    assert passwords(world, new) == acme.passwords
    assert running(world, new) == state and acme.has_its_data()
    world.puerto("reconcile", new)
    world.puerto("restart", new)
    world.puerto("doctor", "--skip-pages")
    assert world.status(new) == "ready" and number(world, new) == taken
    assert acme.has_its_data()


def test_a_client_that_was_added_again_is_the_one_that_runs(harbour, tmp_path):
    world, _ = harbour
    backup(world, tmp_path / "older.db")
    acme = Kept(world, world.ready("acme"))
    taken = number(world, acme.slug)
    put_back(world, tmp_path / "older.db")
    world.puerto("tenant", "add", acme.slug, "--name", "Acme Ltd", "--contact-email", "eva@acme.io")
    row = world.one("SELECT id FROM tenant WHERE slug = ?", acme.slug)
    assert row > taken and passwords(world, acme.slug) != acme.passwords
    world.puerto("workspace", "moved")
    # Its name is taken by the stack that runs, and the records lack that one.
    world.refused("provision", acme.slug)

    shown = world.run("tenant", "recover", taken)
    assert shown.returncode == 0, shown.stderr
    sql = "SELECT number FROM stack_number WHERE tenant = ?"
    assert world.one(sql, row) == taken and world.status(acme.slug) == "ready"
    assert world.slot(acme.slug) == acme.ports["app"] - world.ports["app"]
    named = world.rows("SELECT name, contact_email FROM tenant WHERE id = ?", row)
    assert named == [("Acme Ltd", "eva@acme.io")]
    assert world.rows("SELECT field FROM credential WHERE tenant = ? ORDER BY field", row) == [
        ("postgres",),
        ("redis",),
    ]
    assert passwords(world, acme.slug) == acme.passwords and acme.is_untouched()
    world.puerto("reconcile", acme.slug)
    world.puerto("doctor", "--skip-pages")
    assert acme.has_its_data()


@pytest.mark.parametrize("field", ["postgres", "redis"])
def test_a_password_that_is_not_recorded_has_a_way_into_the_records(harbour, field):
    world, first = harbour
    kept = Kept(world, first)
    with closing(sqlite3.connect(world.folder / "puerto.db")) as db:
        db.execute("DELETE FROM credential WHERE field = ?", [field])
        db.commit()
    way = f"puerto credential adopt {first} {field}"
    assert way in world.run("doctor", "--skip-pages").stdout
    for verb in [["rotate", first, field], ["credential", "generate", first, field]]:
        assert way in world.refused(*verb)
    assert kept.is_untouched()
    world.puerto("credential", "adopt", first, field)
    assert passwords(world, first) == kept.passwords
    world.puerto("reconcile", first)
    world.puerto("doctor", "--skip-pages")
    assert kept.has_its_data()


def test_a_number_that_is_anothers_is_refused_whatever_was_lost(harbour, tmp_path):
    """Also where the marks are gone and nobody has looked at the engine: a stranger is a stranger."""
    world, _ = harbour
    backup(world, tmp_path / "older.db")
    acme = Kept(world, world.ready("acme"))
    taken = number(world, acme.slug)
    put_back(world, tmp_path / "older.db")
    (world.folder / "stacks/.highest").unlink()
    beta = world.slug("beta")
    world.puerto("tenant", "add", beta, "--name", "Beta", PUERTO_IGNORE_PORTS="1")
    assert world.one("SELECT id FROM tenant WHERE slug = ?", beta) == taken
    assert world.slot(beta) == acme.ports["app"] - world.ports["app"]
    world.puerto("workspace", "moved")
    # A client that was never made gives way to the stack that has its number.
    sql = "SELECT number FROM stack_number JOIN tenant ON id = tenant WHERE slug = ?"
    assert world.one(sql, beta) > taken
    # A record with that number all the same is stopped at every verb.
    with closing(sqlite3.connect(world.folder / "puerto.db")) as db:
        db.execute("UPDATE stack_number SET number = ?", [taken])
        db.commit()

    for verb, *more in [["provision"], ["reconcile"], ["archive", "--reason", "x"]]:
        plan = world.puerto(verb, beta, *more, "--dry-run")
        assert "stops here: " in plan and f"is of client {taken}, '{acme.slug}'" in plan
        error = world.refused(verb, beta, *more)
        assert f"is of client {taken}, '{acme.slug}'" in error
        assert f"puerto tenant recover {taken}" in error
    assert not (world.folder / "stacks" / beta).exists() and acme.is_untouched()

    # The hint works: each has its own number and slot afterwards.
    world.puerto("tenant", "recover", taken)
    world.puerto("provision", beta)
    assert number(world, beta) != taken == number(world, acme.slug)
    assert world.port(beta, "app") != acme.ports["app"]
    assert acme.is_untouched()


def test_the_folder_of_another_stack_is_not_written_over(harbour):
    world, first = harbour
    kept = Kept(world, first)
    slug = world.client("folded")
    shutil.copytree(world.folder / "stacks" / first, world.folder / "stacks" / slug)
    before = secrets(world, slug)
    error = world.refused("provision", slug)
    assert "has the files of another stack" in error and "move the folder away" in error
    assert secrets(world, slug) == before and kept.is_untouched()
    (world.folder / "stacks" / slug).rename(world.folder / "kept")
    world.puerto("provision", slug)
    assert kept.is_untouched()


def test_a_renamed_client_keeps_its_stack_under_both_names(harbour):
    world, first = harbour
    kept = Kept(world, first)
    new = world.slug("renamed")
    world.puerto("tenant", "edit", first, "--new-slug", new)
    assert "an older database?" not in world.run("doctor", "--skip-pages").stdout
    world.puerto("reconcile", new)
    assert world.status(new) == "ready" and kept.has_its_data()
    assert not (world.folder / "stacks" / first).exists()
    # The records are put back to the name before: it is the same client, which only they can say.
    with closing(sqlite3.connect(world.folder / "puerto.db")) as db:
        db.execute("DELETE FROM former_slug")
        db.execute("UPDATE tenant SET slug = ? WHERE slug = ?", [first, new])
        db.execute("DELETE FROM former_slug")
        db.commit()
    state = running(world, new)
    error = world.refused("restart", first)
    assert f"'{new}'; the records call client" in error
    assert running(world, new) == state
    world.puerto("tenant", "edit", first, "--new-slug", new)
    world.puerto("restart", new)
    assert kept.has_its_data()


@pytest.fixture
def copy(harbour, tmp_path):
    """A copy of a workspace that runs, by `cp -a`, and the same verbs at it."""
    world, first = harbour
    twin = tmp_path / "twin"
    shutil.copytree(world.folder, twin, symlinks=True)
    return world, first, twin


def at(world, folder, *arguments, **more):
    return world.run(*arguments, "--workspace", folder, here=False, **more)


CHANGING = [
    ["suspend", "--reason", "x"],
    ["restart"],
    ["reconcile"],
    ["provision"],
    ["rotate", "redis"],
    ["archive", "--reason", "x"],
]


def test_a_copy_commands_nothing(copy):
    world, first, twin = copy
    kept = Kept(world, first)

    def refuse(words):
        for verb, *more in CHANGING:
            done = at(world, twin, verb, first, *more)
            assert done.returncode == 1 and words in done.stderr, f"{verb}: {done.stderr}"
            assert kept.is_untouched()

    refuse("puerto workspace copied, when another one does")
    doctor = at(world, twin, "doctor", "--skip-pages")
    assert "its place differs: folder:" in first_line(doctor.stdout)
    probe = at(world, twin, "probe", first)
    assert probe.returncode == 0 and "copied" in probe.stderr

    # The other side goes on meanwhile, and has nothing to answer.
    world.puerto("restart", first)
    error = world.refused("workspace", "copied")
    assert "it is where it was" in error
    kept.state = running(world, first)

    done = at(world, twin, "workspace", "copied")
    assert done.returncode == 0, done.stderr
    refuse("this workspace is a copy and only looks")
    doctor = at(world, twin, "doctor", "--skip-pages")
    assert "a copy: its clients have no stacks here" in first_line(doctor.stdout)
    with closing(sqlite3.connect(twin / "puerto.db")) as db:
        own = db.execute("SELECT copy_id FROM place").fetchone()[0]
    world.place.belongs_to(own)
    assert own != world.id and marks(world, own) == []
    assert docker("ps", "--all", "--quiet", "--filter", f"label={LABEL}={own}") == ""
    world.puerto("reconcile", first)
    assert world.puerto("doctor", "--skip-pages") and kept.has_its_data()


def test_a_copy_that_takes_over_makes_the_other_ask(copy):
    world, first, twin = copy
    kept = Kept(world, first)
    done = at(world, twin, "workspace", "moved")
    assert done.returncode == 0, done.stderr
    assert kept.has_its_data()
    places = {
        one["Config"]["Labels"]["com.docker.compose.project.working_dir"]
        for one in world.containers(first).values()
    }
    assert places == {str(twin / "stacks" / first)}
    kept.state = running(world, first)
    error = world.refused("restart", first)
    assert "the engine has seen" in error and kept.is_untouched()
    assert at(world, twin, "restart", first).returncode == 0
    assert kept.has_its_data()


def test_a_moved_workspace_is_seen_and_mended(harbour):
    world, first = harbour
    kept = Kept(world, first)
    away = world.client("asleep")
    world.puerto("provision", away)
    world.puerto("suspend", away, "--reason", "x")
    before = world.folder
    world.folder = before.rename(before.parent / "elsewhere")
    doctor = world.run("doctor", "--skip-pages")
    assert doctor.returncode == 1
    assert f"secrets are mounted from '{before}/stacks/{first}'" in doctor.stdout
    assert f"puerto reconcile {first}" in doctor.stdout
    # Each container would be gone after its next start.
    error = world.refused("restart", first)
    assert "where the workspace was before" in error and f"puerto reconcile {first}" in error
    assert kept.has_its_data()
    world.puerto("reconcile", first)
    assert kept.has_its_data()
    docker("restart", *world.containers(first))
    world.puerto("restart", first)
    assert kept.has_its_data()
    # One difference is a line of the history, and no question.
    assert world.audit("workspace.place", "") == ["done"]
    world.puerto("resume", away)
    assert world.status(away) == "ready"
    world.puerto("doctor", "--skip-pages")


def test_a_workspace_on_another_machine_is_asked_once(harbour):
    world, first = harbour
    kept = Kept(world, first)
    second = Kept(world, world.ready("second"))
    world.folder = world.folder.rename(world.folder.parent / "elsewhere")
    with closing(sqlite3.connect(world.folder / "puerto.db")) as db:
        db.execute("UPDATE place SET inode = 1")
        db.commit()
    assert "its place differs: folder:" in world.refused("reconcile", first)
    assert kept.has_its_data() and second.has_its_data()
    said = world.puerto("workspace", "moved")
    assert f"commands its stacks from {world.folder}" in said and "2 done, 0 failed" in said
    assert kept.has_its_data() and second.has_its_data()
    world.puerto("doctor", "--skip-pages")
    world.puerto("restart", first)


def test_a_mark_that_was_pruned_is_made_again_unless_something_disagrees(harbour, tmp_path):
    world, first = harbour
    assert len(marks(world)) == 1
    world.puerto("restart", first)
    assert marks(world) == [str(world.one("SELECT changes FROM place"))]
    backup(world, tmp_path / "older.db")
    prune(world)
    assert "commands     yes" in world.puerto("workspace", "show")
    world.puerto("restart", first)
    assert marks(world) == [str(world.one("SELECT changes FROM place"))]
    assert world.one("SELECT id FROM workspace") == world.id

    acme = Kept(world, world.ready("acme"))
    put_back(world, tmp_path / "older.db")
    prune(world)
    error = world.refused("restart", first)
    assert f"('{acme.slug}'), the records do not" in error
    assert marks(world) == [] and acme.is_untouched()


def test_a_worker_that_dies_between_record_and_mark_goes_on(harbour):
    world, first = harbour
    with closing(sqlite3.connect(world.folder / "puerto.db")) as db:
        db.execute("UPDATE place SET changes = changes + 1")
        db.commit()
    world.puerto("restart", first)
    assert marks(world) == [str(world.one("SELECT changes FROM place"))]
