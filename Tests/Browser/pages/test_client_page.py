"""A client's page: the next step first, what the operator asks after, and the sheet folded."""

import sqlite3
import subprocess
import time

import portal
import pytest
from test_accessibility import violations
from test_print import printed
from test_shots import shoot

NOW = int(time.time())
YOUNG = "un-nombre-tan-largo-como-se-puede-escribir-en-una-ranura-propia"
# A client for each state of the page, with its sections in their order.
FIRST = ["next", "handoff", "health", "business", "sheet"]
LATER = ["next", "health", "business", "handoff", "sheet"]
ORDERS = {
    "litoral": FIRST,
    "gorros": FIRST,
    YOUNG: FIRST,
    "guion": FIRST,
    "noor": FIRST,
    "acme": LATER,
    "vieja": LATER,
}
# What the step says, its button, and where that leads.
STEPS = {
    "litoral": ("Aún no está montado", "Montar", "/tenants/litoral/actions/provision"),
    YOUNG: ("Está en otra máquina, 'norte'", None, None),
    "guion": ("El último trabajo (Reinicio) falló", "Reintentar", "/jobs/00000000000000aa"),
    "noor": ("Está suspendido", "Reanudar", "/tenants/noor/actions/resume"),
    "vieja": ("Está archivado", "Reanudar", "/tenants/vieja/actions/resume"),
    "acme": ("Funciona y está entregado", None, None),
}
COMMANDS = {
    "litoral": "puerto provision litoral",
    "guion": "puerto job retry 00000000",
    "noor": "puerto resume noor",
}
PARTS = """
return [...document.querySelectorAll('#next, .sections > section, .sections > details')].map(
  (e) => e.id === 'handed' ? 'handoff' : e.id || e.getAttribute('aria-labelledby'))
"""

IN_SIGHT = """
const { top, height } = document.querySelector(arguments[0]).getBoundingClientRect();
return height > 0 && 0 <= top && top < innerHeight
"""


def run(folder, *arguments, input=None):
    command = [portal.command(), *arguments, "--workspace", str(folder)]
    subprocess.run(command, input=input, text=True, check=True, capture_output=True)


def day(age):
    return time.strftime("%Y%m%d", time.gmtime(NOW - age * 86400))


def lived_in(folder):
    """Thirty days of a fleet: a client handed over and probed, a failed job, a suspension."""
    run(folder, "credential", "set", "acme", "app", input="secretosecreto")
    run(folder, "handoff", "page", "acme", "--out", str(folder / "page.html"))
    with sqlite3.connect(folder / "puerto.db") as db:
        number = dict(db.execute("SELECT slug, id FROM tenant"))
        acme, guion, noor = number["acme"], number["guion"], number["noor"]
        db.execute("INSERT INTO probe VALUES (?, ?, 'healthy', 41, '')", [acme, NOW - 60])
        for age in range(30):
            down = 3 if age == 5 else 0
            db.execute("INSERT INTO health_day VALUES (?, ?, 1430, 0, ?)", [acme, day(age), down])
            db.execute("INSERT INTO probed_hours VALUES (?, ?, 16777215)", [acme, day(age)])
        for tenant, reason in [(acme, None), (noor, "debe octubre")]:
            db.execute(
                "INSERT OR REPLACE INTO stack (tenant, state_since, reason, compared_at) "
                "VALUES (?, ?, ?, ?)",
                [tenant, NOW - 40 * 86400, reason, NOW - 60],
            )
        db.execute(
            "INSERT INTO disk_use (tenant, measured_at, volumes, layers, sunset) "
            "VALUES (?, ?, 2400, 300, 900)",
            [acme, NOW - 60],
        )
        for tenant, name, action, state, error in [
            (acme, "bb", "provision", "done", None),
            (guion, "aa", "restart", "failed", "port 8002 still answers"),
        ]:
            job = db.execute(
                "INSERT INTO job (id, action, tenant, parameters, actor, state, attempt, attempts, "
                "created_at, ready_at, started_at, ended_at, error) "
                "VALUES (?, ?, ?, '{}', 'cli:ana', ?, 1, 1, ?, ?, ?, ?, ?)",
                [name.rjust(16, "0"), action, tenant, state, *[NOW - 900] * 3, NOW - 800, error],
            ).lastrowid
            db.execute(
                "INSERT INTO job_step VALUES (?, 1, 'preflight', ?, ?, ?)",
                [job, state, NOW - 900, NOW - 800],
            )
        db.execute(
            "INSERT INTO drift (tenant, kind, subject, found, mend, position) "
            "VALUES (?, 'page', 'acme.html', 'missing', 'puerto build', 0)",
            [guion],
        )


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    made = portal.live(tmp_path_factory.mktemp("lived") / "workspace")
    lived_in(made.folder)
    yield made.build()
    made.stop()


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """The same fleet without a hook."""
    made = portal.small(tmp_path_factory.mktemp("still") / "workspace")
    lived_in(made.folder)
    yield made.build()
    made.stop()


def address(workspace, slug, root=""):
    return workspace.site("file").url(f"portal/{root}clients/{slug}.html")


def test_the_sections_come_in_the_order_of_what_is_to_be_done(browser, lived, still):
    for workspace in [lived, still]:
        for slug, order in ORDERS.items():
            browser.open(address(workspace, slug))
            assert browser.run(PARTS) == order, slug
            assert browser.all("details.fold[open]") == [], slug
        browser.open(address(workspace, "base"))
        assert browser.run(PARTS) == ["health", "sheet"]


