"""The look of a disk that fills up: near the plan, above it, suspended for it, and a machine without
a client to suspend; axe, widths, dark, both languages; pictures in shots/."""

import contextlib
import re
import sqlite3
import time

import pytest

import fleets
import portal
from test_accessibility import violations
from test_shots import shoot

# MiB of the plan of 20 GB.
SIZES = {"nearly": 17_400, "full": 23_000, "suspended": 30_500}
CLIENTS = {"nearly": "acme", "full": "guion", "suspended": "noor"}


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The small fleet on two full machines, as the worker's measurements leave it."""
    workspace = portal.small(tmp_path_factory.mktemp("disk") / "workspace")
    configuration = workspace.folder / "puerto.yaml"
    configuration.write_text(
        fleets.CONFIGURATION.replace("memory_mb: 4096", "memory_mb: 4096, disk_gb: 20")
    )
    (workspace.folder / "fleet.yaml").write_text(
        fleets.SMALL.replace("status: degraded", "status: ready")
    )
    now = int(time.time())
    workspace.build()
    with contextlib.closing(sqlite3.connect(workspace.folder / "puerto.db")) as records:
        with records:
            for state, slug in CLIENTS.items():
                records.execute(
                    "INSERT INTO disk_use (tenant, measured_at, volumes, layers, sunset)"
                    " SELECT id, ?, ?, 300, 900 FROM tenant WHERE slug = ?",
                    (now, SIZES[state] - 300, slug),
                )
            records.execute(
                "INSERT OR REPLACE INTO stack (tenant, state_since, reason)"
                " SELECT id, ?, 'disk' FROM tenant WHERE slug = ?",
                (now, CLIENTS["suspended"]),
            )
            for host, free, state in [("local", 1210, "stuck"), ("norte", 4096, "short")]:
                records.execute(
                    "INSERT INTO disk_room (host, holder, number, at, free, reserve, state)"
                    " SELECT id, 'worker', 1, ?, ?, 5120, ? FROM host WHERE name = ?",
                    (now, free, state, host),
                )
    return workspace.build()


def pages(language):
    """Each page by its picture's name, with what it says of the disk."""
    place = "portal/en/" if language == "en" else "portal/"
    words = {
        "nearly": ("disco casi lleno: 17 GB de 20 GB", "disk nearly full: 17 GB of 20 GB"),
        "full": ("disco lleno: 22,5 GB de 20 GB", "disk full: 22.5 GB of 20 GB"),
        "suspended": ("ocupa más disco del que incluye", "takes more of the disk than its plan"),
    }
    index = 1 if language == "en" else 0
    for state, slug in CLIENTS.items():
        yield state, f"{place}clients/{slug}.html", words[state][index]
    yield "machine", f"{place}index.html", ("no queda ningún cliente", "no client above")[index]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_disk_that_fills_up_is_told_and_fits(browser, full, scheme, width, language):
    site = full.site("file")
    for state, path, words in pages(language):
        browser.media(scheme)
        browser.size(width, 800)
        assert violations(browser, site.url(path)) == [], state
        text = re.sub(r"\s+", " ", browser.one("main").text)
        assert words in text, (state, text)
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), state
        shoot(browser, site, f"disk-{state}-{language}", path, width, scheme)
