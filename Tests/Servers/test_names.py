"""The portal's own host name, and others that lead to the same machine."""

import urllib.parse

import pytest

from hook import FORM, PAGE, PASSWORD

# As a browser sends the form of a page without referrers.
SILENT = [("Origin", "null"), ("Sec-Fetch-Site", "same-origin")]
OTHERS = ["acme.localhost", "localhost", "127.0.0.1"]


def ask(server, host, method, path, fields=(), body=b""):
    data = server.client.text(method, path, [*fields, ("Content-Length", len(body))])
    own = server.workspace.origin.removeprefix("http://")
    other = f"{host}:{server.workspace.port}"
    return server.client.raw(
        data.replace(f"Host: {own}".encode(), f"Host: {other}".encode()) + body
    )


def log_in(server, host):
    body = urllib.parse.urlencode({"operator": "ana", "password": PASSWORD}).encode()
    return ask(server, host, "POST", f"{server.hook}/session", [*SILENT, FORM, PAGE], body)


@pytest.mark.check("a login from the portal's own page")
def test_a_form_of_the_portals_page_logs_in(server):
    answer = log_in(server, "puerto.localhost")
    assert answer.status == 303, answer
    cookie = answer.one("set-cookie")
    assert cookie.startswith("__Host-puerto=") and "; Secure" in cookie, answer
    csrf = server.client.get(f"{server.hook}/session", [("Cookie", cookie.partition(";")[0])])
    assert csrf.status == 200, csrf


@pytest.mark.check("no login under another name")
@pytest.mark.parametrize("host", OTHERS)
def test_nobody_logs_in_under_a_name_that_other_servers_have(server, host):
    answer = log_in(server, host)
    assert answer.status in (403, 421) and answer.one("set-cookie") is None, answer
    if answer.status == 403:
        assert server.workspace.origin.encode() in answer.body, answer


@pytest.mark.check("pages under another name lead to the portal's")
@pytest.mark.parametrize("host", OTHERS)
def test_a_page_under_another_name_leads_to_the_portals_own(server, host):
    answer = ask(server, host, "GET", f"{server.hook}/login", [PAGE])
    if (server.name, host) in [("serve", "acme.localhost"), ("caddy", "acme.localhost")]:
        assert answer.status == 421, answer
        return
    assert answer.status in (302, 303), answer
    assert answer.one("location") == f"{server.workspace.origin}{server.hook}/login", answer
    health = ask(server, host, "GET", f"{server.hook}/health")
    assert (health.status, health.body) == (200, b'{"status":"ok"}'), health
