"""The age of what pages show is decided when they are read, by their times and the worker's last round."""

import datetime
import sqlite3
import time

import pytest

import portal
from test_shots import shoot

WORDS = {
    "": {
        "unknown": "Desconocido desde el",
        "confirmed": "confirmado hace",
        "ahead": "el reloj iba adelantado",
        "last": "Última ronda de comprobaciones: hace",
        "none": "Todavía no ha habido ninguna ronda de comprobaciones",
        "silent": "Nadie comprueba la flota desde el",
    },
    "en/": {
        "unknown": "Unknown since",
        "confirmed": "· confirmed",
        "ahead": "the clock was ahead",
        "last": "Last round of the worker:",
        "none": "No worker has made a round yet",
        "silent": "No worker has looked since",
    },
}
# Only the stacks of the first host are probed from here.
ON_FIRST_HOST = """
    SELECT slug FROM tenant JOIN slot ON slot.tenant = tenant.id
    WHERE slot.host = 0 AND status IN ('ready', 'degraded')
"""
NOW = int(time.time())


def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """A client that was probed and compared ten minutes ago, and one by a clock that was ahead."""
    made = portal.small(tmp_path_factory.mktemp("seen") / "workspace")
    with sqlite3.connect(made.folder / "puerto.db") as db:
        names = [row[0] for row in db.execute(ON_FIRST_HOST)]
        made.old, made.ahead = [name for name in names if name != "base"][:2]
        for slug, at in [(made.old, NOW - 600), (made.ahead, NOW + 86400)]:
            (tenant,) = db.execute("SELECT id FROM tenant WHERE slug = ?", [slug]).fetchone()
            db.execute("INSERT INTO probe VALUES (?, ?, 'healthy', 12, '')", [tenant, at])
            db.execute(
                "INSERT INTO stack (tenant, compared_at) VALUES (?, ?) ON CONFLICT (tenant) "
                "DO UPDATE SET compared_at = excluded.compared_at",
                [tenant, at],
            )
        # Thirteen probes within one hour: less than a day of them.
        (tenant,) = db.execute("SELECT id FROM tenant WHERE slug = ?", [made.old]).fetchone()
        day = time.strftime("%Y%m%d", time.gmtime(NOW))
        db.execute("INSERT INTO health_day VALUES (?, ?, 12, 0, 1)", [tenant, day])
        db.execute("INSERT INTO probed_hours VALUES (?, ?, 4096)", [tenant, day])
    portal.puerto("build", "--workspace", made.folder)
    made.round = made.public / "portal" / "round.js"
    made.first = made.round.read_text()
    yield made
    made.stop()


def confirm(seen, at, compared=None):
    """What a worker writes after a round."""
    times = [moment(at), "" if compared is None else moment(compared)]
    seen.round.write_text(f'puertoRound("{times[0]}", 60, "{times[1]}");\n')


def lines(browser, seen, scheme, path):
    browser.open(seen.site(scheme).url(f"portal/{path}"))
    browser.until(lambda: browser.all("[data-fresh]"))
    # The comparison is in a client's closed sheet.
    browser.run("document.querySelectorAll('#sheet').forEach(d => d.open = true)")
    return browser.texts("[data-fresh]")


@pytest.mark.parametrize("root", WORDS)
def test_an_answer_that_is_old_is_unknown_until_a_round_confirms_it(browser, seen, scheme, root):
    words, page = WORDS[root], f"{root}clients/{seen.old}.html"
    seen.round.write_text(seen.first)
    probe, drift = lines(browser, seen, scheme, page)
    assert words["unknown"] in probe and words["unknown"] in drift
    # Stacks may be probed while the engine that compares them does not answer.
    confirm(seen, time.time() - 20)
    probe, drift = lines(browser, seen, scheme, page)
    assert words["confirmed"] in probe and words["unknown"] not in probe
    assert words["unknown"] in drift
    confirm(seen, time.time() - 20, time.time() - 20)
    probe, drift = lines(browser, seen, scheme, page)
    assert words["confirmed"] in drift and words["unknown"] not in drift
    # The worker has ended since.
    confirm(seen, time.time() - 400, time.time() - 400)
    probe, drift = lines(browser, seen, scheme, page)
    assert words["unknown"] in probe and words["unknown"] in drift
    times = browser.run(
        "return [...document.querySelectorAll('.freshness time')].map(t => Date.parse(t.dateTime))"
    )
    assert all(abs(at / 1000 - (time.time() - 400)) < 60 for at in times)
    # A clock that was ahead confirms nothing.
    confirm(seen, time.time() + 3600, time.time() + 3600)
    assert words["unknown"] in lines(browser, seen, scheme, page)[0]


@pytest.mark.parametrize("root", WORDS)
def test_a_time_that_has_not_come_says_that_the_clock_was_ahead(browser, seen, root):
    seen.round.write_text(seen.first)
    probe = lines(browser, seen, "file", f"{root}clients/{seen.ahead}.html")[0]
    assert WORDS[root]["ahead"] in probe
    # The first round under a right clock brings the time back.
    confirm(seen, time.time())
    probe = lines(browser, seen, "file", f"{root}clients/{seen.ahead}.html")[0]
    assert WORDS[root]["confirmed"] in probe and WORDS[root]["ahead"] not in probe


@pytest.mark.parametrize("root", WORDS)
def test_the_fleets_page_says_when_a_worker_has_looked_or_that_none_does(
    browser, seen, scheme, root
):
    words, page = WORDS[root], f"{root}index.html"
    seen.round.write_text(seen.first)
    assert words["none"] in lines(browser, seen, scheme, page)[0]
    confirm(seen, time.time() - 30)
    assert words["last"] in lines(browser, seen, scheme, page)[0]
    confirm(seen, time.time() - 4000)
    (text,) = lines(browser, seen, scheme, page)
    assert words["silent"] in text and "puerto work" in text
    confirm(seen, time.time() + 4000)
    assert words["ahead"] in lines(browser, seen, scheme, page)[0].lower()
    assert browser.console() == []


def test_less_than_a_day_of_probes_has_no_share(browser, seen):
    for root, words in {
        "": "Menos de un día de comprobaciones: 13, 12 con respuesta",
        "en/": "Less than a day of probes: 13, 12 answered",
    }.items():
        browser.open(seen.site("file").url(f"portal/{root}clients/{seen.old}.html"))
        assert words in browser.one("figure.uptime figcaption").text
        assert "%" not in browser.one("figure.uptime").text


def test_without_a_script_the_time_itself_is_shown(browser, seen):
    browser.script(False)
    browser.open(seen.site("file").url(f"portal/clients/{seen.old}.html"))
    text = browser.one(".seen").text
    assert "comprobado el" in text and "Desconocido" not in text
    assert browser.one(".seen time").is_displayed()
    browser.open(seen.site("file").url("portal/index.html"))
    assert (
        browser.one(".worker").text == "La flota la comprueba puerto work mientras está en marcha."
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_a_picture_of_a_fleet_that_nobody_looks_at(browser, seen, width):
    confirm(seen, time.time() - 4000, time.time() - 4000)
    for name, path in [("unwatched", "index.html"), ("unknown", f"clients/{seen.old}.html")]:
        shoot(
            browser,
            seen.site("file"),
            name,
            f"portal/{path}",
            width,
            "light",
            lambda: browser.until(lambda: browser.all("[data-fresh]")),
        )


def test_a_build_leaves_the_round_where_it_is(seen):
    confirm(seen, NOW)
    text = seen.round.read_text()
    said = portal.puerto("build", "--verify", "--force", "--workspace", seen.folder)
    assert "verified" in said and seen.round.read_text() == text
