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
    assert len(cells(page, NAMES)) == 7


@pytest.mark.parametrize("column", range(8))
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
    page.until(lambda: sorts(page) == [None] * 8)
    page.until(lambda: values(page, column) == recorded)


def test_slots_and_prices_are_sorted_as_numbers(page):
    head(page, 3).click()
    page.until(lambda: cells(page, 3) == ["1", "2", "9", "10", "11", "12", "100"])
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


def test_an_empty_fleet_says_how_to_begin(browser, empty):
    browser.open(empty.site("file").url(HOME))
    assert "puerto tenant add" in browser.one("#clients").text
    assert not browser.all("#list")
