"""What goes wrong on a real machine: each time a clear state and message, nothing lost, and the next run converges."""

import json
import os
import signal
import socket
import stat
import subprocess
import threading
import time
from pathlib import Path

import killing
import pytest
from world import HUNG, STANDIN, answers, compose, docker, until


@pytest.fixture(scope="module")
def rough(worlds):
    return worlds(patience=25)


def listener(port):
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", port))
    taken.listen()
    return taken


def wrapped(folder, **programs):
    """A folder for the front of PATH, with shell scripts in the place of programs."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in programs.items():
        path = folder / name.replace("_", "-")
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"{folder}:{os.environ['PATH']}"


def nothing_was_made(world, slug):
    return world.containers(slug) == {} and not (world.folder / "stacks" / slug).exists()


def test_a_port_in_use_is_named_before_anything_is_made(rough):
    slug = rough.client("port-taken")
    with listener(rough.port(slug, "redis")):
        error = rough.refused("provision", slug)
    assert f"port {rough.port(slug, 'redis')} is in use by another process" in error
    assert nothing_was_made(rough, slug) and rough.status(slug) == "draft"
    rough.puerto("provision", slug)
    assert rough.status(slug) == "ready"


def test_a_port_that_is_taken_between_check_and_start_is_waited_for(rough, tmp_path):
    slug = rough.client("port-snatched")
    port = rough.port(slug, "postgres")
    # The stranger comes when Compose is called the first time, and leaves when that call is over.
    words = compose()
    other = 'case "$1" in compose) shift ;; *) exec /usr/bin/docker "$@" ;; esac'
    path = wrapped(
        tmp_path / "bin",
        **{
            words[0].replace("-", "_"): f"""
        {other if words[0] == "docker" else ""}
        if [ ! -e {tmp_path}/once ]; then
            touch {tmp_path}/once
            mkfifo {tmp_path}/bound
            python3 -c "import socket; s=socket.socket(); s.setsockopt(1,2,1); s.bind(('127.0.0.1',{port})); s.listen(); open('{tmp_path}/bound','w').close(); s.accept()" &
            cat {tmp_path}/bound
            /usr/bin/{" ".join(words)} "$@"
            code=$?
            kill $!
            exit $code
        fi
        exec /usr/bin/{" ".join(words)} "$@"
        """
        },
    )
    rough.puerto("provision", slug, PATH=path)
    assert rough.status(slug) == "ready"
    log = [
        row[0]
        for row in rough.rows("SELECT text FROM job_event WHERE job = (SELECT max(seq) FROM job)")
    ]
    assert any("tried again in" in line for line in log)
    assert any(
        "address already in use" in line or "port is already allocated" in line for line in log
    )


def test_a_missing_image_is_named(rough):
    slug = rough.client("imageless", "--stack", "image.redis=puerto-e2e/nothing:1")
    error = rough.refused("provision", slug)
    assert "the image 'puerto-e2e/nothing:1' is missing and cannot be pulled" in error
    assert nothing_was_made(rough, slug)
    rough.puerto("tenant", "edit", slug, "--stack", "image.redis=")
    rough.puerto("provision", slug)


@pytest.mark.parametrize(
    "key, words",
    [("memory_reserve_mb", "MiB of memory"), ("disk_reserve_gb", "GiB are free on the disk")],
)
def test_a_machine_without_room_refuses_with_numbers(worlds, key, words):
    world = worlds()
    slug = world.client(f"roomless-{key[:4]}")
    world.configure("  patience_s", f"  {key}: 900000\n  patience_s")
    error = world.refused("provision", slug)
    assert words in error and "900000" in error
    assert nothing_was_made(world, slug) and world.status(slug) == "draft"
    world.configure(f"  {key}: 900000\n", "")
    world.puerto("provision", slug)


class Wire:
    """A daemon's socket that can be cut."""

    def __init__(self, path):
        self.path, self.cut, self.server = path, False, socket.socket(socket.AF_UNIX)
        self.server.bind(str(path))
        self.server.listen(64)
        self.open = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            near, _ = self.server.accept()
            if self.cut:
                near.close()
                continue
            far = socket.socket(socket.AF_UNIX)
            far.connect("/var/run/docker.sock")
            self.open += [near, far]
            for one, other in [(near, far), (far, near)]:
                threading.Thread(target=self.carry, args=(one, other), daemon=True).start()

    def carry(self, one, other):
        try:
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def stop(self):
        self.cut = True
        for one in self.open:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def start(self):
        self.open, self.cut = [], False


def test_a_daemon_that_stops_half_way_is_waited_for(rough, tmp_path):
    slug = rough.client("cut-off")
    wire = Wire(tmp_path / "docker.sock")
    process = rough.start("provision", slug, DOCKER_HOST=f"unix://{tmp_path}/docker.sock")
    until(
        lambda: ("data", "running") in killing.steps(rough, slug),
        "the step data begins",
        pause=0.005,
    )
    wire.stop()
    until(
        lambda: any(state == "failed" for _, state in killing.steps(rough, slug)), "the step fails"
    )
    assert rough.one("SELECT state FROM job ORDER BY seq DESC LIMIT 1") in ("queued", "running")
    wire.start()
    assert process.wait(timeout=HUNG) == 0
    assert (
        rough.status(slug) == "ready" and rough.run("doctor", slug, "--skip-pages").returncode == 0
    )


