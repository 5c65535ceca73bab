"""The oracle sees each kind of harm, done by hand to the stand-in engine's state behind Puerto's back."""

import copy
import random
import shutil
import tempfile
from pathlib import Path

import pytest

import histories
import windmill
from engine import Refused
from machine import Machine, Room
from oracle import Wrong
from play import Play

TWO = [step for slug in ["ana", "bolt"] for step in (
    histories.verb("tenant", "add", slug, "--name", slug.title()),
    histories.verb("provision", slug),
)]  # fmt: skip


@pytest.fixture(scope="module")
def two():
    """A machine with the stacks of two clients."""
    folder = Path(tempfile.mkdtemp(prefix="history-"))
    play = Play(Machine(folder, Room()), folder)
    play.play(TWO)
    assert all(status == 0 for _, status in play.ended), (play.ended, play.said)
    yield play
    play.close()
    shutil.rmtree(folder)


@pytest.fixture
def play(two):
    """The same machine, which is put back as it was."""
    engine, oracle = two.machine.engine, two.oracle
    known = {name: value for name, value in vars(oracle).items() if name != "machine"}
    kept = copy.deepcopy((engine.containers, engine.networks, engine.volumes, known))
    files = {path: path.read_bytes() for path in two.home.glob("stacks/*/secrets/*")}
    honest = two.machine.puerto
    yield two
    engine.containers, engine.networks, engine.volumes, known = kept
    vars(oracle).update(known)
    two.machine.puerto = honest
    for path, data in files.items():
        if path.read_bytes() != data:
            path.unlink()
            path.write_bytes(data)
            path.chmod(0o444)
    engine.changed()


def of(play, slug, service):
    return play.machine.engine.named(f"{slug}_{service}")


def remove_another(play):
    engine = play.machine.engine
    engine.stop(of(play, "bolt", "redis"))
    engine.remove(of(play, "bolt", "redis"))


def empty_another(play):
    volume = next(v for v in play.machine.engine.volumes.values() if v.name.endswith("-2_postgres"))
    volume.data["rows"] = []


def open_for_another(play):
    of(play, "ana", "redis").volumes = list(of(play, "bolt", "redis").volumes)


def stop_a_foreign_one(play):
    play.machine.engine.stop(play.machine.engine.named("notes"))


def write_over_another(play):
    path = play.home / "stacks/bolt/secrets/postgres_password"
    path.unlink()
    path.write_text("another one")


def write_over_its_own(play):
    path = play.home / "stacks/ana/secrets/postgres_password"
    path.unlink()
    path.write_text("another one")


def bring_the_stock_password_back(play):
    """As an older version of the data does, while the client's worker runs."""
    volumes = play.machine.engine.volumes.values()
    volume = next(v for v in volumes if v.name.endswith("-2_postgres"))
    volume.data["windmill"] = windmill.fresh()
    play.machine.engine.changed()


HARMS = {
    bring_the_stock_password_back: "stock",
    remove_another: "other",
    empty_another: "data",
    open_for_another: "opened",
    stop_a_foreign_one: "foreign",
    write_over_another: "secrets",
    write_over_its_own: "password",
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_harm_is_seen(play, harm):

    def harmful(*arguments):
        harm(play)
        return 0, ""

    play.machine.puerto, step = harmful, histories.verb("restart", "ana")
    with pytest.raises(Wrong) as wrong:
        play.play([step])
    assert wrong.value.kind == HARMS[harm], wrong.value


def test_a_seed_gives_the_same_history_and_another_seed_another():
    seed = random.randrange(10**6)
    assert histories.history(seed) == histories.history(seed)
    assert histories.history(seed) != histories.history(seed + 1)


def test_a_history_is_shortened_to_what_fails():
    steps = histories.history(1)
    needed = [steps[1], steps[5], steps[-1]]
    tried = []

    def fails(some):
        tried.append(some)
        return all(step in some for step in needed)

    shortest = histories.shrunk(steps, fails)
    assert len(shortest) == 3 and len(tried) <= 80


def test_the_stand_in_takes_a_name_a_port_and_an_address_once(play):
    engine = play.machine.engine
    with pytest.raises(Refused, match="already in use"):
        engine.create("ana_redis", "stand-in/redis:7", {})
    with pytest.raises(Refused, match="Pool overlaps"):
        engine.create_network("x", {}, next(iter(engine.networks.values())).subnets, False, {})
    thief = engine.create("thief", "stand-in/redis:7", {})
    thief.ports = dict(of(play, "ana", "redis").ports)
    with pytest.raises(Refused, match="port is already allocated"):
        engine.start(thief)
    with pytest.raises(Refused, match="cannot remove a running container"):
        engine.remove(of(play, "ana", "redis"))


def test_a_verb_that_does_what_it_should_is_no_harm(two):
    two.play([
        histories.verb("probe", "ana"),
        histories.verb("rotate", "ana", "postgres"),
        histories.verb("rotate", "bolt", "redis"),
        histories.verb("suspend", "ana", "--reason", "late"),
        histories.verb("resume", "ana"),
        histories.verb("archive", "bolt", "--reason", "late"),
        histories.verb("resume", "bolt"),
        histories.verb("upgrade", "ana", "--image", f"windmill={histories.STANDIN}:2"),
        histories.verb("tenant", "edit", "ana", "--new-slug", "cruz"),
        histories.verb("reconcile", "cruz"),
        histories.verb("tenant", "edit", "cruz", "--slot", "7"),
        histories.verb("reconcile", "cruz"),
        histories.verb("reconcile", "bolt", "--detach"),
        histories.verb("work", "--once"),
    ])  # fmt: skip
    assert [verb for verb, status in two.ended if status != 0] == []


def test_a_prune_takes_what_nothing_uses(two):
    engine = two.machine.engine
    # The count of changes is a volume that nothing uses; data are in use.
    before = {name for name in engine.volumes if "-mark-" not in name}
    for what in ["containers", "networks", "volumes"]:
        two.machine.prune(what)
    assert set(engine.volumes) == before and len(engine.containers) == 10
    two.play([histories.verb("suspend", "bolt", "--reason", "late")])
    two.machine.prune("networks")
    slugs = {network.labels["puerto.slug"] for network in engine.networks.values()}
    assert len(slugs) == 1 and "bolt" not in slugs
    two.machine.prune("containers")
    two.machine.prune("volumes")
    assert len(engine.volumes) == len(before) - 4
