"""Pictures of every kind of page, for review, in Tests/Browser/shots/."""

import base64
from pathlib import Path

import pytest

import kinds

SHOTS = Path(__file__).parents[1] / "shots"
DARK = [
    "harbour",
    "client-es",
    "client-en",
    "client-runbook",
    "base",
    "welcome-ready",
    "ports-es",
    "architecture-es",
    "business-es",
]


def shoot(browser, site, name, path, width, scheme, prepare=None):
    browser.media(scheme)
    browser.size(width, 900 if width > 500 else 780)
    browser.open(site.url(path))
    if prepare:
        prepare()
    picture(browser, name, width, scheme)


def picture(browser, name, width, scheme):
    """Takes the picture of the page as it is."""
    height = min(browser.run("return document.documentElement.scrollHeight"), 5000)
    taken = browser.cdp(
        "Page.captureScreenshot",
        captureBeyondViewport=True,
        clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
    )
    SHOTS.mkdir(exist_ok=True)
    (SHOTS / f"{name}-{width}-{scheme}.png").write_bytes(base64.b64decode(taken["data"]))
    assert height > 200


@pytest.mark.parametrize("width", [1280, 360])
def test_pictures_of_every_kind_of_page(browser, small, paged, empty, width):
    everything = [
        (small, kinds.small_pages(small)),
        (paged, kinds.paged_pages()),
        (empty, kinds.empty_pages()),
    ]
    for workspace, pages in everything:
        site = workspace.site("file")
        for name, path in pages.items():
            shoot(browser, site, name, path, width, "light")
            if any(name.startswith(start) for start in DARK):
                shoot(browser, site, name, path, width, "dark")


def test_pictures_of_the_agencys_own_fleet(browser, own):
    site = own.site("file")
    pages = {
        "own-harbour": "portal/index.html",
        "own-client": "portal/clients/cyn-einstein-kids.html",
        "own-runbook": "portal/runbooks/nuevo-cliente.html",
        "own-welcome": own.welcome("cyn-einstein-kids"),
    }
    for name, path in pages.items():
        for width in [1280, 360]:
            shoot(browser, site, name, path, width, "light")
