"""Kills a worker at a step, and compares how it all ends with a run that nobody has disturbed."""

import hashlib
import re
import signal
import sqlite3
import subprocess
import time

from instance_calls import STOCK, login
from world import HUNG

EMAIL = "ana@killed.example"
CONTACT = ("--contact-email", EMAIL)


def steps(world, slug):
    """Of the tenant's newest job: name and state."""
    return world.rows(
        """SELECT name, job_step.state FROM job_step WHERE job =
            (SELECT max(seq) FROM job JOIN tenant ON tenant.id = job.tenant WHERE slug = ?) ORDER BY position""",
        slug,
    )


def kill_at(world, slug, step, arguments, timeout=HUNG):
    """Starts a verb and kills it with SIGKILL when this step is seen to have begun; its children live on.

    Returns whether it was killed in time."""
    before = world.one("SELECT coalesce(max(seq), 0) FROM job")
    process = world.start(*arguments)
    end = time.monotonic() + timeout
    sql = """SELECT 1 FROM job_step JOIN job ON job.seq = job_step.job
        WHERE job.seq > ? AND name = ? AND job_step.state <> 'waiting'"""
    db = sqlite3.connect(f"file:{world.folder}/puerto.db?mode=ro", uri=True, timeout=20)
    try:
        while process.poll() is None and time.monotonic() < end:
            if db.execute(sql, [before, step]).fetchone():
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.001)
        return process.wait(timeout=timeout) == -signal.SIGKILL
    finally:
        db.close()


def is_open(world, slug):
    """Whether a job of this client waits or runs."""
    return world.one(
        """SELECT count(*) FROM job JOIN tenant ON tenant.id = job.tenant
            WHERE slug = ? AND state IN ('queued', 'running')""",
        slug,
    )


def finish(world, timeout=HUNG):
    done = world.run("work", "--once", timeout=timeout)
    assert done.returncode == 0, done.stderr


def pushes(world, slug):
    """The number of versions of each script in the client's Windmill; none where it does not run."""
    if world.status(slug) not in ("ready", "degraded"):
        return {}
    with world.postgres(slug, world.password(slug, "postgres")) as db:
        return dict(db.execute("SELECT path, count(*) FROM script GROUP BY path").fetchall())


def workspace(world, slug, before):
    """What the client's Windmill has: the versions that came, and the newest text beside its file."""
    if world.status(slug) not in ("ready", "degraded"):
        return None
    with world.postgres(slug, world.password(slug, "postgres")) as db:
        newest = dict(
            db.execute(
                "SELECT DISTINCT ON (path) path, content FROM script ORDER BY path, created_at DESC"
            ).fetchall()
        )
        others = [
            sorted(path for (path,) in db.execute(f"SELECT {name} FROM {table}").fetchall())
            for table, name in [("variable", "path"), ("resource", "path"), ("folder", "name")]
        ]
    files = world.folder / "content/windmill"
    scripts = {
        path: (
            count - before.get(path, 0),
            (files / f"{path}.py").exists() and (files / f"{path}.py").read_text() == newest[path],
        )
        for path, count in pushes(world, slug).items()
    }
    return scripts, others


def snapshot(world, slug, baseline):
    """How a tenant ended: record, engine, files, and its Windmill. Names of its own are taken out, so that two tenants
    can be compared. The baseline has the versions of passwords and of scripts from which the run began."""
    number = world.one("SELECT id FROM tenant WHERE slug = ?", slug)
    project, slot = world.project(slug), world.slot(slug)
    net = world.one("SELECT first FROM subnet WHERE slot = ?", slot)

    def plain(text):
        text = re.sub(rf"\bpt{world.id[:8]}([dep]){slot}\b", r"BRIDGE-\1", text)
        for part in range(4):
            address = net + part * 16
            text = text.replace(
                ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0)), f"NET{part}"
            )
        for kind in world.ports:
            text = text.replace(str(world.port(slug, kind)), kind.upper())
        return (
            text.replace(project, "PROJECT")
            .replace(slug, "SLUG")
            .replace(slug.replace("-", "_"), "SLUG")
            .replace(f'puerto.tenant: "{number}"', "TENANT")
            .replace(f"slot {slot}.", "SLOT.")
        )

    stack = world.rows(
        "SELECT options, reason, applied IS NOT NULL FROM stack WHERE tenant = ?", number
    )
    file = world.folder / "stacks" / slug / "compose.yaml"
    found = world.containers(slug)
    versions = dict(world.rows("SELECT field, version FROM credential WHERE tenant = ?", number))
    since, before = baseline
    return {
        "record": (
            world.status(slug),
            stack,
            {field: version - since.get(field, 0) for field, version in versions.items()},
        ),
        "unfinished": (
            world.one("SELECT count(*) FROM credential_next WHERE tenant = ?", number),
            world.one("SELECT count(*) FROM lease WHERE tenant = ?", number),
            world.one(
                "SELECT count(*) FROM job WHERE tenant = ? AND state IN ('queued', 'running')",
                number,
            ),
        ),
        "engine": sorted(
            (
                plain(name),
                one["State"]["Status"],
                one["Config"]["Image"],
                sorted(plain(net) for net in one["NetworkSettings"]["Networks"]),
            )
            for name, one in found.items()
        ),
        "volumes": volumes(world, project),
        "file": plain(relabelled(file.read_text(), versions, since)) if file.exists() else None,
        "files": sorted(path.name for path in file.parent.rglob("*") if path.is_file())
        if file.exists()
        else None,
        "passwords": passwords(world, slug),
        "workspace": workspace(world, slug, before),
    }


def relabelled(text, versions, since):
    """The version of the database's password stands in the file: counted from where the run began."""
    now = versions.get("postgres", 0)
    return text.replace(
        f'puerto.password-version: "{now}"', f"VERSION+{now - since.get('postgres', 0)}"
    )


def volumes(world, project):
    from world import docker

    names = docker("volume", "ls", "--quiet", "--filter", f"name={project}_").split()
    return sorted(name.replace(project, "PROJECT") for name in names)


def passwords(world, slug):
    """What the recorded passwords do at the running servers, and that the files hold the same."""
    if world.status(slug) not in ("ready", "degraded"):
        return None
    postgres, redis = world.password(slug, "postgres"), world.password(slug, "redis")
    with world.postgres(slug, postgres) as db:
        opened = db.execute("SELECT 1").fetchone() == (1,)
    secrets = world.folder / "stacks" / slug / "secrets"
    return (
        opened,
        world.redis(slug, redis).ping(),
        (secrets / "postgres_password").read_text() == postgres,
        f"postgres:{postgres}@" in (secrets / "database_url").read_text(),
        [
            word
            for word in (secrets / "redis.conf").read_text().split()
            if word.startswith("#") and len(word) == 65
        ]
        == ["#" + hashlib.sha256(redis.encode()).hexdigest()],
        login(world, slug, EMAIL, world.password(slug, "app"))[0],
        login(world, slug, *STOCK)[0],
    )
