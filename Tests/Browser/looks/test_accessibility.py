"""axe: no violation on any kind of page, light and dark, both languages, desktop and phone."""

from importlib import resources

import pytest

import kinds
from sampling import sample

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text()

RUN = """
const done = arguments[0];
axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.flatMap(v =>
    v.nodes.slice(0, 3).map(n => v.id + ': ' + n.target.join(' ') + ' ' + n.failureSummary.split('\\n').slice(1).join(' ')))))
"""


def violations(browser, url, prepare=None):
    browser.cdp("Page.setBypassCSP", enabled=True)
    try:
        browser.open(url)
        if prepare:
            prepare()
        # One script: a page that reloads itself loses what another one has defined.
        return browser.driver.execute_async_script(f"{AXE};\n{RUN}")
    finally:
        browser.cdp("Page.setBypassCSP", enabled=False)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_any_kind_of_page(browser, small, paged, empty, width, scheme):
    browser.media(scheme)
    browser.size(width, 800)
    pages = [(small, path) for path in kinds.small_pages(small).values()]
    pages += [
        (paged, path)
        for path in ["portal/index.html", "portal/en/index-2.html", "portal/architecture.html"]
    ]
    pages += [(empty, path) for path in kinds.empty_pages().values()]
    found = {}
    for workspace, path in sample(pages, f"axe {width} {scheme}"):
        wrong = violations(browser, workspace.site("file").url(path))
        if wrong:
            found[path] = wrong
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_with_everything_open_chosen_and_found(browser, small, scheme):
    browser.media(scheme)

    def use():
        browser.one("#chips [data-state=ready]").click()
        browser.all("#list thead th button")[1].click()
        browser.keys("/", "acme")
        browser.until(lambda: browser.run("return !document.getElementById('found').hidden"))

    assert violations(browser, small.site("file").url("portal/index.html"), use) == []

    def unfold():
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")

    for width in [1280, 360]:
        browser.size(width, 800)
        assert violations(browser, small.site("file").url("portal/ports.html"), unfold) == []


def test_no_violation_in_the_agencys_own_portal(browser, own):
    found = {}
    pages = [path for path in own.pages() if "/clients/" not in path or "cyn" in path]
    for path in sample(pages, "axe, the agency's own"):
        wrong = violations(browser, own.site("file").url(path))
        if wrong:
            found[path] = wrong
    assert found == {}
