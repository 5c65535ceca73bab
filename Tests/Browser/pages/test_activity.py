"""The fleet's activity: sentences by day, one client's at a time, the history's own lines on demand."""

import pytest

PAGE = "portal/activity.html"
CLIENT = "acme"


@pytest.fixture
def page(browser, site):
    return browser.open(site.url(PAGE))


def visible(page, selector):
    return [one for one in page.all(selector) if one.is_displayed()]


def choose(page, value):
    page.run(
        "const field = document.querySelector('#of-client select');"
        "field.value = arguments[0]; field.dispatchEvent(new Event('change'));",
        value,
    )


def test_a_day_tells_in_sentences_what_happened(page):
    days = page.texts(".day h2")
    assert days and len(days) == len(set(days))
    sentences = page.texts(".events li span")
    assert any("registró" in sentence for sentence in sentences)
    for sentence in sentences:
        assert "tenant." not in sentence and "cli:" not in sentence


def test_one_client_is_shown_and_the_address_keeps_it(page, site):
    everything = len(visible(page, ".events li"))
    choose(page, CLIENT)
    page.until(lambda: 0 < len(visible(page, ".events li")) < everything)
    for line in visible(page, ".events li"):
        assert (
            line.find_element("css selector", "a").get_attribute("href").endswith(f"/{CLIENT}.html")
        )
    for day in visible(page, ".day"):
        assert day.text.count("\n") > 0, "a day without a line is not shown"
    assert page.run("return location.search") == f"?client={CLIENT}"
    page.open(page.run("return location.href"))
    page.until(lambda: 0 < len(visible(page, ".events li")) < everything)
    choose(page, "")
    page.until(lambda: len(visible(page, ".events li")) == everything)
    assert page.run("return location.search") == ""


def test_the_lines_of_the_history_are_there_on_demand(page):
    assert not visible(page, ".raw table")
    page.one(".raw summary").click()
    page.until(lambda: visible(page, ".raw table"))
    assert any(text == "tenant.add" for text in page.texts(".raw code"))
