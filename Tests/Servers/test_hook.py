"""The hook's main flows through each server: pages, login, actions, jobs, links, refusals."""

import subprocess

import pytest

from hook import PAGE, PASSWORD, Browser, Caller, Eye, value, write
from served import until

KEY = Eye().public
ACME = "/tenants/acme/actions/provision"


@pytest.fixture(scope="session")
def ana(server):
    return Browser(server)


@pytest.fixture(scope="session")
def eva(server):
    return Browser(server, "eva")


@pytest.fixture(scope="session")
def nobody(server):
    return Caller(server)


def page_of(server, name="index.html"):
    return (server.workspace.folder / "public/portal" / name).read_bytes()


def bare(answer):
    """The parts of an answer that may differ, but for the time."""
    return (
        answer.status,
        sorted(field for field in answer.fields if field[0].lower() != b"date"),
        answer.body,
    )


# --- portal page


@pytest.mark.check("portal page")
def test_a_page_without_a_session_leads_to_the_login(client, server):
    path = f"{server.portal}/clients/acme.html"
    answer = client.get(path, [PAGE])
    assert answer.status in (302, 303) and answer.one("location").endswith(
        f"{server.hook}/login?next={path}"
    ), answer
    login = client.get(answer.one("location").removeprefix(server.workspace.origin), [PAGE])
    assert login.status == 200 and path.encode() in login.body, login


@pytest.mark.check("portal page")
def test_a_program_without_a_session_is_told_so(client, server):
    answer = client.get(f"{server.portal}/clients/acme.html", [("Accept", "application/json")])
    assert answer.status == 401 or "redirect for all" in server.cannot and answer.status == 302, (
        answer
    )


@pytest.mark.check("portal page")
@pytest.mark.parametrize("name", ["index.html", "clients/acme.html"])
def test_a_page_is_shown_to_whoever_is_logged_in(client, server, ana, name):
    path = f"{server.portal}/{name}"
    answer = client.get(path, [PAGE, *ana.usual])
    body = page_of(server, name)
    assert answer.status == 200 and answer.body == body, answer
    assert answer.one("content-type").lower() == "text/html; charset=utf-8"
    assert "private" in answer.one("cache-control") or "no-store" in answer.one("cache-control"), (
        answer
    )
    tag = answer.one("etag")
    head = client.ask("HEAD", path, ana.usual)
    assert (head.status, head.body, head.one("etag")) == (200, b"", tag) and tag, head
    again = client.get(path, [*ana.usual, ("If-None-Match", tag)])
    assert (again.status, again.body) == (304, b"") or "known" in server.cannot, again
    # Without a session, a conditional request does not tell whether a page has changed.
    assert client.get(path, [("If-None-Match", tag)]).status in (302, 303, 401)


@pytest.mark.check("portal page")
@pytest.mark.parametrize("name", ["none.html", "clients/none.html", ".secret", "clients/"])
def test_a_page_that_is_none_is_not_there(client, server, ana, name):
    answer = client.get(f"{server.portal}/{name}", [PAGE, *ana.usual])
    assert answer.status in (400, 403, 404), answer


@pytest.mark.check("portal page")
def test_the_hooks_pages_lead_to_the_portal_where_it_is(client, server, ana):
    answer = ana.get("/new-client", [PAGE])
    assert answer.status == 200, answer
    home = f"{server.portal}/index.html"
    assert f'href="{home}"'.encode() in answer.body, answer
    assert client.get(home, ana.usual).status == 200


# --- login


@pytest.mark.check("login")
@pytest.mark.parametrize("wanted", ["", "/clients/acme.html"])
def test_a_form_logs_in_and_leads_on(client, server, nobody, wanted):
    form = {
        "operator": "ana",
        "password": PASSWORD,
        "next": server.portal + wanted if wanted else "",
    }
    answer = nobody.form("/session", form)
    assert answer.status == 303, answer
    assert answer.one("location").endswith(server.portal + (wanted or "/index.html")), answer
    cookie, *attributes = answer.one("set-cookie").split("; ")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"], answer
    assert cookie.startswith("__Host-puerto=") and len(cookie) == 43 + len("__Host-puerto="), answer
    assert (
        client.get(
            answer.one("location").removeprefix(server.workspace.origin), [("Cookie", cookie)]
        ).status
        == 200
    )


