"""Copy buttons put the text on the clipboard."""

import pytest


@pytest.fixture
def page(browser):
    browser.cdp("Browser.setPermission", permission={"name": "clipboard-read"}, setting="granted")
    browser.cdp("Browser.setPermission", permission={"name": "clipboard-write"}, setting="granted")
    return browser


def clipboard(page):
    return page.driver.execute_async_script(
        "const done = arguments[0]; navigator.clipboard.readText().then(done, e => done('error: ' + e))"
    )


def press(page, selector, index=0):
    button = page.all(selector)[index]
    page.run("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    page.until(lambda: button.text in ("Copiado", "Copied"))
    assert page.texts("[role=status]") is not None
    assert page.run("return document.querySelector('[role=status]').textContent") in (
        "Copiado",
        "Copied",
    )


def test_the_address_is_copied_whole(page, site):
    page.open(site.url("portal/clients/acme.html"))
    press(page, ".address .copy")
    assert clipboard(page) == "http://localhost:8001"


def test_a_container_is_copied(page, site):
    page.open(site.url("portal/clients/acme.html"))
    page.one("#sheet > summary").click()
    press(page, "section[aria-labelledby=services] td .copy", 1)
    assert clipboard(page) == "acme_postgres"


def test_a_code_block_is_copied_as_it_is_written(page, site):
    page.open(site.url("portal/clients/acme/primeros-pasos.html"))
    press(page, ".code .copy")
    assert clipboard(page) == (
        "curl -fsS http://localhost:8001/api/version\n"
        "printf '%s\\n' \"una orden tan larga que no cabe en una línea de un teléfono ni en la mitad de una pantalla\""
    )


def test_a_block_of_commands_is_copied_without_its_label(page, site):
    page.open(site.url("portal/en/clients/acme.html"))
    page.one("#sheet > summary").click()
    press(page, "section[aria-labelledby=services] .code .copy")
    text = clipboard(page)
    assert text.startswith("curl -fsS http://127.0.0.1:8001/api/version\n")
    assert text.endswith("puerto tenant show acme")


def test_an_address_in_the_list_is_copied_and_the_row_is_not_opened(page, site):
    page.open(site.url("portal/index.html"))
    press(page, "#list .copy", 1)
    assert clipboard(page) == "http://localhost:8002"
    assert page.url == site.url("portal/index.html")


def test_the_onboarding_page_copies_too(page, small, scheme):
    page.open(small.site(scheme).url(small.welcome("acme")))
    press(page, ".address .copy")
    assert clipboard(page) == "http://localhost:8001"


def test_every_button_has_a_name_of_its_own(page, site):
    page.open(site.url("portal/clients/acme.html"))
    names = page.run(
        "return [...document.querySelectorAll('section[aria-labelledby=services] td .copy')]"
        ".map(b => b.getAttribute('aria-label'))"
    )
    assert names == [f"Copiar acme_{name}" for name in ["windmill", "postgres", "redis"]]
