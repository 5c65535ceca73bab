"""What fails outside of Puerto: a daemon that dies or is away, Swarm, registries, containers that end again and again."""

import re
import signal
import time

import pytest

from ownengine import OwnWorld, daemon  # noqa: F401
from registry import Registry
from world import HUNG, container, docker, until

ALL = {service: "running" for service in ["postgres", "redis", "windmill", "worker"]}


@pytest.fixture(scope="module")
def apart(daemon, tmp_path_factory):  # noqa: F811
    world = OwnWorld(tmp_path_factory.mktemp("apart"), daemon, patience=90)
    yield world
    world.close()


@pytest.fixture(scope="module")
def client(apart):
    return apart.ready("alive")


@pytest.fixture
def registry():
    made = []

    def make(mood):
        made.append(Registry(mood))
        return made[-1]

    yield make
    for one in made:
        one.close()


def newest(world, slug, column="state"):
    return world.one(
        f"""SELECT job.{column} FROM job JOIN tenant ON tenant.id = job.tenant WHERE slug = ?
            ORDER BY seq DESC LIMIT 1""",
        slug,
    )


def stop(process):
    process.terminate()
    assert process.wait(timeout=HUNG) == 0


# The daemon dies


@pytest.mark.parametrize("worker", ["was running", "is started afterwards"])
def test_clients_come_back_after_the_daemon_was_killed(apart, daemon, client, worker):  # noqa: F811
    asleep = apart.slug("asleep")
    # Either case may be the only one that a sample runs.
    if apart.one("SELECT id FROM tenant WHERE slug = ?", asleep) is None:
        apart.ready("asleep")
        apart.puerto("suspend", asleep, "--reason", "late")
    if worker == "was running":
        work = apart.start("work")
        # Its first look is over when what was queued is done.
        apart.puerto("restart", client, "--detach")
        until(lambda: newest(apart, client) == "done", "the worker works")
    before = apart.one("SELECT max(seq) FROM job")
    daemon.end(signal.SIGKILL)
    daemon.start()
    until(lambda: "running" not in daemon.states(client).values(), "the daemon has stopped all")
    if worker != "was running":
        work = apart.start("work")
    until(lambda: daemon.states(client) == ALL, "the client runs again")
    until(lambda: newest(apart, client) == "done", "the job is over")
    assert apart.status(client) == "ready"
    made = apart.rows("SELECT action, actor FROM job WHERE seq > ?", before)
    assert made == [("reconcile", "worker")]
    assert set(daemon.states(asleep).values()) == {"exited"}
    assert apart.status(asleep) == "suspended"
    stop(work)


def test_doctor_recommends_what_keeps_clients_up(apart, daemon, client):  # noqa: F811
    done = apart.run("doctor", client, "--skip-pages")
    assert done.returncode == 0 and '"live-restore": true' in done.stderr


# The engine is away


def test_queued_jobs_wait_for_an_engine_that_is_away(apart, daemon, client):  # noqa: F811
    others = [apart.client(f"queued-{number}") for number in range(2)]
    jobs = [apart.puerto("restart", client, "--detach")]
    jobs += [apart.puerto("provision", slug, "--detach") for slug in others]
    jobs = [line.split()[-1] for line in jobs]
    daemon.end()
    work = apart.start("work")
    sql = "SELECT state, attempt, error FROM job WHERE id LIKE ? || '%'"
    until(lambda: any(apart.rows(sql, job)[0][2] for job in jobs), "a job has met it")
    # As long as three attempts took that were used up before.
    time.sleep(16)
    assert {apart.rows(sql, job)[0][:2] for job in jobs} == {("queued", 0)}
    daemon.start()
    until(lambda: all(apart.rows(sql, job)[0][0] == "done" for job in jobs), "all are done")
    assert {apart.rows(sql, job)[0][1] for job in jobs} == {1}
    stop(work)
    assert all(daemon.states(slug) == ALL for slug in [client, *others])


def test_a_verb_waits_for_the_engine_and_then_says_that_its_job_does(apart, daemon, client):  # noqa: F811
    apart.configure("patience_s: 90", "patience_s: 3")
    daemon.end()
    try:
        error = apart.refused("restart", client, timeout=HUNG)
        assert "the container engine does not answer" in error and "waits in the queue" in error
        once = apart.refused("work", "--once", timeout=HUNG)
        assert "the queued jobs wait" in once
    finally:
        daemon.start()
        apart.configure("patience_s: 3", "patience_s: 90")
    # The hint: the same command goes on.
    job = newest(apart, client, "id")
    apart.puerto("restart", client)
    assert newest(apart, client, "id") == job and newest(apart, client) == "done"


# Swarm


def test_an_engine_in_swarm_mode_is_worked_with_and_what_it_took_is_made_anew(
    apart, daemon, client
):  # noqa: F811
    daemon.docker("swarm", "init", "--advertise-addr", "127.0.0.1", "--listen-addr", "127.0.0.1")
    try:
        for verb in ["reconcile", "restart"]:
            apart.puerto(verb, client)
        apart.puerto("doctor", client, "--skip-pages")
    finally:
        daemon.docker("swarm", "leave", "--force")
    apart.puerto("reconcile", client)
    assert daemon.states(client) == ALL and apart.status(client) == "ready"


