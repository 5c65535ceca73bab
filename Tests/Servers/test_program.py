"""puerto-cgi with environments that no web server would make."""

import os
import subprocess
import time

import pytest

from served import AS_WEB_USER, CGI, Workspace

USUAL = {
    "REQUEST_METHOD": "GET",
    "SERVER_NAME": "portal.example",
    "REMOTE_ADDR": "192.0.2.7",
    "PATH_INFO": "/health",
    "PUERTO_WORKSPACE": "/nonexistent",
}


def short(value):
    """A test's name for one of its values."""
    return repr(value)[:30] if isinstance(value, (str, bytes)) else None


OK = b'{"status":"ok"}'


@pytest.fixture(scope="module", autouse=True)
def workspace():
    made = Workspace()
    made.broker.start()
    USUAL["PUERTO_WORKSPACE"] = str(made.folder)
    yield made
    made.remove()


def run(environment, body=b"", arguments=(), timeout=15):
    environment = {os.fsencode(name): os.fsencode(value) for name, value in environment.items()}
    done = subprocess.run(
        [CGI, *arguments],
        env=environment,
        input=body,
        capture_output=True,
        timeout=timeout,
        **AS_WEB_USER,
    )
    assert done.returncode == 0, done
    head, _, rest = done.stdout.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0].startswith(b"Status: ") and b"\n" not in head.replace(b"\r\n", b""), done.stdout
    return int(lines[0].split()[1]), rest


def status(body=b"", **more):
    return run({**USUAL, **more}, body)[0]


def without(name):
    return {key: value for key, value in USUAL.items() if key != name}


@pytest.mark.check("1 lengths that are none")
@pytest.mark.parametrize(
    "length",
    [
        "",
        "+5",
        "-0",
        "-1",
        " 5",
        "5 ",
        "007",
        "0x10",
        "5,5",
        "٥",
        "1e3",
        "9223372036854775808",
        "18446744073709551621",
        b"\xff",
    ],
)
def test_a_length_that_is_none(length):
    assert status(b"12345", REQUEST_METHOD="POST", CONTENT_LENGTH=length) == 400


@pytest.mark.check("2 bodies that never come")
def test_a_body_that_never_comes():
    reading, writing = os.pipe()
    start = time.monotonic()
    program = subprocess.Popen(
        [CGI], env={**USUAL, "CONTENT_LENGTH": "5"}, stdin=reading, stdout=subprocess.PIPE
    )
    os.write(writing, b"1234")
    out, _ = program.communicate(timeout=60)
    os.close(writing)
    os.close(reading)
    assert out.startswith(b"Status: 408 ") and 9 < time.monotonic() - start


@pytest.mark.check("2 bodies that never come")
def test_a_body_that_ends_early():
    assert status(b"1234", CONTENT_LENGTH="5") == 400


@pytest.mark.check("2 bodies that are too large")
@pytest.mark.parametrize("length", ["65537", "10737418240"])
def test_a_body_that_is_too_large_is_not_read(length):
    reading, writing = os.pipe()
    program = subprocess.Popen(
        [CGI], env={**USUAL, "CONTENT_LENGTH": length}, stdin=reading, stdout=subprocess.PIPE
    )
    out, _ = program.communicate(timeout=3)
    os.close(writing)
    os.close(reading)
    assert out.startswith(b"Status: 413 ")


@pytest.mark.check("2 more bytes than were told")
def test_no_byte_more_is_read_than_was_told(tmp_path):
    reading, writing = os.pipe()
    os.write(writing, b"12345rest")
    subprocess.run(
        [CGI],
        env={**USUAL, "CONTENT_LENGTH": "5"},
        stdin=reading,
        stdout=subprocess.DEVNULL,
        timeout=5,
    )
    assert os.read(reading, 100) == b"rest"
    os.close(writing)
    os.close(reading)


@pytest.mark.check("3 bodies without a length")
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"], ids=short)
def test_a_body_without_a_length(method):
    assert status(b"{}", REQUEST_METHOD=method, CONTENT_TYPE="application/json") == 411


@pytest.mark.check("3 chunked bodies")
def test_a_chunked_body():
    assert status(b"{}", REQUEST_METHOD="POST", HTTP_TRANSFER_ENCODING="chunked") == 411
    assert (
        status(b"{}", REQUEST_METHOD="POST", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="2")
        == 411
    )


@pytest.mark.check("4 queries that look like options")
@pytest.mark.parametrize("argument", ["-s", "--help", "-h", "x"])
def test_arguments_are_not_looked_at(argument):
    assert run(USUAL, arguments=[argument]) == (200, OK)
    assert run({**USUAL, "QUERY_STRING": argument}, arguments=[argument])[0] == 400


