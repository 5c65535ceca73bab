"""Files: public ones, protected ones, and their header fields."""

import pytest

FIELDS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), "
    "payment=(), usb=()",
    "X-Robots-Tag": "noindex",
}
OPEN = ["assets/*.css", "assets/*.js", "assets/*.svg", "welcome/*.html", "x/index.html"]
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "html": "text/html"}


def protected(answer):
    return {name: answer.all(name) for name in FIELDS} == {
        name: [value] for name, value in FIELDS.items()
    }


@pytest.mark.check("the hook's health")
def test_the_hook_answers(client, server):
    answer = client.get(f"{server.hook}/health")
    assert (answer.status, answer.body) == (200, b'{"status":"ok"}'), answer
    assert answer.one("content-type") == "application/json"


@pytest.mark.check("open files")
@pytest.mark.parametrize("pattern", OPEN)
def test_what_is_open_is_served_with_its_type(client, server, pattern):
    path = server.workspace.page(pattern)
    answer = client.get(path)
    assert answer.status == 200, answer
    assert answer.body == (server.workspace.folder / "public" / path[1:]).read_bytes()
    kind = answer.one("content-type")
    assert kind.startswith(TYPES[path.rsplit(".")[-1]]) and (
        ".svg" in path or "utf-8" in kind.lower()
    ), kind


@pytest.mark.check("HEAD of a file has no body")
def test_a_file_is_not_sent_in_answer_to_head(client, server):
    server.needs("head")
    answer = client.ask("HEAD", server.workspace.page("assets/*.css"))
    assert (answer.status, answer.body) == (200, b""), answer


@pytest.mark.check("a one-time link's page at /x/")
def test_a_links_page_has_a_short_address(client):
    answer = client.get("/x/")
    assert (answer.status, b"<p>" in answer.body or b"<html" in answer.body) == (200, True), answer


@pytest.mark.check("security.txt")
def test_faults_are_reported_where_the_agency_says(client, server):
    server.needs("contact")
    answer = client.get("/.well-known/security.txt")
    assert answer.status == 200 and protected(answer), answer
    assert answer.one("content-type").lower() == "text/plain; charset=utf-8"
    lines = answer.body.decode().splitlines()
    assert lines[0] == "Contact: mailto:security@example.com"
    assert lines[3] == f"Canonical: {server.workspace.origin}/.well-known/security.txt"
    for path in ["/.well-known/other", "/.well-known/", "/.well-known/security.txt/x"]:
        assert client.get(path).status in (302, 403, 404), path


@pytest.mark.check("/ leads to the portal")
@pytest.mark.parametrize("path", ["/", "/portal"])
def test_the_first_address_leads_to_the_portal(client, server, path):
    server.needs("redirect")
    answer = client.get(path)
    assert answer.status == 302, answer
    place = answer.one("location").removeprefix(server.workspace.origin)
    assert place in ("/portal/", "/portal/index.html"), answer


@pytest.mark.check("no portal without a session")
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/index.html",
        "/clients/acme.html",
        "/%69ndex.html",
        "/./index.html",
        "/../portal/index.html",
        "/clients/../index.html",
        "//index.html",
    ],
)
def test_the_portal_is_closed_without_a_session(client, server, path):
    secret = (server.workspace.folder / "public/portal/index.html").read_bytes()[:400]
    for place in {
        server.portal,
        "/portal",
        "/%70ortal",
        "/assets/../portal",
        "/assets/..%2fportal",
        "//portal",
        f"{server.hook}/../portal",
    }:
        answer = client.get(place + path)
        assert answer.status != 200 and secret not in answer.body, (place, answer)


@pytest.mark.check("nothing else is given away")
@pytest.mark.parametrize(
    "path",
    [
        "/.secret",
        "/assets/.secret",
        "/puerto.db",
        "/puerto.yaml",
        "/keys/web.key",
        "/keys/master.key",
        "/../puerto.db",
        "/../keys/web.key",
        "/assets/../../puerto.db",
        "/assets/%2e%2e/%2e%2e/puerto.db",
        "/assets/..%2f..%2fpuerto.db",
        "/%2e%2e/puerto.db",
        "/assets/key.txt",
        "/assets/%2esecret",
        "/x/../../puerto.db",
        "/.puerto/manifest",
        "/public/portal/index.html",
        "/assets/../.secret",
        "/puerto-files/portal/index.html",
        "/puerto-session",
        "/cgi-bin/",
        "/httpd.conf",
        "/welcome/..%5c..%5cpuerto.db",
        "/assets/\x01",
    ],
)
def test_what_is_not_for_readers_is_not_there(client, server, path):
    if "key.txt" in path:
        server.needs("links")
    if path in ("/assets/.secret", "/assets/%2esecret"):
        server.needs("names")
    answer = client.get(path)
    # 302 is the login's, where everything else is the operator's.
    assert answer.status in (302, 400, 403, 404), answer
    assert (
        b"secret" not in answer.body and b"SQLite" not in answer.body and b"k1 " not in answer.body
    )


@pytest.mark.check("no listing of a folder")
@pytest.mark.parametrize("path", ["/assets/", "/assets", "/welcome/", "/welcome"])
def test_no_folder_is_listed(client, server, path):
    answer = client.get(path)
    if answer.status in (301, 302) and not answer.one("location").endswith("login?next=" + path):
        answer = client.get(path + "/")
    assert answer.status in (302, 403, 404), answer
    name = server.workspace.page("welcome/*.html").rsplit("/")[-1].encode()
    assert name not in answer.body and b".css" not in answer.body.replace(b"reload.css", b"")


@pytest.mark.check("fields of the hook's answers, once each")
@pytest.mark.parametrize("path", ["/health", "/nothing"])
def test_answers_of_the_hook_are_protected(client, server, path):
    answer = client.get(server.hook + path)
    assert protected(answer), answer
    assert answer.all("cache-control") == ["no-store"], answer
    assert "frame-ancestors 'none'" in answer.one("content-security-policy"), answer


@pytest.mark.check("fields of files, once each")
@pytest.mark.parametrize("pattern", OPEN)
def test_files_are_protected(client, server, pattern):
    server.needs("fields")
    path = server.workspace.page(pattern)
    answer = client.get(path)
    assert protected(answer), answer
    caching = answer.one("cache-control")
    wanted = {"assets": "immutable", "welcome": "no-cache", "x": "no-store"}[path.split("/")[1]]
    assert caching is not None and wanted in caching, answer
    if path.endswith(".html"):
        assert "frame-ancestors 'none'" in answer.one("content-security-policy"), answer
    if path.endswith(".svg"):
        assert "sandbox" in answer.one("content-security-policy"), answer
    missing = client.get("/assets/none.css")
    assert missing.status == 404 and protected(missing), missing


@pytest.mark.check("a file that has not changed is not sent again")
def test_a_file_that_is_known_is_not_sent_again(client, server):
    path = server.workspace.page("welcome/*.html")
    tag, time = (client.get(path).one(name) for name in ("etag", "last-modified"))
    field = ("If-None-Match", tag) if tag else ("If-Modified-Since", time)
    assert client.get(path, [field]).status == 304
