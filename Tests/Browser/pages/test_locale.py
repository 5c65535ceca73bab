"""The formats of the pages against those of a browser, which has the CLDR of its own."""

import portal
import pytest

LOCALES = ["es-MX", "es-ES", "es-AR", "es-CL", "es-CO", "es-PE", "en-US", "en-GB"]

CONFIGURATION = """\
agency: {{name: Faro, locale: {locale}, currency: {currency}}}
plans:
  - {{id: a, name: A, price: 12500.00}}
  - {{id: b, name: B, price: 1234.5}}
"""

CLIENT = """\
  - {{slug: c{month}, name: C, kind: client, plan: {plan}, status: ready, since: 2025-{month:02}-0{day}}}
"""

# Browsers differ in the space that they put into a date, and so does CLDR between its versions.
COMPARE = """
const bare = (text) => text.replace(/\\s/g, "");
const { locale } = document.body.dataset;
const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
const money = new Intl.NumberFormat(locale, { style: "currency", currency: arguments[0] });
const days = [...document.querySelectorAll("td time")].map((time) => [
  bare(time.textContent), bare(dates.format(Date.parse(time.dateTime))),
]);
const prices = [...document.querySelectorAll("section:first-of-type tbody td:nth-child(2)")].map(
  (cell, place) => [bare(cell.textContent), bare(money.format([12500, 1234.5][place]))],
);
return { locale, days, prices };
"""


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", ["MXN", "USD", "EUR"])
def test_days_and_amounts_are_as_the_browser_writes_them(browser, tmp_path, locale, currency):
    made = portal.Workspace(tmp_path / "workspace")
    portal.puerto("init", made.folder)
    (made.folder / "puerto.yaml").write_text(CONFIGURATION.format(locale=locale, currency=currency))
    clients = "".join(
        CLIENT.format(month=month, plan="ab"[month % 2], day=month % 9 + 1)
        for month in range(1, 13)
    )
    (made.folder / "fleet.yaml").write_text(f"tenants:\n{clients}")
    made.build()
    browser.open(f"file://{made.public}/portal/business.html")
    found = browser.run(COMPARE, currency)
    assert found["locale"] == locale
    assert len(found["days"]) == 12 and len(found["prices"]) == 2
    for ours, theirs in found["days"] + found["prices"]:
        assert ours == theirs
