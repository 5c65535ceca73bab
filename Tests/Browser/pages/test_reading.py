"""The pages of ports, architecture and business: what is read first, whole, also on a telephone."""

import pytest

WIDTHS = [320, 360, 390]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", ["business", "en/business", "ports", "en/ports"])
def test_figures_and_ports_are_inside_a_telephones_window(browser, site, width, page):
    browser.size(width, 780)
    browser.open(site.url(f"portal/{page}.html"))
    outside = browser.run(
        "return [...document.querySelectorAll('.cards .right')].filter((e) => {"
        "const b = e.getBoundingClientRect();"
        "return e.textContent && (!b.width || b.left < 0 || b.right > innerWidth + 0.5"
        " || e.scrollWidth > e.clientWidth + 1)}).map(e => e.textContent)"
    )
    assert outside == []
    shown = browser.all("tbody .right[data-label]")
    assert len(shown) > 10 and all(cell.is_displayed() for cell in shown)
    assert browser.run("return document.documentElement.scrollWidth") == width


def test_the_slot_map_opens_on_demand(browser, site):
    browser.open(site.url("portal/ports.html"))
    assert "libres" in browser.one(".lead").text and " de la 0 a la 12" in browser.one(".lead").text
    assert browser.one("[aria-labelledby=taken] table").is_displayed()
    assert not browser.one(".map").is_displayed()
    browser.one("[aria-labelledby=map] summary").click()
    browser.until(lambda: browser.one(".map").is_displayed())


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_names_on_the_architecture_page_are_whole(browser, site, width):
    browser.size(width, 780)
    browser.open(site.url("portal/architecture.html"))
    found = browser.run(
        "return [...document.querySelectorAll('.berths li')].map((e) => {"
        "const a = e.querySelector('a');"
        "return [a.textContent, a.scrollWidth <= e.clientWidth, getComputedStyle(a).overflow]})"
    )
    names = [name for name, _, _ in found]
    assert any(len(name) > 160 for name in names)
    assert all(fits and overflow == "visible" for _, fits, overflow in found)
    assert browser.run("return document.documentElement.scrollWidth") == width
