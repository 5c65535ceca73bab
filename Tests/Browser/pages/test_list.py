"""The list of clients: filter, chips, sorting, keys."""

import unicodedata

import pytest
from selenium.webdriver.common.keys import Keys

from listing import cells, chip, count, head, sorts, values

HOME = "portal/index.html"
NAMES = 1


def plain(text):
    return "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ).lower()


@pytest.fixture
def page(browser, site):
    return browser.open(site.url(HOME))


def test_the_filter_narrows_the_list_and_counts(page):
    before = cells(page, NAMES)
    page.one("#filter").click()
    page.keys("LOGIS")
    page.until(lambda: cells(page, NAMES) == ["Acme Logística"])
    assert count(page) == "1 de 7"
    page.retype("")
    page.until(lambda: cells(page, NAMES) == before)
    assert count(page) == ""


@pytest.mark.parametrize(
    "words, names",
    [
        ("8001", ["Acme Logística"]),
        ("bea", ["Zeta"]),
        ("copiar", []),
        ("profesional listo", ["Acme Logística", "Zeta"]),
        ("xyzzy", []),
    ],
)
def test_the_filter_reads_what_the_row_says_and_nothing_else(page, words, names):
    page.one("#filter").click()
    page.keys(words)
    page.until(lambda: count(page).startswith(f"{len(names)} "))
    assert cells(page, NAMES) == names


def test_chips_filter_by_state_and_plan_together(page):
    chip(page, "state", "ready").click()
    page.until(lambda: count(page) == "2 de 7")
    assert set(cells(page, 0)) == {"listo"}
    chip(page, "plan", "esencial").click()
    page.until(lambda: count(page) == "0 de 7")
    chip(page, "state", "suspended").click()
    page.until(lambda: count(page) == "1 de 7")
    assert chip(page, "state", "ready").get_attribute("aria-pressed") == "false"
    assert chip(page, "state", "suspended").get_attribute("aria-pressed") == "true"
    chip(page, "state", "suspended").click()
    chip(page, "plan", "esencial").click()
    page.until(lambda: count(page) == "")
    assert len(cells(page, NAMES)) == 6


@pytest.mark.parametrize("column", range(9))
def test_every_column_sorts_both_ways_and_back_with_empty_cells_last(page, column):
    recorded = values(page, column)
    number = column in (3, 5)
    filled = sorted((v for v in recorded if v), key=int if number else plain)
    empty = [""] * recorded.count("")
    head(page, column).click()
    page.until(lambda: sorts(page)[column] == "ascending")
    page.until(
        lambda: [plain(v) for v in values(page, column)] == [plain(v) for v in filled + empty]
    )
    head(page, column).click()
    page.until(lambda: sorts(page)[column] == "descending")
    page.until(
        lambda: [plain(v) for v in values(page, column)] == [plain(v) for v in filled[::-1] + empty]
    )
    assert [s for s in sorts(page) if s] == ["descending"]
    head(page, column).click()
    page.until(lambda: sorts(page) == [None] * 9)
    page.until(lambda: values(page, column) == recorded)


def test_slots_and_prices_are_sorted_as_numbers(page):
    head(page, 3).click()
    page.until(lambda: cells(page, 3) == ["1", "2", "9", "10", "11", "100"])
    head(page, 5).click()
    head(page, 5).click()
    page.until(lambda: values(page, 5)[0] == "123456700")


def test_another_column_takes_the_mark_over(page):
    head(page, 1).click()
    head(page, 3).click()
    page.until(lambda: sorts(page)[3] == "ascending")
    assert sorts(page)[1] is None


def test_j_and_k_walk_the_rows_and_enter_opens(page, site):
    names = cells(page, NAMES)
    focused = lambda: page.focused("e.textContent")
    page.keys("j")
    assert focused() == names[0]
    page.keys("j", "j")
    assert focused() == names[2]
    page.keys("k")
    assert focused() == names[1]
    page.keys("k", "k", "k")
    assert focused() == names[0]
    page.keys(Keys.ENTER)
    page.until(lambda: page.url == site.url("portal/clients/acme.html"))