@pytest.mark.check("login")
@pytest.mark.parametrize(
    "place",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "/%0d%0aX: y"],
)
def test_a_login_leads_nowhere_else(server, nobody, place):
    answer = nobody.form("/session", {"operator": "ana", "password": PASSWORD, "next": place})
    assert answer.status == 303 and not answer.all("x"), answer
    assert (
        answer.one("location").removeprefix(server.workspace.origin)
        == f"{server.portal}/index.html"
    ), answer


@pytest.mark.check("login")
def test_a_wrong_password_is_an_answer_to_people_and_to_programs(nobody):
    wrong = {"operator": "ana", "password": PASSWORD + "!"}
    page = nobody.form("/session", wrong)
    assert page.status == 401 and b"<form" in page.body and not page.all("set-cookie"), page
    assert b"nobody guesses" not in page.body
    program, stranger = (
        nobody.json("/session", wrong),
        nobody.json("/session", {**wrong, "operator": "otto"}),
    )
    assert (program.status, program.one("content-type")) == (401, "application/problem+json"), (
        program
    )
    assert bare(program) == bare(stranger)


@pytest.mark.check("login")
def test_a_program_logs_in_and_out(server):
    browser = Browser(server, "eva")
    answer = browser.get("/session")
    assert value(answer)["operator"] == "eva" and value(answer)["role"] == "viewer", answer
    gone = browser.ask("DELETE", "/session", [("X-CSRF-Token", browser.csrf)])
    assert gone.status == 204 and "Max-Age=0" in gone.one("set-cookie"), gone
    assert browser.reads() == 401


# --- action


@pytest.fixture
def jobs(server, ana):
    """How many there are; what was asked for and not begun is taken back afterwards."""
    yield lambda: len(server.workspace.records.jobs())
    for job in server.workspace.records.jobs(state="queued"):
        assert ana.act(f"/jobs/{job}/cancel").status == 200


@pytest.mark.check("action")
def test_an_action_is_a_job_once(server, ana, jobs):
    before = jobs()
    answer = ana.act(ACME, {})
    job = value(answer)["job"]
    assert (answer.status, job["action"], job["tenant"], job["state"]) == (
        202,
        "provision",
        "acme",
        "queued",
    ), answer
    assert answer.one("location").endswith(f"{server.hook}/jobs/{job['id']}")
    assert (
        jobs() == before + 1
        and server.workspace.records.one("SELECT actor FROM job WHERE id = ?", job["id"])
        == "web:ana"
    )
    busy = ana.act(ACME, {})
    assert (busy.status, value(busy)["job"]) == (409, job["id"]) and jobs() == before + 1, busy


@pytest.mark.check("action")
def test_a_form_asks_for_an_action_and_is_led_to_its_job(client, server, ana, jobs):
    before = jobs()
    page = ana.get(ACME, [PAGE])
    assert page.status == 200 and b'name="csrf"' in page.body, page
    answer = ana.send(ACME)
    assert (
        answer.status == 303
        and f"{server.hook}/jobs/" in answer.one("location")
        and jobs() == before + 1
    ), answer
    shown = client.get(
        answer.one("location").removeprefix(server.workspace.origin), [PAGE, *ana.usual]
    )
    assert shown.status == 200 and b"acme" in shown.body, shown


@pytest.mark.check("action")
@pytest.mark.parametrize(
    "path, content", [("/build", None), (ACME, {})], ids=["build", "provision"]
)
def test_the_same_key_is_the_same_job(ana, jobs, path, content):
    before, key = jobs(), ("Idempotency-Key", f"key-{jobs()}")
    first, second = ana.act(path, content, key), ana.act(path, content, key)
    assert (
        first.status == second.status == 202
        and value(first)["job"]["id"] == value(second)["job"]["id"]
    ), second
    assert jobs() == before + 1
    assert (
        ana.act("/build" if content == {} else ACME, {} if content is None else None, key).status
        == 409
    )


@pytest.mark.check("action")
@pytest.mark.parametrize(
    "origin, fields",
    [
        (None, []),
        ("https://evil.example", []),
        ("null", []),
        (None, [("Sec-Fetch-Site", "cross-site")]),
        (None, [("Sec-Fetch-Site", "same-site")]),
        ("", [("Sec-Fetch-Site", "cross-site")]),
        ("https://evil.example", [("Sec-Fetch-Site", "same-origin")]),
    ],
    ids=str,
)
def test_a_request_of_another_site_is_refused(ana, jobs, origin, fields):
    before = jobs()
    answer = ana.act(ACME, {}, *fields, origin=origin)
    assert answer.status == 403 and jobs() == before, answer