@pytest.mark.parametrize("taken", ["door", "data"])
def test_a_container_without_a_network_or_its_port_is_made_anew_at_once(worlds, taken):
    world = worlds(patience=60)
    slug = world.ready(f"loose-{taken}")
    name = container(slug, "redis")
    before = world.containers(slug)
    docker("network", "disconnect", "--force", f"{world.project(slug)}_{taken}", name)
    world.puerto("reconcile", slug)
    assert newest(world, slug, "attempt") == 1
    after = world.containers(slug)
    assert after[name]["Id"] != before[name]["Id"]
    postgres = container(slug, "postgres")
    assert after[postgres]["Id"] == before[postgres]["Id"]
    assert world.redis(slug, world.password(slug, "redis")).ping()
    log = world.rows("SELECT text FROM job_event WHERE job = (SELECT max(seq) FROM job)")
    assert any("is made anew" in text for (text,) in log)


# Registries


def pulling(world, name, image):
    """A client whose Redis comes from a registry that puerto.yaml allows."""
    world.configure("  allow: [", f'  allow: ["{image.rpartition(":")[0]}", ')
    return world.client(name, "--stack", f"image.redis={image}")


def test_an_image_from_elsewhere_is_refused_before_docker_is_asked(worlds, registry):
    world = worlds(patience=20)
    asked = registry("lacks")
    slug = world.client("elsewhere", "--stack", f"image.redis={asked.image}")
    for verb in (["provision", slug, "--dry-run"], ["provision", slug]):
        error = world.refused(*verb, PATH="/nowhere")
        assert f"the image '{asked.image}' is not one that clients may run here" in error
    assert newest(world, slug, "attempt") == 1 and not asked.asked.is_set()
    other = world.ready("upright")
    error = world.refused("upgrade", other, "--image", f"redis={asked.image}")
    assert "is not one that clients may run here" in error and not asked.asked.is_set()
    world.puerto("doctor", other, "--skip-pages")
    # The hint, followed: now the registry itself is asked.
    line = re.search(r"under engine: (allow: \[.*?\])", error)[1]
    world.configure('allow: ["puerto-e2e/*"]', line)
    error = world.refused("provision", slug)
    assert "manifest unknown" in error and asked.asked.is_set()


@pytest.mark.parametrize(
    "mood, words, hint",
    [
        ("refuses", "no basic auth credentials", "docker login"),
        ("lacks", "manifest unknown", "check its name"),
    ],
)
def test_a_registrys_no_is_said_in_its_own_words_and_not_asked_again(
    worlds, registry, mood, words, hint
):
    world = worlds(patience=20)
    slug = pulling(world, f"pull-{mood}", registry(mood).image)
    error = world.refused("provision", slug)
    assert "is missing and cannot be pulled" in error and words in error and hint in error
    assert newest(world, slug, "attempt") == 1
    assert not (world.folder / "stacks" / slug).exists()


def test_a_registry_that_limits_is_asked_again_later(worlds, registry):
    world = worlds(patience=20)
    slug = pulling(world, "pull-limits", registry("limits").image)
    process = world.start("provision", slug)
    error = until(lambda: newest(world, slug, "error"), "an error")
    assert "too many" in error.lower().replace("toomany", "too many") and "docker login" in error
    assert newest(world, slug) == "queued"
    pause = world.one("SELECT ready_at - started_at FROM job ORDER BY seq DESC LIMIT 1")
    assert pause >= 60
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=HUNG) == 1
    world.puerto("job", "cancel", newest(world, slug, "id"))
    assert newest(world, slug) == "cancelled"


def test_a_pull_that_moves_nothing_is_ended_and_holds_up_nobody(worlds, registry):
    world = worlds(patience=12)
    slow = registry("hangs")
    slug = pulling(world, "pull-hangs", slow.image)
    other = world.client("beside")
    world.puerto("provision", slug, "--detach")
    world.puerto("provision", other, "--detach")
    work = world.start("work", "--jobs", "1")
    assert slow.asked.wait(60)
    until(lambda: world.status(other) == "ready", "the other job is done meanwhile")
    error = until(lambda: newest(world, slug, "error"), "an error")
    assert "nothing has moved for 12 s" in error
    # The next attempt hangs again, until it is cancelled.
    until(lambda: newest(world, slug) == "running", "it is tried again")
    world.puerto("job", "cancel", newest(world, slug, "id"))
    until(lambda: newest(world, slug) == "cancelled", "the pull ends")
    stop(work)


# Containers that end


@pytest.fixture
def crashing():
    """An image whose container writes a line and ends."""
    image, words = "puerto-e2e/crashing:1", "echo 'no luck today' >&2; exit 7"
    id = docker("create", "puerto-e2e/redis:7", "true")
    try:
        docker("commit", "--change", f'ENTRYPOINT ["sh", "-c", "{words}"]', id, image)
    finally:
        docker("rm", id)
    yield image
    docker("rmi", "--force", image, check=False)


@pytest.mark.parametrize("service", ["redis", "windmill"])
def test_a_crash_loop_ends_the_wait_and_the_error_names_it(worlds, crashing, service):
    world = worlds(patience=200)
    slug = world.client(f"crash-{service}", "--stack", f"image.{service}={crashing}")
    process = world.start("provision", slug)
    begin = time.monotonic()
    error = until(lambda: newest(world, slug, "error"), "an error")
    # The worker's own patience is 200 s.
    assert time.monotonic() - begin < 180
    # The application and its worker are of the same image.
    names = [container(slug, name) for name in [service, f"{service}_worker"]]
    name = next(name for name in names if f"'{name}'" in error)
    assert f"'{name}' ends again and again" in error and f"docker logs {name}" in error
    assert "exit code 7, and said last: no luck today" in error
    world.puerto("job", "cancel", newest(world, slug, "id"))
    assert process.wait(timeout=HUNG) == 1