def test_j_walks_what_the_filter_left(page):
    chip(page, "state", "ready").click()
    page.until(lambda: count(page))
    page.keys("j", "j")
    assert page.focused("e.textContent") == "Zeta"


def test_the_row_is_one_link(page, site):
    row = page.all("#list tbody tr")[0]
    page.point(row.find_elements("css selector", "td")[6])
    page.until(lambda: page.url == site.url("portal/clients/acme.html"))


LOADED = "return document.readyState === 'complete'"


def address(page):
    return page.url.partition("?")[2]


def test_the_address_names_the_filters_and_opens_the_same_list(page, site):
    chip(page, "state", "ready").click()
    chip(page, "plan", "profesional").click()
    page.one("#filter").click()
    page.keys("acme")
    page.until(lambda: cells(page, NAMES) == ["Acme Logística"])
    assert address(page) == "state=ready&plan=profesional&q=acme"
    link = page.url
    page.open(site.url("portal/ports.html"))
    page.open(link)
    page.until(lambda: count(page) == "1 de 7")
    assert cells(page, NAMES) == ["Acme Logística"]
    assert chip(page, "state", "ready").get_attribute("aria-pressed") == "true"
    assert page.one("#filter").get_attribute("value") == "acme"
    page.one("#filter").click()
    page.retype("")
    chip(page, "state", "ready").click()
    chip(page, "plan", "profesional").click()
    page.until(lambda: address(page) == "")


def test_the_way_back_leads_to_the_filtered_list(page):
    chip(page, "state", "suspended").click()
    page.until(lambda: count(page) == "1 de 7")
    page.one("#list .row").click()
    # A way back from a page that is still being loaded ends that, and leads nowhere.
    page.until(lambda: "/clients/" in page.url and page.run(LOADED))
    page.run("history.back()")
    page.until(lambda: address(page) == "state=suspended" and count(page) == "1 de 7")


def test_an_address_with_an_unknown_filter_shows_the_whole_list(page, site):
    page.open(f"{site.url(HOME)}?state=gone&plan=none")
    assert len(cells(page, NAMES)) == 6 and count(page) == ""


def test_archived_clients_are_folded_apart_until_a_filter_asks_for_them(page):
    assert "Antigua" not in cells(page, NAMES)
    fold = page.one("#archived")
    assert not page.one("#archived table").is_displayed()
    assert page.one("#archived summary").text == "Archivados (1)"
    chip(page, "state", "archived").click()
    page.until(lambda: cells(page, NAMES) == ["Antigua"])
    assert not fold.is_displayed()
    chip(page, "state", "archived").click()
    page.until(lambda: len(cells(page, NAMES)) == 6)
    assert fold.is_displayed()
    page.one("#archived summary").click()
    page.until(lambda: page.one("#archived table").is_displayed())
    assert "Antigua" in page.one("#archived table").text


def test_the_machine_is_a_column_where_there_are_two(page):
    assert page.one("#list thead th:nth-child(9)").text == "Máquina"
    assert set(cells(page, 8)) == {"local", "norte"}


def test_an_empty_fleet_says_how_to_begin(browser, empty):
    browser.open(empty.site("file").url(HOME))
    assert "puerto tenant add" in browser.one("#clients").text
    assert not browser.all("#list")


@pytest.mark.parametrize("name", ["portal/index.html", "portal/en/index.html"])
def test_with_two_machines_no_column_is_cut_at_a_desk(browser, small, name):
    browser.size(1280, 900)
    browser.open(small.site("file").url(name))
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    tables = browser.run(
        "return [...document.querySelectorAll('#clients .table')].map(t => [t.scrollWidth - t.clientWidth, t.querySelectorAll('th').length])"
    )
    assert tables == [[0, 9], [0, 9]]
