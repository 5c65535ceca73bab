"""Every built page is valid and small, and logs nothing in the console."""

import shutil
import subprocess
from pathlib import Path

import pytest

# Complaints of tidy 5.6 about valid HTML, as whole sentences, so that they hide nothing else.
UNKNOWN_TO_TIDY = {
    # <div> may group the pairs of a <dl> since HTML 5.2.
    "missing </div> before <dt>",
    "inserting implicit <dl>",
    "missing </dl> before </div>",
    "missing <dd>",
    # ARIA 1.1 defines aria-current.
    '<a> proprietary attribute "aria-current"',
    '<span> proprietary attribute "aria-current"',
    # Inside SVG, <a> is SVG's own, and <title> may have an id.
    '<a> proprietary attribute "href"',
    '<a> proprietary attribute "aria-label"',
    '<title> proprietary attribute "id"',
}


@pytest.fixture(params=["small", "paged", "own", "empty"])
def workspace(request):
    return request.getfixturevalue(request.param)


def test_tidy_has_nothing_to_say(workspace):
    tidy = shutil.which("tidy")
    assert tidy, "install tidy"
    pages = workspace.pages()
    sample = (
        pages
        if workspace.name != "paged"
        else [
            page for page in pages if "/clients/c" not in page and not page.startswith("welcome/")
        ]
    )
    # Empty elements carry meaning here: a cell without a value, a task's box.
    said = []
    for start in range(0, len(sample), 50):
        files = [str(workspace.public / path) for path in sample[start : start + 50]]
        run = subprocess.run(
            [tidy, "-e", "-q", "--drop-empty-elements", "no", "--gnu-emacs", "yes", *files],
            capture_output=True,
            text=True,
        )
        said += [
            line
            for line in run.stderr.splitlines()
            if line.strip() and line.split("Warning: ")[-1] not in UNKNOWN_TO_TIDY
        ]
    assert said[:20] == []


def test_every_page_is_under_100_kilobytes(workspace):
    sizes = {path: (workspace.public / path).stat().st_size for path in workspace.pages()}
    assert {path: size for path, size in sizes.items() if size >= 100_000} == {}


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_no_page_complains_in_the_console(browser, small, own, scheme):
    said = {}
    for workspace in [small, own]:
        for path in workspace.pages():
            if path.count("/") > 3 and "acme" not in path and "cyn" not in path:
                continue
            browser.open(workspace.site(scheme).url(path))
            messages = browser.messages()
            if messages:
                said[path] = messages
    assert said == {}


def test_searching_and_copying_violate_no_policy(browser, small, scheme):
    browser.open(small.site(scheme).url("portal/index.html"))
    browser.keys("/", "acme")
    browser.until(lambda: browser.run("return !document.getElementById('found').hidden"))
    browser.all("#list .copy")[0].click()
    browser.until(lambda: browser.run("return document.querySelector('[role=status]').textContent"))
    assert browser.messages() == []


def test_nothing_is_fetched_from_elsewhere(browser, small):
    site = small.site("http")
    for path in ["portal/index.html", "portal/clients/acme.html", small.welcome("acme")]:
        browser.open(site.url(path))
        names = browser.run("return performance.getEntriesByType('resource').map(e => e.name)")
        assert names and all(name.startswith(small.http) for name in names)


def test_the_hostile_name_stays_text(browser, small, scheme):
    for path in [
        "portal/index.html",
        "portal/clients/guion.html",
        "portal/architecture.html",
        "portal/ports.html",
        "portal/activity.html",
        small.welcome("guion"),
    ]:
        browser.open(small.site(scheme).url(path))
        assert "<script>alert('x')</script>" in Path(small.public / path).read_text().replace(
            "&lt;", "<"
        ).replace("&gt;", ">").replace("&#39;", "'").replace("&#x27;", "'")
        assert browser.run("return [...document.scripts].filter(s => !s.src).length") == 0