@pytest.mark.check("action")
def test_a_request_without_this_sessions_token_is_refused(server, ana, eva, jobs):
    before = jobs()
    other = Browser(server)
    for answer in [
        ana.json(ACME, {}),
        ana.send(ACME, {"csrf": ""}),
        ana.json(ACME, {}, [("X-CSRF-Token", eva.csrf)]),
        ana.json(ACME, {}, [("X-CSRF-Token", other.csrf)]),
        ana.json(ACME, {}, [("X-CSRF-Token", "A" * 64)]),
    ]:
        assert answer.status == 403, answer
    assert jobs() == before


# --- job progress


@pytest.mark.check("job progress")
def test_a_job_is_seen_from_queue_to_end(server, ana):
    answer = ana.act("/build")
    path = f"/jobs/{value(answer)['job']['id']}"
    assert value(ana.get(path))["job"]["state"] == "queued"
    worker = server.workspace.start(
        "work", "--once", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    until(lambda: value(ana.get(path))["job"]["state"] == "done", "the job is done", 30)
    assert worker.wait(30) == 0, worker.stderr.read()
    detail = value(ana.get(path))
    assert (
        detail["steps"]
        and {step["state"] for step in detail["steps"]} == {"done"}
        and detail["events"]
    ), detail
    last = detail["events"][-1]["number"]
    assert value(ana.get(f"{path}?after={last}"))["events"] == []
    page = ana.get(path, [PAGE])
    assert page.status == 200 and b"done" in page.body, page
    assert detail["job"]["id"] in {
        job["id"] for job in value(ana.get("/jobs?state=done&limit=5"))["jobs"]
    }


# --- claim of a link


@pytest.mark.check("claim of a link")
def test_a_link_opens_once(server, nobody):
    link = server.workspace.link()
    for method in ["GET", "HEAD", "OPTIONS"]:
        answer = nobody.ask(
            method,
            "/claim",
            [("Sec-Purpose", "prefetch"), ("User-Agent", "Slackbot-LinkExpanding 1.0")],
        )
        assert answer.status in (403, 404, 405, 501), answer
    for text in ["/x/", f"/x/?id={link.id}"]:
        assert server.client.get(text).status == 200
    wrong = nobody.json("/claim", {"id": link.id, "token": server.workspace.link().token})
    answer = nobody.json("/claim", link.question)
    assert (wrong.status, answer.status, answer.one("cache-control")) == (404, 200, "no-store"), (
        answer
    )
    found = link.open(value(answer))
    assert found["password"] == server.workspace.password() and found["url"]
    assert nobody.json("/claim", link.question).status == 404


@pytest.mark.check("claim of a link")
def test_what_cannot_be_opened_is_all_the_same(server, nobody):
    workspace = server.workspace
    burnt, revoked, expired, open_one = (workspace.link() for _ in range(4))
    assert nobody.json("/claim", burnt.question).status == 200
    ana = Browser(server)
    receipts = value(ana.get("/tenants/acme/links"))["links"]
    # The newest first: open_one, expired, revoked.
    assert ana.act(f"/links/{receipts[2]['id']}/revoke").status == 200
    write(
        workspace,
        f"UPDATE link_receipt SET created_at = created_at - 100, expires_at = created_at - 40 WHERE id = '{receipts[1]['id']}'",
    )
    assert value(ana.get("/tenants/acme/links"))["links"][1]["state"] == "expired"
    answers = [
        bare(nobody.json("/claim", question))
        for question in [
            {"id": "A" * 22, "token": "A" * 43},
            burnt.question,
            revoked.question,
            expired.question,
            {"id": open_one.id, "token": burnt.token},
            {"id": burnt.id, "token": open_one.token},
        ]
    ]
    assert answers[0][0] == 404 and all(answer == answers[0] for answer in answers), answers
    assert nobody.json("/claim", open_one.question).status == 200


@pytest.mark.check("claim of a link")
def test_whoever_guesses_is_stopped_and_the_reader_is_not(server):
    link = server.workspace.link()
    guesser, reader = Caller(server, "127.0.0.7"), Caller(server, "127.0.0.9")
    guesses = [guesser.json("/claim", {"id": link.id, "token": "A" * 43}).status for _ in range(6)]
    assert guesses == [404] * 5 + [429]
    assert guesser.json("/claim", link.question).status == 429
    assert reader.json("/claim", link.question).status == 200


# --- refused request


@pytest.mark.check("refused request")
def test_two_cookies_are_none(client, server, ana):
    twice = [
        [("Cookie", f"{ana.cookie}; {ana.cookie}")],
        [("Cookie", f"__Host-puerto=x; {ana.cookie}")],
    ]
    if "double fields" not in server.cannot:
        twice.append([("Cookie", ana.cookie), ("Cookie", ana.cookie)])
    for fields in twice:
        assert ana.client.get(f"{server.hook}/session", fields).status in (400, 401), fields
        answer = client.get(f"{server.portal}/index.html", fields)
        assert answer.status in (302, 303, 400, 401) and page_of(server)[:400] not in answer.body, (
            answer
        )


@pytest.mark.check("refused request")
def test_what_lies_in_the_database_opens_no_session(server):
    browser = Browser(server, "eva")
    for (digest,) in server.workspace.records.all("SELECT hex(digest) FROM session"):
        answer = browser.client.get(f"{server.hook}/session", [("Cookie", f"puerto={digest}")])
        assert answer.status == 401, answer


@pytest.mark.check("refused request")
@pytest.mark.parametrize(
    "path, content",
    [
        (ACME, {}),
        ("/build", None),
        ("/tenants", {"slug": "new", "name": "New"}),
        (f"{ACME}/plans", {}),
        ("/approvals", {"act": "reveal", "tenant": "acme", "field": "app", "public_key": KEY}),
        ("/approvals", {"act": "rotate", "tenant": "acme", "field": "redis"}),
        (
            f"/approvals/{'0' * 32}",
            {name: "AAAA" for name in ["credential", "client_data", "signature"]}
            | {"authenticator_data": "A" * 52},
        ),
    ],
    ids=str,
)
def test_a_viewer_asks_for_nothing(server, eva, path, content):
    before = server.workspace.records.jobs()
    answer = eva.act(path, content)
    assert answer.status == 403 and server.workspace.records.jobs() == before, answer
    assert eva.get("/tenants/acme").status == 200


@pytest.mark.check("refused request")
@pytest.mark.parametrize(
    "path",
    [
        "{}/../portal/index.html",
        "{}/%2e%2e/portal/index.html",
        "{}/%69ndex.html",
        "%2fportal/index.html",
        "{upper}/index.html",
        "{}/index.html.",
        "{}./index.html",
        "{}//index.html",
        "/{}/index.html",
        "//portal/index.html",
        "{}/INDEX.HTML",
        "{}/index.html/",
        "{}/index.html%00",
        "{}/index.html%20",
        "{}\\index.html",
        "{}%5cindex.html",
        "{}/./index.html",
        "{}/index.html;x",
        "{}/index.html?x",
        "/assets/..;/portal/index.html",
        "/x/../portal/index.html",
        "/assets/%2e%2e/portal/index.html",
        "/welcome/..%2fportal/index.html",
        "/public/portal/index.html",
        "{hook}/assets/../portal/index.html",
        "{hook}/portal/index.html",
        "{hook}/assets/..%2fportal/index.html",
    ],
)
def test_no_way_leads_to_a_page_without_a_session(client, server, path):
    for portal in {server.portal, "/portal"}:
        place = path.format(portal, upper=portal.upper(), hook=server.hook)
        for method, fields in [
            ("GET", []),
            ("HEAD", []),
            ("GET", [("Cookie", "puerto=" + "A" * 43)]),
            (
                "GET",
                [("X-Original-URL", f"{server.hook}/health"), ("X-Forwarded-For", "127.0.0.1")],
            ),
        ]:
            answer = client.ask(method, place, fields)
            assert answer.status != 200 and page_of(server)[:400] not in answer.body, (
                place,
                answer,
            )


@pytest.mark.check("refused request")
@pytest.mark.parametrize(
    "kind, body, status",
    [
        ("text/plain", b"{}", 415),
        ("application/json", b'{"a":1,"a":1}', 400),
        ("application/json", b"\xef\xbb\xbf{}", 400),
        ("application/json", b"[" * 600, 400),
        ("application/json", b'{"reason":"\\ud800"}', 400),
        ("application/json", b'{"reason":1.0}', 400),
        ("application/json", b'{"__proto__":{}}', 400),
        ("application/x-www-form-urlencoded", b"a=%zz", 400),
        ("application/json", b'{"reason":"\xff"}', 400),
    ],
    ids=str,
)
def test_a_body_that_is_none_does_nothing(server, ana, kind, body, status):
    before = server.workspace.records.jobs()
    answer = ana.ask("POST", ACME, [("X-CSRF-Token", ana.csrf), ("Content-Type", kind)], body)
    assert answer.status == status and server.workspace.records.jobs() == before, answer
