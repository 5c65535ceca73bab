"""The sealed page on every screen and on paper, in each state."""

import base64

import pytest

import sealed
from handoff import STALL, enter, pass_time, shown, submit, unlock
from test_accessibility import violations
from test_print import printed, size
from test_shots import SHOTS


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_violation_in_any_state(page, handed, before, scheme, width):
    page.media(scheme)
    page.size(width, 900)

    def locked():
        assert shown(page) == [] and page.one("form").is_displayed()

    def wrong():
        assert enter(page, "no") == "wrong"

    def opened():
        assert enter(page, handed.passphrases[slug]) == "open"
        page.one("#reveal").click()

    def cleared():
        opened()
        pass_time(page)
        assert shown(page) == ["cleared"]

    def damaged():
        assert shown(page) == ["damaged"]

    def busy():
        submit(page, "x")
        assert shown(page) == ["busy"]

    for slug in ["acme", "harbour"]:
        for prepare in [locked, wrong, opened, cleared]:
            assert violations(page, handed.file(slug).as_uri(), prepare) == [], (slug, prepare)
    assert (
        violations(
            page, handed.forged("damaged", sealed.with_envelope(handed.page("acme"), "{")), damaged
        )
        == []
    )
    before(STALL)
    assert violations(page, handed.file("acme").as_uri(), busy) == []


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1440])
def test_it_fits_every_screen(page, handed, width):
    page.size(width, 780)
    for slug in ["acme", "hard"]:
        unlock(page, handed, slug)
        page.one("#reveal").click()
        assert page.run("return document.documentElement.scrollWidth") <= width


def test_paper_is_one_sheet_of_a4_and_has_the_password_only_when_it_is_shown(
    page, handed, tmp_path
):
    password = handed.passwords["harbour"]
    count, sheets = printed(page, handed.file("harbour").as_uri(), tmp_path)
    assert (
        count == 1
        and "The password is not printed" in sheets[0]
        and "jo@harbour.example" not in sheets[0]
    )
    assert size(page, None) in [[595, 842], [594, 841]]
    unlock(page, handed, "harbour")
    count, sheets = printed(page, None, tmp_path)
    assert count == 1 and "jo@harbour.example" in sheets[0] and password not in sheets[0]
    page.one("#reveal").click()
    count, sheets = printed(page, None, tmp_path)
    assert count == 1 and password in sheets[0]
    for word in ["Copy", "Hide", "Lock again", "Passphrase\n"]:
        assert word not in sheets[0]
    assert size(page, None) in [[595, 842], [594, 841]]


@pytest.mark.parametrize(
    "slug,width,scheme",
    [
        ("acme", 1280, "light"),
        ("harbour", 1280, "dark"),
        ("acme", 360, "light"),
        ("hard", 360, "dark"),
    ],
)
def test_pictures_of_every_state(page, handed, slug, width, scheme):
    SHOTS.mkdir(exist_ok=True)

    def shoot(state):
        height = page.run("return document.documentElement.scrollHeight")
        picture = page.cdp(
            "Page.captureScreenshot",
            captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
        )
        (SHOTS / f"sealed-{slug}-{width}-{scheme}-{state}.png").write_bytes(
            base64.b64decode(picture["data"])
        )
        assert height > 200

    page.media(scheme)
    page.size(width, 780)
    page.open(handed.file(slug).as_uri())
    shoot("locked")
    assert enter(page, "no") == "wrong"
    shoot("wrong")
    assert enter(page, handed.passphrases[slug]) == "open"
    shoot("open")
    page.one("#reveal").click()
    shoot("shown")
    page.media(scheme, "print")
    shoot("print")
    page.media(scheme)
    pass_time(page)
    assert shown(page) == ["cleared"]
    shoot("cleared")
    page.open(handed.forged("damaged", sealed.with_envelope(handed.page(slug), "{")))
    assert shown(page) == ["damaged"]
    shoot("damaged")
