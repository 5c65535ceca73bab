"""The look of the real hook's login page with its place for a code; pictures in shots/."""

import urllib.request

import pytest

import stub_pages
from test_accessibility import violations
from test_shots import picture

STATES = ["page", "code", "wrong code"]


def fetched(url):
    """The page as the server sends it; names below localhost are this machine's."""
    host = url.split("/")[2]
    request = urllib.request.Request(
        url.replace("puerto.localhost", "127.0.0.1", 1), headers={"Host": host}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("lang", ["", "es", "en"])
def test_the_stubs_login_page_is_the_hooks_own(acting, lang):
    stub, _ = stub_pages.page(acting.public, "login", lang, "")
    query = f"?lang={lang}" if lang else ""
    real = fetched(f"{acting.http}/hook/login{query}")
    assert stub.decode().replace("Costa", "Estudio Ñandú") == real


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_place_for_a_code_is_seen_and_fits(browser, device, acting, scheme, width, language):
    browser.media(scheme)
    browser.size(width, 800)
    for state in STATES:

        def prepare():
            browser.until(lambda: browser.all(".passkey button"))
            if state != "page":
                browser.one("details.fold summary").click()
            if state == "wrong code":
                browser.one("#code").send_keys("AAAA-BBBB-CCCC-DDDD")
                browser.press("#code-login button")
                browser.until(lambda: browser.all("[role=alert]"))
                browser.until(lambda: browser.all(".passkey button"))

        url = f"{acting.http}/hook/login?lang={language}"
        assert violations(browser, url, prepare) == [], state
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), state
        if state == "wrong code":
            assert browser.run("return document.activeElement.id") == "code"
        assert browser.run(
            "const d = document.querySelector('details.fold');"
            " return d.open === (arguments[0] !== 'page')",
            state,
        )
        picture(browser, f"login-{state.replace(' ', '-')}-{language}", width, scheme)
