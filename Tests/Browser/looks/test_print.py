"""Print: A4, without controls."""

import base64
import re
import shutil
import subprocess

import pytest

import kinds


def printed(browser, url, tmp_path):
    """The number of A4 sheets and their texts, of an address or of the current page."""
    if url:
        browser.open(url)
    data = browser.cdp("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
    file = tmp_path / "page.pdf"
    file.write_bytes(base64.b64decode(data))
    count = len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes()))
    if not shutil.which("pdftotext"):
        return count, None
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    sheets = text.split("\f")[:-1]
    assert len(sheets) == count
    return count, sheets


def size(browser, url):
    if url:
        browser.open(url)
    data = base64.b64decode(browser.cdp("Page.printToPDF", preferCSSPageSize=True)["data"])
    return [
        round(float(n))
        for n in re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", data).groups()
    ]


def test_the_onboarding_page_is_one_sheet_of_a4(browser, own, paged, tmp_path):
    """A client without long documents gets one sheet."""
    url = paged.site("file").url(paged.welcome("c0001"))
    count, sheets = printed(browser, url, tmp_path)
    assert count == 1
    assert size(browser, url) == [595, 842] or size(browser, url) == [594, 841]
    if sheets:
        assert "Abra su sistema" in sheets[0] and "Quién le ayuda" in sheets[0]
        assert "Copiar" not in sheets[0]


def test_the_steps_stand_on_the_first_sheet_and_each_document_begins_one(browser, small, tmp_path):
    _, sheets = printed(browser, small.site("file").url(small.welcome("acme")), tmp_path)
    if sheets is None:
        pytest.skip("pdftotext is not installed")
    for words in ["Abra su sistema", "Cambie la contraseña", "Sus paneles", "Quién le ayuda"]:
        assert words in sheets[0]
    assert sheets[1].lstrip().startswith("Primeros pasos")
    assert "una orden tan larga que no cabe en una línea de un teléfono" in " ".join(
        " ".join(sheets).split()
    )


def test_the_address_is_written_out_on_paper(browser, small, tmp_path):
    _, sheets = printed(browser, small.site("file").url(small.welcome("acme")), tmp_path)
    if sheets is None:
        pytest.skip("pdftotext is not installed")
    assert "localhost:8001" in sheets[0]


def test_a_client_and_a_runbook_print_without_menus_and_buttons(browser, small, tmp_path):
    for name in ["client", "client-runbook", "harbour"]:
        _, sheets = printed(browser, small.site("file").url(kinds.portal_pages()[name]), tmp_path)
        if sheets is None:
            pytest.skip("pdftotext is not installed")
        text = "\n".join(sheets)
        for word in ["Copiar", "Buscar clientes", "English", "Menú", "Filtrar"]:
            assert word not in text, (name, word)
        assert "Acme Logística" in text
