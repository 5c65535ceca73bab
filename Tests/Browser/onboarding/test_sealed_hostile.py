"""A sealed page that was changed on its way never opens, not even in part."""

import json

import pytest

import sealed
from handoff import enter, everything, shown

HEADER_EDITS = {
    "few rounds": ("i=1000000", "i=1"),
    "many rounds": ("i=1000000", "i=9999999999"),
    "signed rounds": ("i=1000000", "i=+1000000"),
    "rounds just too few": ("i=1000000", "i=599999"),
    "rounds just too many": ("i=1000000", "i=10000001"),
    "other digits": ("i=1000000", "i=١٠٠٠٠٠٠"),
    "no stretching": ("kdf=pbkdf2-sha256", "kdf=none"),
    "no cipher": ("c=aes-256-gcm", "c=none"),
    "a field more": (";id=", ";x=1;id="),
    "a space at the end": (";id=acme", ";id=acme "),
    "a line break at the end": (";id=acme", ";id=acme\n"),
    "a capital": (";id=acme", ";id=Acme"),
    "another version": ("page.v1", "page.v2"),
    "another order": ("kdf=pbkdf2-sha256;i=1000000", "i=1000000;kdf=pbkdf2-sha256"),
}


def changed(text, place):
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


def malformed(page):
    """Envelopes that are refused before any derivation."""
    all_ = sealed.envelope(page)
    for name, (old, new) in HEADER_EDITS.items():
        assert old in all_["h"]
        yield name, sealed.with_envelope(page, all_ | {"h": all_["h"].replace(old, new)})
    for name, other in {
        "a key more": {"x": 1},
        "version 2": {"v": 2},
        "version 1.5": {"v": 1.5},
        "version as text": {"v": "1"},
        "a commitment too short": {"k": all_["k"][:-1]},
        "a commitment with bits left over": {"k": all_["k"][:-1] + "B"},
        "a commitment that is padded": {"k": all_["k"] + "="},
        "a commitment of other letters": {"k": "+" + all_["k"][1:]},
        "a ciphertext cut": {"c": all_["c"][:-11]},
        "no ciphertext": {"c": ""},
        "a ciphertext with a space": {"c": all_["c"] + " "},
        "a list for text": {"c": [all_["c"]]},
        "nothing for text": {"h": None},
        "a salt with bits left over": {
            "h": all_["h"].replace(";s=" + all_["h"].split(";s=")[1][:22], ";s=" + "A" * 21 + "B")
        },
    }.items():
        yield name, sealed.with_envelope(page, all_ | other)
    for name, text in {
        "no JSON": "{",
        "empty": "",
        "a list": "[]",
        "null": "null",
        "doubled": json.dumps(all_) * 2,
        "a key less": json.dumps({"v": 1}),
        "a prototype": json.dumps(all_)[:-1] + ',"__proto__":{"v":1}}',
    }.items():
        yield name, sealed.with_envelope(page, text)


def test_what_is_not_written_as_it_should_be_is_refused_before_any_work(page, handed):
    for name, text in malformed(handed.page("acme")):
        page.open(handed.forged("forged", text))
        assert shown(page) == ["damaged"] and not page.one("form").is_displayed(), name
        assert page.run("return derivations") == 0, name


def test_a_byte_that_differs_opens_nothing(page, handed):
    text = handed.page("acme")
    all_ = sealed.envelope(text)
    parts = all_["h"].split(";")
    forged = {
        f"ciphertext {place}": {"c": changed(all_["c"], place)}
        for place in [0, 700, len(all_["c"]) - 24, len(all_["c"]) - 2]
    }
    forged |= {f"commitment {place}": {"k": changed(all_["k"], place)} for place in [0, 20]}
    forged["salt"] = {"h": all_["h"].replace(parts[3], changed(parts[3], 5))}
    forged["nonce"] = {"h": all_["h"].replace(parts[4], changed(parts[4], 5))}
    forged["id"] = {"h": all_["h"].replace("id=acme", "id=acmf")}
    forged["rounds"] = {"h": all_["h"].replace("i=1000000", "i=1000001")}
    for name, other in forged.items():
        page.open(handed.forged("forged", sealed.with_envelope(text, all_ | other)))
        wanted = "wrong" if name.split()[0] in ["commitment", "salt", "rounds"] else "damaged"
        assert enter(page, handed.passphrases["acme"]) == wanted, name
        assert sealed.PASSWORD not in everything(page) and "cyn@acme" not in everything(page), name