@pytest.mark.parametrize("slug", STEPS)
def test_there_is_one_next_step_with_one_button(browser, lived, slug):
    words, request, target = STEPS[slug]
    # The hook does not answer from disk, and the script disables what leads there.
    browser.script(False)
    browser.open(address(lived, slug))
    assert words in browser.one("#next").text
    links = browser.all("#next a.button")
    assert [link.text for link in links] == ([request] if request else [])
    if target:
        href = links[0].get_attribute("href")
        assert (href.split("/hook", 1)[-1].split("?")[0] if "/hook" in href else href).endswith(
            target
        )


def test_a_job_that_failed_is_told_with_its_step_and_its_error(browser, lived):
    browser.open(address(lived, "guion"))
    told = browser.one("#next").text
    assert "«comprobación previa»: port 8002 still answers" in told
    assert "una cosa difiere de lo registrado" in browser.one(".attention").text
    browser.open(address(lived, "noor"))
    assert "debe octubre" in browser.one(".title").text


@pytest.mark.parametrize("slug", COMMANDS)
def test_without_a_hook_it_is_one_command_to_copy(browser, still, slug):
    browser.open(address(still, slug))
    assert browser.texts("#next [data-copy]") == [COMMANDS[slug]]
    assert len(browser.all("#next .copy")) == 1
    assert browser.all("#next a.button") == []


def test_with_a_hook_there_is_no_block_of_commands(browser, lived, still):
    for slug in [*ORDERS, "base"]:
        for root in ["", "en/"]:
            browser.open(address(lived, slug, root))
            assert browser.all("main .code:not(.prose .code)") == [], slug
    # Without one they are in the sheet or with the handoff.
    browser.open(address(still, "acme"))
    assert browser.all("#sheet .code") and not browser.all(
        "main .code:not(#sheet .code, .fold .code, .prose .code)"
    )


def test_the_last_day_is_told_in_words_and_the_absence_of_one_too(browser, lived):
    for root, words in {
        "": "Hoy y ayer (UTC): sin caídas, 2860 comprobaciones en 48 horas.",
        "en/": "Today and yesterday (UTC): no outages, 2,860 probes in 48 hours.",
    }.items():
        browser.open(address(lived, "acme", root))
        assert browser.one(".recent").text == words
    browser.script(False)
    browser.open(address(lived, "acme"))
    assert len(browser.all(".recent time")) == 2 and "Hoy" not in browser.one(".recent").text
    for slug, words in {
        "litoral": "Se comprobará cuando esté listo.",
        "noor": "este tiempo no cuenta como caída ni como servicio",
        YOUNG: "Nadie lo ha comprobado todavía.",
    }.items():
        browser.open(address(lived, slug))
        assert words in browser.one("section[aria-labelledby=health]").text


def test_money_is_one_line(browser, lived):
    for slug, words in {
        "acme": "Profesional: 179,00 € al mes · cliente desde el 1 mar 2025",
        "litoral": "que pagará desde que esté listo",
        "noor": "que no se cobra mientras está suspendido",
        "vieja": "ya no se cobra",
    }.items():
        browser.open(address(lived, slug))
        assert words in " ".join(browser.one("section[aria-labelledby=business] p").text.split())


def test_a_link_to_a_part_of_the_sheet_opens_it(browser, lived):
    for part in ["services", "architecture", "jobs", "drift", "activity"]:
        place = f"#{part}"
        browser.open("about:blank")
        browser.open(address(lived, "acme") + place)
        browser.until(lambda place=place: browser.run(IN_SIGHT, place))
    browser.open("about:blank")
    browser.open(address(lived, "acme"))
    assert not browser.one("#services").is_displayed()
    browser.one(".notes").click()
    browser.until(lambda: browser.one("#architecture").is_displayed())
    # Closed by hand, the same link opens it again.
    browser.one("#sheet > summary").click()
    browser.until(lambda: not browser.one("#architecture").is_displayed())
    browser.one(".notes").click()
    browser.until(lambda: browser.one("#architecture").is_displayed())
    browser.open(address(lived, "guion"))
    browser.one("#next a[href='#jobs']").click()
    browser.until(lambda: browser.one("#jobs").is_displayed())


@pytest.mark.parametrize("root", ["", "en/"])
def test_a_client_who_has_it_fits_on_a_screen_and_a_half(browser, lived, still, root):
    for workspace in [lived, still]:
        browser.size(1280, 900)
        browser.open(address(workspace, "acme", root))
        assert browser.run("return document.documentElement.scrollHeight") < 1500


@pytest.mark.parametrize("root", ["", "en/"])
@pytest.mark.parametrize("is_open", [False, True])
def test_it_prints_on_two_sheets_at_most_as_the_reader_left_it(
    browser, still, tmp_path, is_open, root
):
    browser.open(address(still, "acme", root))
    if is_open:
        browser.one("#sheet > summary").click()
    count, sheets = printed(browser, None, tmp_path)
    assert count <= (2 if is_open else 1)
    if sheets:
        assert ("acme_postgres" in "".join(sheets)) is is_open
        assert "Copiar" not in "".join(sheets) and "Copy" not in "".join(sheets)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_of_it_is_inaccessible(browser, lived, still, width, scheme):
    browser.media(scheme)
    browser.size(width, 800)

    def unfold():
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")

    for workspace, slug in [(lived, "guion"), (lived, "acme"), (still, "acme"), (still, "litoral")]:
        for root in ["", "en/"]:
            assert violations(browser, address(workspace, slug, root)) == [], slug
        assert violations(browser, address(workspace, slug), unfold) == [], slug
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), slug


@pytest.mark.parametrize("width", [1280, 360])
def test_pictures_of_it(browser, lived, still, width):
    for name, workspace in {"acting": lived, "still": still}.items():
        for slug in ["acme", "litoral", "guion", "noor"]:
            path = f"portal/clients/{slug}.html"
            shoot(browser, workspace.site("file"), f"page-{slug}-{name}", path, width, "light")
