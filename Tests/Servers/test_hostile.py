"""Hostile requests: none is let through, and the server goes on."""

import time

import pytest

REFUSED = (400, 403, 404, 405, 408, 411, 413, 414, 431, 501, 505)
LONG = "a" * 10_000


def short(value):
    """A test's name for one of its values."""
    return repr(value)[:30] if isinstance(value, (str, bytes)) else None


@pytest.fixture(autouse=True)
def goes_on(server, client):
    yield
    assert client.get(f"{server.hook}/health").status == 200


def post(client, server, fields, body=b"", **more):
    """To an address where a request that is let through is answered with 404 or 405 only."""
    kind = ("Content-Type", "application/json")
    return client.ask("POST", f"{server.hook}/health", [kind, *fields], body, again=5, **more)


@pytest.mark.check("1 lengths that are none")
@pytest.mark.parametrize(
    "length",
    [
        "+5",
        "-0",
        "-1",
        "0x10",
        "5,5",
        "٥",
        "1e3",
        "5 5",
        "9223372036854775808",
        "18446744073709551621",
    ],
    ids=short,
)
def test_a_length_that_is_none_is_refused(client, server, length):
    answer = post(client, server, [("Content-Length", length)], b"{}   ")
    # A server may close without a word, or cut a number that is too large down to one that is.
    assert answer.status in (None, 400, 411, 413, 501), answer


@pytest.mark.check("2 bodies that never come")
def test_a_body_that_never_comes_ends_in_time(client, server):
    answer = post(client, server, [("Content-Length", "50")], b"{}", patience=120)
    assert answer.status in (None, 400, 404, 408, 500, 502, 503), answer


@pytest.mark.check("2 bodies that are too large")
@pytest.mark.parametrize("length", ["65537", "10737418240"], ids=short)
def test_a_body_that_is_too_large_is_not_waited_for(client, server, length):
    if int(length) >= 2**31:
        server.needs("31 bits")
    # Who waits for the rest of a body gives up with another status.
    answer = post(client, server, [("Content-Length", length)], b"{}", patience=60)
    assert answer.status == 413, answer


@pytest.mark.check("2 more bytes than were told")
def test_what_follows_a_body_is_no_part_of_it(client, server):
    answer = client.ask(
        "GET", f"{server.hook}/health", [("Content-Length", "2")], b"{}GET / HTTP/1.1\r\n\r\n"
    )
    assert answer.raw.count(b'{"status":"ok"}') <= 1, answer


@pytest.mark.check("3 bodies without a length")
def test_a_body_without_a_length_is_refused(client, server):
    server.needs("length")
    answer = post(client, server, [], b"{}", patience=15)
    assert answer.status in (400, 411), answer


@pytest.mark.check("3 chunked bodies")
def test_a_chunked_body_is_refused_or_counted(client, server):
    fields = [("Transfer-Encoding", "chunked")]
    answer = post(client, server, fields, b"2\r\n{}\r\n0\r\n\r\n", patience=15)
    # 404 and 405 are the hook's, which has its whole body then.
    counts = "chunks" in server.cannot
    assert answer.status in ((404, 405) if counts else (400, 411, 501)), answer
    both = post(
        client, server, [*fields, ("Content-Length", "3")], b"2\r\n{}\r\n0\r\n\r\n", patience=15
    )
    assert both.status in (None, 400, 404, 411, 501), both


@pytest.mark.check("4 queries that look like options")
@pytest.mark.parametrize("query", ["-s", "--help", "-h+x", "-d+allow_url_include%3d1"], ids=short)
def test_a_query_is_no_option(client, server, query):
    answer = client.get(f"{server.hook}/health?{query}")
    # It is a field that nobody has asked for, and nothing else.
    assert (answer.status, answer.one("content-type")) == (400, "application/problem+json"), answer


@pytest.mark.check("5 6 7 fields that programs misread")
@pytest.mark.parametrize(
    "field",
    [
        ("Proxy", "http://127.0.0.1:1/"),
        ("User-Agent", "() { :;}; echo; echo vulnerable"),
        ("Cookie", "() { _; } >_[$($())] { echo vulnerable; }"),
        ("Referer", "() { :;}; /bin/id"),
        ("X_Forwarded_For", "192.0.2.1"),
        ("X-HTTP-Method-Override", "POST"),
        ("Webhook_Signature", "v1,x"),
        ("X-Original-URL", "/nothing"),
        ("X-Rewrite-URL", "/nothing"),
    ],
    ids=short,
)
def test_a_field_is_only_a_field(client, server, field):
    answer = client.get(f"{server.hook}/health", [field])
    assert answer.status in (200, 400), answer
    assert answer.status == 400 or answer.body == b'{"status":"ok"}'


@pytest.mark.check("8 paths that are none")
@pytest.mark.parametrize(
    "path",
    [
        "/../x",
        "/.%2e/",
        "/%2e%2e%2f",
        "//health",
        "/x/./claim",
        "/x/claim/",
        "/x\\claim",
        "/health%00",
        "/%c0%ae",
        "/%c0%ae%c0%ae/health",
        "/" + LONG,
        "/HEALTH",
        "/%E2%84%AAlaim",
        "/health/",
        "/health%2f",
        "/health%20",
        "/health%0a",
        "/health%0d%0aX-Injected:%20x",
        "/healt%u0068",
        "/health;x",
        "/%ff",
        "/health%",
    ],
    ids=short,
)
def test_a_path_that_is_none_is_not_found(client, server, path):
    if path.startswith("//"):
        server.needs("slashes")
    answer = client.get(server.hook + path)
    assert answer.status in (302, 400, 403, 404, 414, 431), answer
    assert b'status":"ok' not in answer.body and not answer.all("x-injected")


@pytest.mark.check("9 methods that are none")
@pytest.mark.parametrize(
    "method",
    ["post", "get", "TRACE", "CONNECT", "PUT", "PATCH", "GETT", "G\x00T", "A" * 300],
    ids=short,
)
def test_a_method_that_is_none_is_refused(client, server, method):
    if method == "get":
        server.needs("case")
    answer = client.ask(method, f"{server.hook}/health")
    assert answer.status in (None, *REFUSED), answer
    assert b'status":"ok' not in answer.body


@pytest.mark.check("9 HEAD has no body")
def test_an_answer_to_head_has_no_body(client, server):
    answer = client.ask("HEAD", f"{server.hook}/health")
    assert answer.status is not None and answer.body == b"", answer


@pytest.mark.check("14 five hundred fields, a large one")
@pytest.mark.parametrize(
    "fields",
    [[(f"X-{number}", "1") for number in range(500)], [("X-Large", "a" * 70_000)]],
    ids=short,
)
def test_too_many_fields_are_refused(client, server, fields):
    if len(fields) == 1:
        server.needs("long field")
    answer = client.get(f"{server.hook}/health", fields)
    assert answer.status in (None, 400, 413, 431, 494), answer


@pytest.mark.check("15 readers who leave")
def test_a_reader_who_leaves_harms_nobody(client, server):
    for _ in range(20):
        client.leave(f"{server.hook}/health")
    time.sleep(0.2)
    assert all(process.poll() is None for process in server.processes)
