"""The layout of every page: languages, menu, skip link, keyboard."""

import pytest
from selenium.webdriver.common.keys import Keys

import kinds


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "clients/acme.html",
        "clients/acme/restaurar.html",
        "runbooks/rutina.html",
        "runbooks/index.html",
        "ports.html",
        "ports-norte.html",
        "architecture.html",
        "business.html",
        "activity.html",
    ],
)
def test_the_language_switch_leads_to_the_same_page_and_back(browser, site, path):
    browser.open(site.url(f"portal/{path}"))
    browser.one(".lang a").click()
    browser.until(lambda: browser.url == site.url(f"portal/en/{path}"))
    assert browser.run("return document.documentElement.lang") == "en"
    browser.one(".lang a").click()
    browser.until(lambda: browser.url == site.url(f"portal/{path}"))


def test_the_skip_link_comes_first_shows_itself_and_leads_to_the_content(browser, site):
    browser.open(site.url("portal/clients/acme.html"))
    browser.keys(Keys.TAB)
    assert browser.focused("e.className") == "skip"
    assert browser.focused("e.getBoundingClientRect().left") >= 0
    browser.keys(Keys.ENTER)
    browser.until(lambda: browser.focused("e.id") == "main")


def test_the_menu_leads_to_every_chapter_and_marks_the_present_one(browser, site):
    browser.open(site.url("portal/clients/acme/restaurar.html"))
    links = browser.run("return [...document.querySelectorAll('.side a')].map(a => a.href)")
    assert len(links) == 6
    for link in links:
        browser.open(link)
        assert browser.run("return document.querySelector('.side [aria-current]').href") == link
        assert browser.texts("h1")[0]


def test_on_a_phone_the_menu_is_a_details_that_opens(browser, site):
    browser.size(360, 780)
    browser.open(site.url("portal/clients/acme.html"))
    assert not browser.one(".side").is_displayed()
    assert not browser.one(".menu nav").is_displayed()
    browser.one(".menu summary").click()
    browser.until(lambda: browser.one(".menu nav").is_displayed())
    link = browser.all(".menu nav a")[2]
    assert link.size["height"] >= 40
    link.click()
    browser.until(lambda: browser.url == site.url("portal/ports.html"))


def ring(browser):
    """The focused element, and whether its focus is visible."""
    return browser.focused("""(() => {
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        const row = e.closest('tr'), shadow = row ? getComputedStyle(row).boxShadow : 'none';
        const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || (e.matches('.row') && shadow !== 'none');
        return {name: e.className || e.id || e.tagName, tag: e.tagName, ring: seen, onScreen: box.bottom > 0 && box.right > 0 && box.width > 0,
                opacity: Number(style.opacity)};
    })()""")


def walk(browser, limit=150):
    """Presses Tab from the top until the focus leaves the page."""
    stops = []
    for _ in range(limit):
        browser.keys(Keys.TAB)
        if browser.focused("e === document.body"):
            break
        stops.append(ring(browser))
    return stops


@pytest.mark.parametrize(
    "path",
    [
        "portal/index.html",
        "portal/clients/acme.html",
        "portal/clients/acme/restaurar.html",
        "portal/ports-norte.html",
    ],
)
@pytest.mark.parametrize("width", [1280, 360])
def test_tab_reaches_the_controls_in_order_with_a_ring_one_can_see(browser, small, path, width):
    browser.size(width, 800)
    browser.open(small.site("file").url(path))
    stops = walk(browser)
    assert [s for s in stops if not s["ring"]] == []
    assert [s for s in stops if not s["onScreen"] or s["opacity"] < 1] == []
    names = [s["name"] for s in stops]
    assert names[:2] == ["skip", "brand"]
    assert stops[2]["tag"] == "INPUT"
    if path.endswith("index.html"):
        assert "filter" in names and "row" in names and "url" in names and "copy" in names
        assert names.index("filter") < names.index("row") < names.index("copy", names.index("row"))
    if "clients/acme.html" in path:
        # Its address, then the command of its next step.
        assert names.count("copy") >= 2


def test_headings_go_down_one_level_at_a_time(browser, small, paged):
    for workspace, pages in [(small, kinds.small_pages(small)), (paged, kinds.paged_pages())]:
        for name, path in pages.items():
            browser.open(workspace.site("file").url(path))
            levels = browser.run(
                "return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
            )
            assert levels.count(1) == 1, name
            assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), (
                name,
                levels,
            )