def test_a_daemon_that_does_not_answer_is_said_to(rough):
    slug = rough.client("no-daemon")
    done = rough.run("provision", slug, "--dry-run", DOCKER_HOST="unix:///nonexistent/docker.sock")
    assert (
        done.returncode == 1
        and "the container engine does not answer" in done.stderr
        and "systemctl start docker" in done.stderr
    )


def test_a_container_that_never_becomes_healthy(worlds):
    # Long enough for PostgreSQL on a busy machine: the application is what never comes.
    hasty = worlds(patience=30)
    slug = hasty.client("never-well", "--stack", f"image.windmill={STANDIN}:broken")
    process = hasty.start("provision", slug)
    error = until(lambda: hasty.one("SELECT error FROM job ORDER BY seq DESC LIMIT 1"), "an error")
    assert "not healthy after 30 s" in error
    hasty.run("job", "cancel", hasty.one("SELECT id FROM job ORDER BY seq DESC LIMIT 1"))
    assert process.wait(timeout=HUNG) == 1
    assert hasty.status(slug) == "provisioning"
    hasty.puerto("tenant", "edit", slug, "--stack", "image.windmill=")
    hasty.configure("patience_s: 30", "patience_s: 60")
    hasty.puerto("provision", slug)
    assert hasty.status(slug) == "ready"


def test_garbage_from_docker_changes_nothing(rough, tmp_path):
    slug = rough.ready("garbled")
    before = {name: one["Id"] for name, one in rough.containers(slug).items()}
    garbage = wrapped(tmp_path / "a", docker='echo "<html>captive portal</html>"; exit 0')
    error = rough.refused("reconcile", slug, "--dry-run", PATH=garbage)
    nonsense = wrapped(
        tmp_path / "b",
        docker='case "$*" in *inspect*) echo "{\\"id\\":7}";; *) exec /usr/bin/docker "$@";; esac',
    )
    for path in (garbage, nonsense):
        newest = rough.one("SELECT max(seq) FROM job")
        process = rough.start("suspend", slug, "--reason", "x", PATH=path)
        error = until(lambda: rough.one("SELECT error FROM job WHERE seq > ?", newest), "an error")
        assert "answered something else" in error
        rough.run("job", "cancel", rough.one("SELECT id FROM job ORDER BY seq DESC LIMIT 1"))
        assert process.wait(timeout=HUNG) == 1
    assert {name: one["Id"] for name, one in rough.containers(slug).items()} == before
    assert rough.status(slug) == "ready"
    rough.puerto("reconcile", slug)


def test_a_stack_file_edited_by_hand_is_found_and_kept(rough):
    slug = rough.ready("edited")
    file = rough.folder / "stacks" / slug / "compose.yaml"
    written = file.read_text()
    file.write_text(written.replace("mem_limit: 64m", "mem_limit: 65m"))
    drift = rough.findings(slug)
    assert [(one["subject"], one["found"], one["mend"]) for one in drift] == [
        (f"stacks/{slug}/compose.yaml", "edited by hand", f"puerto reconcile {slug}")
    ]
    rough.puerto("reconcile", slug)
    assert file.read_text() == written
    assert "mem_limit: 65m" in (file.parent / "compose.yaml.edited-1").read_text()
    rough.puerto("doctor", slug, "--skip-pages")


def test_a_volume_that_is_there_already_is_not_taken_over(rough):
    slug = rough.client("haunted")
    name = f"{rough.project(slug)}_postgres"
    docker("volume", "create", name)
    try:
        error = rough.refused("provision", slug)
        assert f"the volume '{name}' already exists without Puerto's labels" in error
        assert nothing_was_made(rough, slug)
    finally:
        docker("volume", "rm", name)
    rough.puerto("provision", slug)


def test_data_that_was_made_with_another_password_is_said_to_be(rough):
    slug = rough.ready("other-password")
    old = rough.password(slug, "postgres")
    rough.puerto("suspend", slug, "--reason", "x")
    rough.puerto("credential", "set", slug, "postgres", input="not-the-one-it-was-made-with")
    error = rough.refused("resume", slug)
    assert "does not take the password" in error and "puerto credential set" in error
    assert rough.status(slug) == "suspended"
    rough.puerto("credential", "set", slug, "postgres", input=old)
    rough.puerto("resume", slug)
    assert rough.status(slug) == "ready"