def test_another_clients_envelope_does_not_open_here(page, handed):
    theirs = sealed.with_envelope(handed.page("acme"), sealed.envelope(handed.page("harbour")))
    page.open(handed.forged("forged", theirs))
    assert enter(page, handed.passphrases["acme"]) == "wrong"
    # The content is intact, but sealed for another address.
    assert enter(page, handed.passphrases["harbour"]) == "damaged"
    assert handed.passwords["harbour"] not in everything(page)


def test_a_page_whose_address_was_changed_hands_nothing_out(page, handed):
    text = handed.page("acme").replace(
        'data-url="http://localhost:8001"', 'data-url="http://evil.example"'
    )
    page.open(handed.forged("forged", text))
    assert enter(page, handed.passphrases["acme"]) == "damaged"
    assert sealed.PASSWORD not in everything(page)


PLAIN = {"v": 1, "url": "http://localhost:8001", "user": "u", "pass": "p"}


@pytest.mark.parametrize(
    "plain",
    [
        b"\0\0\4\0" + b"x" * 1020,
        b"\xff\xff\xff\xff" + bytes(1020),
        bytes(1024),
        b"\0\0\0\1{" + bytes(1019),
        b"\0\0\0\2{}" + b"\0" * 1017 + b"\1",
        *[
            json.dumps(PLAIN | other).encode()
            for other in [{"v": 2}, {"pass": 5}, {"user": None}, {"url": "http://localhost:8002"}]
        ],
        b"\xef\xbb\xbf" + json.dumps(PLAIN).encode(),
        json.dumps(PLAIN).encode().replace(b'"p"', b'"\xff"'),
    ],
    ids=range(11),
)
def test_what_was_sealed_otherwise_is_damaged(page, handed, plain):
    if len(plain) < 1024:
        plain = len(plain).to_bytes(4, "big") + plain
        plain += bytes(-len(plain) % 1024)
    passphrase = handed.passphrases["acme"]
    page.open(handed.forged("forged", sealed.sealed_anew(handed.page("acme"), passphrase, plain)))
    assert enter(page, passphrase) == "damaged"


def test_what_is_sealed_is_shown_as_text(page, handed):
    user, password = "<b>u</b> &amp; {{x}}", "<img src=x onerror=alert(1)>"
    plain = json.dumps(PLAIN | {"user": user, "pass": password}).encode()
    plain = len(plain).to_bytes(4, "big") + plain
    passphrase = handed.passphrases["acme"]
    page.open(
        handed.forged(
            "forged",
            sealed.sealed_anew(handed.page("acme"), passphrase, plain + bytes(-len(plain) % 1024)),
        )
    )
    assert enter(page, passphrase) == "open"
    page.one("#reveal").click()
    assert (
        page.texts("#user, #password") == [user, password] and page.all("#opened :is(b, img)") == []
    )


def test_a_page_whose_script_was_changed_does_not_run(page, handed, browser):
    text = handed.page("acme").replace('"use strict";', '"use strict"; window.stolen = true;')
    page.open(handed.forged("forged", text))
    assert page.run("return [window.stolen, document.getElementById('sealed').dataset.state]") == [
        None,
        "off",
    ]
    assert any("Content Security Policy" in message for message in browser.messages())


def test_nothing_secret_lies_in_the_workspace_outside_its_keys(handed):
    secrets = [
        text.encode()
        for text in list(handed.passwords.values()) + list(handed.passphrases.values())
        if len(text) > 8
    ]
    files = [
        path for path in handed.folder.rglob("*") if path.is_file() and "keys" not in path.parts
    ]
    assert len(files) > 20 and len(secrets) >= 4
    for path in files:
        data = path.read_bytes()
        assert not [secret for secret in secrets if secret in data], path