@pytest.mark.check("5 6 7 fields that programs misread")
@pytest.mark.parametrize(
    "name, value",
    [
        ("HTTP_PROXY", "http://127.0.0.1:1/"),
        ("HTTP_USER_AGENT", "() { :;}; echo vulnerable"),
        ("BASH_FUNC_x%%", "() { echo vulnerable; }"),
        ("HTTP_X_FORWARDED_FOR", b"\xff\xfe"),
        ("LD_BIND_NOW", "1"),
        ("HTTP_X_HTTP_METHOD_OVERRIDE", "POST"),
        ("SQLITE_TMPDIR", "/nonexistent"),
        ("TZ", ":/etc/shadow"),
    ],
)
def test_a_variable_is_only_a_variable(name, value):
    assert run({**USUAL, name: value}) == (200, OK)


@pytest.mark.check("8 paths that are none")
@pytest.mark.parametrize(
    "path",
    [
        "/../",
        "/../health",
        "//",
        "//health",
        "/./health",
        "/health/",
        "/x\\claim",
        b"/\xc0\xae",
        b"/health\xff",
        "/HEALTH",
        "/\u212ahealth",
        "/health\n",
        "health",
        "/" + "a" * 10_000,
    ],
    ids=short,
)
def test_a_path_that_is_none(path):
    assert status(PATH_INFO=path) == 404


@pytest.mark.check("9 methods that are none")
@pytest.mark.parametrize(
    "method", ["post", "GET\n", " GET", "GET ", "G\u212aT", b"\xff", "A" * 300], ids=short
)
def test_a_method_that_is_none(method):
    assert status(REQUEST_METHOD=method) == 405


@pytest.mark.check("9 HEAD has no body")
@pytest.mark.parametrize("path", ["/health", "/nothing"], ids=short)
def test_an_answer_to_head(path):
    assert run({**USUAL, "REQUEST_METHOD": "HEAD", "PATH_INFO": path})[1] == b""


@pytest.mark.check("14 what a server has to say")
@pytest.mark.parametrize(
    "environment",
    [
        {},
        without("REQUEST_METHOD"),
        without("SERVER_NAME"),
        without("REMOTE_ADDR"),
        without("PUERTO_WORKSPACE"),
        {**USUAL, "REMOTE_ADDR": ""},
        {**USUAL, "REMOTE_ADDR": "1.2.3.4\nx"},
        {**USUAL, "PUERTO_WORKSPACE": "here"},
        {**USUAL, "PUERTO_SENDFILE": "perhaps"},
    ],
)
def test_what_a_server_has_not_said(environment):
    code, body = run(environment)
    assert (code, body) == (
        500,
        b'{"type":"about:blank","title":"Internal Server Error","status":500}',
    )


@pytest.mark.check("14 five hundred fields, a large one")
def test_too_many_fields():
    assert status(**{f"HTTP_X{number}": "1" for number in range(500)}) == 431
    assert status(HTTP_X="a" * 9000) == 431


@pytest.mark.check("6 refusals before the hook, for a person and for a program")
@pytest.mark.parametrize(
    "code, sent",
    [
        (400, {"CONTENT_LENGTH": "+2"}),
        (404, {"PATH_INFO": "/" + "a" * 3000}),
        (405, {"REQUEST_METHOD": "get"}),
        (411, {"CONTENT_TYPE": "text/plain", "REQUEST_METHOD": "POST"}),
        (413, {"CONTENT_LENGTH": "70000"}),
        (414, {"QUERY_STRING": "a" * 9000}),
        (431, {"HTTP_X": "a" * 9000}),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_a_person_gets_a_page_and_a_program_its_document(code, sent):
    person = {"HTTP_ACCEPT": "text/html,*/*;q=0.8", "HTTP_ACCEPT_LANGUAGE": "es"}
    told, page = run({**USUAL, **person, **sent})
    assert told == code and page.startswith(b'<!DOCTYPE html>\n<html lang="es">'), page
    assert b"Volver al portal</a>" in page and b"stylesheet" in page, page
    told, document = run({**USUAL, "HTTP_ACCEPT": "application/json", **sent})
    assert told == code and document.startswith(b'{"type":"about:blank"'), document


@pytest.mark.check("15 readers who leave")
@pytest.mark.parametrize("closing", [">&-", "<&-", "2>&-", ">&- <&- 2>&-", "| true"])
def test_streams_that_are_closed(closing):
    done = subprocess.run(
        ["/bin/sh", "-c", f"'{CGI}' {closing}; echo $?"],
        env=USUAL,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=5,
    )
    assert done.stdout.endswith(b"0\n"), done
