"""The hook's own pages, which work without a script: axe, widths, both languages, dark, and the ways
through them."""

import pytest
from portal import PASSWORD
from test_accessibility import violations
from test_shots import picture

PAGES = {
    "new-client": "new-client?",
    "edit": "tenants/acme/edit?",
    "probe": "tenants/acme/probe?",
    "jobs": "jobs?",
    "no jobs": "jobs?state=failed&",
    "no client": "jobs?tenant=Nadie+Conocido&",
    "suspend": "tenants/acme/actions/suspend?",
    "nothing": "nothing?",
    "login": "login?",
    "no job": "jobs/0000000000000000?",
}


@pytest.fixture
def owner(browser, acting):
    browser.open(f"{acting.http}/hook/login?lang=es")
    if browser.all("#operator"):
        browser.one("#operator").send_keys("ana")
        browser.one("#password").send_keys(PASSWORD)
        browser.press("#login button")
        browser.until(lambda: "/portal/" in browser.url)
    return browser


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_refused_form_is_readable(owner, acting, scheme, width):
    """The error belongs to its field, and the menu that is open covers nothing."""
    owner.media(scheme)
    owner.size(width, 800)

    def refuse():
        owner.one("#name").send_keys("Base")
        owner.one("#slug").send_keys("base")
        owner.press("main form .primary")
        owner.until(lambda: owner.all("#slug-error"))
        owner.run("document.querySelector('details.menu').open = true")
        owner.cdp("Page.setBypassCSP", enabled=True)

    assert violations(owner, f"{acting.http}/hook/new-client?lang=en", refuse) == []
    assert owner.run("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_is_readable_and_fits(owner, acting, device, scheme, width, language):
    owner.media(scheme)
    owner.size(width, 800)
    wrong = {}
    for name, path in PAGES.items():
        url = f"{acting.http}/hook/{path}lang={language}"
        if found := violations(owner, url):
            wrong[name] = found
        if not owner.run("return document.documentElement.scrollWidth <= innerWidth"):
            wrong[f"{name} sideways"] = owner.run("return document.documentElement.scrollWidth")
        menus = [menu for menu in ("nav.side", "details.menu") if owner.all(menu)]
        shown = [menu for menu in menus if owner.one(menu).is_displayed()]
        # The page for a login has no menu.
        assert len(shown) == (0 if name == "login" else 1), (name, shown)
        assert owner.run("return document.documentElement.lang") == language
        picture(owner, f"hook-{name.replace(' ', '-')}-{language}", width, scheme)
    assert wrong == {}


def test_the_other_language_is_one_press_away(owner, acting):
    owner.open(f"{acting.http}/hook/tenants/acme/edit?lang=es")
    owner.press("nav.lang a")
    owner.until(lambda: owner.url.endswith("/hook/tenants/acme/edit?lang=en"))
    assert owner.texts("h1") == ["Edit"]


def test_an_edit_without_a_script_is_refused_and_then_saved(owner, acting):
    owner.script(False)
    owner.open(f"{acting.http}/hook/tenants/acme/edit?lang=es")
    tags = owner.one("#tags")
    tags.clear()
    tags.send_keys("VIP")
    owner.press("main form .primary")
    owner.until(lambda: owner.all("#tags-error"))
    assert "no sirve de etiqueta" in owner.texts("#tags-error")[0]
    tags = owner.one("#tags")
    assert tags.get_attribute("value") == "VIP"
    tags.clear()
    tags.send_keys("vip, norte")
    owner.press("main form .primary")
    owner.until(lambda: "/hook/jobs/" in owner.url)
    assert "acme" in owner.one("main a[href*='/clients/']").get_attribute("href")
    owner.open(f"{acting.http}/hook/jobs?lang=es&state=queued")
    assert owner.all("tbody tr")
    owner.press("tbody form button")
    owner.until(lambda: owner.all("h1 .st.cancelled"))
