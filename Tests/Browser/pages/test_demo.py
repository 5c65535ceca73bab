"""The portal of `puerto demo`: it says what it is, and complains of nothing that a demo lacks."""

import re

import pytest
from test_shots import picture

WORDS = {
    "": ("Demostración: los clientes son inventados y nada está en marcha.", "trabajador"),
    "en/": ("Demo: the clients are invented and nothing runs.", "worker"),
}
# A client of each kind that a picture is taken of.
CLIENTS = ["clinica-sonrisa", "panaderia-la-guera", "hotel-la-palapa", "taller-mendoza"]
PAGES = ["index", "en/index", "activity", *(f"clients/{slug}" for slug in CLIENTS)]


def test_every_page_of_the_portal_says_that_it_is_a_demo(demo):
    pages = [page for page in demo.pages() if page.startswith("portal/")]
    assert len(pages) >= 40
    for page in pages:
        text = (demo.public / page).read_text()
        assert len(re.findall(r"<b>(?:Demo|Demostración)</b>: ", text)) == 1, page


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_first_page_asks_for_no_worker(browser, demo, language):
    browser.open(demo.site("file").url(f"portal/{language}index.html"))
    line, worker = WORDS[language]
    text = browser.one("#main").text
    assert text.startswith(line)
    assert worker not in text and "puerto work" not in text
    assert browser.one(".next-step .step").is_displayed()
    assert len(browser.all(".needs li")) == 2


@pytest.fixture
def later(browser):
    """Lets pages believe that it is months later."""
    added = browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        source="const then = Date.now() + 9e9; Date.now = () => then;",
    )
    yield
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])


@pytest.mark.usefixtures("later")
def test_what_is_shown_does_not_grow_old(browser, demo):
    browser.open(demo.site("file").url("portal/clients/clinica-sonrisa.html"))
    assert "Desconocido" not in browser.one("#main").text
    assert not browser.all(".freshness")


def test_the_outage_is_a_mark_in_the_bar_and_a_line_of_the_history(browser, demo):
    browser.open(demo.site("file").url("portal/activity.html"))
    text = browser.one("#main").text
    assert "Clínica Sonrisa" in text and "debe dos mensualidades" in text
    browser.open(demo.site("file").url("portal/clients/clinica-sonrisa.html"))
    browser.one("details.uptime summary").click()
    down = [row.split()[-1] for row in browser.texts("details.uptime tbody tr")]
    assert sorted(set(down)) == ["0", "5"] and down.count("5") == 1


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", PAGES)
def test_it_fits_a_desktop_and_a_phone(browser, demo, page, width):
    browser.size(width, 900 if width > 500 else 780)
    browser.open(demo.site("file").url(f"portal/{page}.html"))
    wide = browser.run("return document.documentElement.scrollWidth")
    assert wide <= width
    picture(browser, f"demo-{page.replace('/', '-')}", width, "light")


@pytest.mark.parametrize("width", [320, 360, 768, 821, 1140, 1141, 1280, 1440])
@pytest.mark.parametrize("language", ["", "en/"])
def test_a_figure_is_never_parted(browser, demo, language, width):
    browser.size(width, 900)
    browser.open(demo.site("file").url(f"portal/{language}index.html"))
    lines, inside = browser.run("""
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(".figures a[href*=business]"));
        const edge = document.querySelector(".figures").getBoundingClientRect().right;
        const cells = [...document.querySelectorAll(".figures dd *")];
        return [range.getClientRects().length,
                cells.every((cell) => cell.getBoundingClientRect().right <= edge)];
    """)
    assert lines == 1 and inside
