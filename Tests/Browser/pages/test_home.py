"""The first page's lines: who needs the owner, and the next step."""

import re

import pytest


@pytest.mark.parametrize(
    "page, words", [("index", "clientes requieren"), ("en/index", "clients need")]
)
def test_who_needs_the_owner_has_a_reason_and_a_verb(browser, site, page, words):
    browser.open(site.url(f"portal/{page}.html"))
    assert words in browser.one(".needs p").text
    for line in browser.all(".needs li"):
        assert re.search(r": .+", line.text)
        buttons = line.find_elements("css selector", "a.button")
        # Of a client on another machine nothing can be done here; its page says so.
        assert buttons or line.find_elements("css selector", "a")
        for button in buttons:
            assert button.get_attribute("aria-label").startswith(button.text + ": ")
    assert browser.all(".needs li a.button")
    assert browser.one(".next-step b").text in ("Siguiente paso:", "Next step:")


def test_an_absent_worker_comes_before_the_step_of_the_records(browser, small):
    site = small.site("file")
    browser.open(site.url("portal/index.html"))
    browser.until(lambda: browser.all(".next-step .absent"))
    assert "ningún trabajador ha funcionado todavía" in browser.one(".next-step").text
    assert not browser.one(".next-step .step").is_displayed()
    assert not browser.one(".next-step .button").is_displayed()
