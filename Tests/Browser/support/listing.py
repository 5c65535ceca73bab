"""Reads the list of clients from the page."""


def cells(browser, column):
    return browser.run(
        "return [...document.querySelectorAll('#list tbody tr')]"
        ".map(r => (r.cells[arguments[0]].querySelector('.url') ?? r.cells[arguments[0]]).textContent.trim())",
        column,
    )


def values(browser, column):
    """The values that the column is sorted by; a formatted text has its exact value beside it."""
    return browser.run(
        "return [...document.querySelectorAll('#list tbody tr')]"
        ".map(r => r.cells[arguments[0]].dataset.v ?? r.cells[arguments[0]].textContent.trim())",
        column,
    )


def head(browser, column):
    return browser.all("#list thead th button")[column]


def sorts(browser):
    return browser.run(
        "return [...document.querySelectorAll('#list thead th')].map(c => c.getAttribute('aria-sort'))"
    )


def count(browser):
    return browser.run("return document.getElementById('count').value")


def chip(browser, kind, value):
    return browser.one(f'#chips [data-{kind}="{value}"]')
