"""A fleet on several pages is filtered, sorted and searched as a whole."""

import pytest

from listing import cells, chip, count, head, sorts, values


@pytest.fixture(params=["index.html", "index-2.html"])
def page(browser, paged_site, request):
    return browser.open(paged_site.url(f"portal/{request.param}"))


def pager_is_shown(page):
    return page.run("const p = document.querySelector('.pager'); return Boolean(p) && !p.hidden")


def test_the_filter_finds_clients_of_other_pages_and_goes_back_when_cleared(page):
    before = cells(page, 1)
    # A page has two hundred slots, some of them free.
    assert 150 < len(before) <= 200 and pager_is_shown(page)
    page.one("#filter").click()
    page.keys("-449")
    page.until(lambda: count(page) == "1 de 450")
    assert cells(page, 1)[0].endswith("-449")
    assert not pager_is_shown(page)
    page.retype("")
    page.until(lambda: cells(page, 1) == before)
    assert pager_is_shown(page) and count(page) == ""


def test_chips_count_the_whole_fleet_and_say_how_many_are_shown(page):
    chip(page, "state", "suspended").click()
    page.until(lambda: count(page) == "75 de 450")
    assert len(cells(page, 1)) == 75
    chip(page, "state", "ready").click()
    page.until(lambda: count(page) == "225 de 450, los 200 primeros")
    assert len(cells(page, 1)) == 200


def test_sorting_takes_the_whole_fleet_and_the_third_click_goes_back(page):
    before = cells(page, 3)
    head(page, 3).click()
    page.until(lambda: cells(page, 3)[:3] == ["1", "2", "3"])
    head(page, 3).click()
    page.until(lambda: sorts(page)[3] == "descending")
    page.until(lambda: int(cells(page, 3)[0]) > 440)
    assert not pager_is_shown(page)
    head(page, 3).click()
    page.until(lambda: cells(page, 3) == before)
    assert pager_is_shown(page)


def test_rows_from_other_pages_look_like_the_ones_that_were_built(page, paged):
    """Rows of the script have the same cells as rows of the build."""
    built = page.run(
        "return [...document.querySelectorAll('#list tbody tr')].map(r => [...r.cells].map(c => (c.querySelector('.url') ?? c).textContent))"
    )
    head(page, 3).click()
    page.until(lambda: cells(page, 3)[:1] == ["1"])
    page.one("#filter").click()
    page.keys(built[6][1])
    page.until(lambda: count(page) == "1 de 450")
    made = page.run(
        "return [...document.querySelectorAll('#list tbody tr')].map(r => [...r.cells].map(c => (c.querySelector('.url') ?? c).textContent))"
    )
    assert made == [built[6]]
    assert page.texts("#list tbody .copy") == ["Copiar"]
    assert (
        page.run("return document.querySelector('#list tbody .row').getAttribute('href')")
        == "clients/"
        + page.run("return document.querySelector('#list tbody .row').href").rsplit("/", 1)[1]
    )


def test_empty_prices_and_dates_stay_last_over_the_whole_fleet(page):
    """The other pages' rows come a moment after the click."""
    head(page, 7).click()
    page.until(lambda: (dates := values(page, 7)) == sorted(dates) and all(dates))
    assert sorts(page)[7] == "ascending"


def test_the_pager_leads_through_every_page(browser, paged_site):
    browser.open(paged_site.url("portal/index.html"))
    seen = set(cells(browser, 3))
    for number in ["2", "3"]:
        next(link for link in browser.all(".pager a") if link.text == number).click()
        browser.until(lambda: browser.url.endswith(f"index-{number}.html"))
        seen |= set(cells(browser, 3))
    assert len(seen) == 450