def test_two_workers_do_each_job_once(worlds):
    # Sixteen containers start at once, and none of them is late.
    world = worlds(patience=300)
    slugs = [world.client(f"shared-{number}") for number in range(4)]
    for slug in slugs:
        world.puerto("provision", slug, "--detach")
    workers = [world.start("work", "--once", "--jobs", "2") for _ in range(2)]
    assert [worker.wait(timeout=HUNG) for worker in workers] == [0, 0]
    assert {world.status(slug) for slug in slugs} == {"ready"}
    for slug in slugs:
        failures = world.rows(
            "SELECT text FROM job_event JOIN job ON job.seq = job_event.job JOIN tenant ON tenant.id = job.tenant"
            " WHERE slug = ? AND attempt > 1",
            slug,
        )
        assert failures == []
        begun = world.rows(
            "SELECT text, count(*) FROM job_event JOIN job ON job.seq = job_event.job JOIN tenant ON tenant.id = job.tenant"
            " WHERE slug = ? AND text LIKE '$ %' GROUP BY text HAVING count(*) > 1",
            slug,
        )
        assert begun == []
        assert len(world.containers(slug)) == 4


def test_a_worker_that_is_told_to_stop_ends_after_its_step(rough):
    slug = rough.client("stopped")
    rough.puerto("provision", slug, "--detach")
    worker = rough.start("work")
    until(
        lambda: ("data", "running") in killing.steps(rough, slug),
        "the step data begins",
        pause=0.005,
    )
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=HUNG) == 0
    assert dict(killing.steps(rough, slug))["data"] == "done"
    assert dict(killing.steps(rough, slug))["application"] == "waiting"
    assert (
        rough.one("SELECT state FROM job ORDER BY seq DESC LIMIT 1") == "queued"
        and rough.rows("SELECT * FROM lease") == []
    )
    killing.finish(rough)
    assert rough.status(slug) == "ready"


def test_a_job_can_be_cancelled_while_it_runs(rough):
    slug = rough.client("called-off")
    process = rough.start("provision", slug)
    until(
        lambda: ("data", "running") in killing.steps(rough, slug),
        "the step data begins",
        pause=0.005,
    )
    rough.puerto("job", "cancel", rough.one("SELECT id FROM job ORDER BY seq DESC LIMIT 1"))
    assert process.wait(timeout=HUNG) == 1
    assert rough.one("SELECT state FROM job ORDER BY seq DESC LIMIT 1") == "cancelled"
    assert dict(killing.steps(rough, slug))["application"] == "waiting"
    rough.puerto("job", "retry", rough.one("SELECT id FROM job ORDER BY seq DESC LIMIT 1"))
    assert rough.status(slug) == "ready"


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """A library that moves the clock on the wall for the program it is loaded into."""
    path = tmp_path_factory.mktemp("clock") / "clock.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-o", path, Path(__file__).with_name("clock.c")],
        check=True,
    )
    return path


@pytest.mark.parametrize("days", [-2, 2])
def test_a_clock_that_jumps_stops_no_job(rough, clock, days):
    slug = rough.client(f"clock-{'back' if days < 0 else 'ahead'}")
    moved = {"LD_PRELOAD": str(clock), "CLOCK_SHIFT": str(days * 86400)}
    assert killing.kill_at(rough, slug, "application", ["provision", slug])
    begin = time.time()
    rough.puerto("work", "--once", timeout=HUNG, **moved)
    assert (
        abs(
            rough.one("SELECT at FROM job_event ORDER BY job DESC, number DESC LIMIT 1")
            - begin
            - days * 86400
        )
        < 3600
    )
    assert rough.status(slug) == "ready" and rough.rows("SELECT * FROM lease") == []
    # One that is put off under the one clock is not waited for under the other.
    rough.puerto("suspend", slug, "--reason", "x", "--detach", **moved)
    rough.puerto("work", "--once", timeout=HUNG)
    assert rough.status(slug) == "suspended"
    rough.puerto("resume", slug, **moved)
    assert rough.status(slug) == "ready"
    assert rough.rows("SELECT 1 FROM job WHERE ended_at < created_at") == []
    assert rough.rows("SELECT 1 FROM job_step WHERE ended_at < started_at") == []


def test_a_full_disk_below_the_workspace_is_an_error_and_not_a_half_stack(worlds):
    world = worlds()
    slug = world.client("disk-full")
    stacks = world.folder / "stacks"
    stacks.mkdir(mode=0o700)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=3,mode=700", "tmpfs", str(stacks)],
        check=True,
    )
    try:
        world.configure("  patience_s", "  disk_reserve_gb: 0\n  patience_s")
        error = world.run("provision", slug, "--detach")
        process = world.start("work", "--once")
        message = until(
            lambda: world.one("SELECT error FROM job ORDER BY seq DESC LIMIT 1"), "an error"
        )
        assert "disk" in message or "No space left" in message
        world.run("job", "cancel", world.one("SELECT id FROM job ORDER BY seq DESC LIMIT 1"))
        process.wait(timeout=HUNG)
        assert world.containers(slug) == {}
    finally:
        subprocess.run(["umount", str(stacks)], check=True)
    world.puerto("provision", slug)
    assert world.status(slug) == "ready" and answers(world.port(slug, "app"))
