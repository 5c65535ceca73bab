"""Checks all traffic against a table of this project's own, `calls.txt`."""

import json
import re
from pathlib import Path

ERRORS = {400, 401, 403, 404, 415, 422, 429, 500, 502}


class Line:
    def __init__(self, text):
        call, sent, more, statuses, self.kind, fields = (part.strip() for part in text.split("|"))
        self.call = " ".join(call.split())
        self.bodiless = sent == "-"
        self.required = set() if self.bodiless else set(sent.split())
        self.more = set(more.split())
        self.statuses = {int(status) for status in statuses.split(",")}
        self.fields = set(fields.split())


def lines():
    """The lines of the table by call."""
    text = (Path(__file__).parent / "calls.txt").read_text()
    found = [Line(one) for one in text.splitlines() if one and not one.startswith("#")]
    return {line.call: line for line in found}


LINES = lines()


def parsed(text):
    try:
        return json.loads(text), True
    except (TypeError, ValueError):
        return None, False


def violations(call, target, headers, body, status, kind, answer):
    """What a request or its answer does that the table does not allow; no values are named."""
    line = LINES.get(call)
    if line is None:
        return []
    asked = request(line, headers, body)
    if re.search(r"%2f", target.split("?")[0], re.IGNORECASE):
        asked.append("request: a slash of the path is escaped")
    if "cookie" in headers:
        asked.append("request: a cookie is sent")
    return asked + response(line, status, kind, answer)


def request(line, headers, body):
    if line.bodiless:
        return ["request: a body where none belongs"] if body else []
    if not headers.get("content-type", "").startswith("application/json"):
        return ["request: the body is not application/json"]
    value, good = parsed(body)
    if not good or not isinstance(value, dict):
        return ["request: the body is no JSON object"]
    found = [f"request: {name} is missing" for name in sorted(line.required - set(value))]
    if "*" not in line.more:
        known = line.required | line.more
        found += [f"request: {name} is unknown" for name in sorted(set(value) - known)]
    return found


def response(line, status, kind, answer):
    if status not in line.statuses:
        if status not in ERRORS:
            return [f"answer: status {status}"]
        return [] if kind == "text/plain" else [f"answer: an error as {kind}"]
    wanted = {"text": "text/plain", "json": "application/json"}.get(line.kind, kind)
    if kind != wanted:
        return [f"answer: {kind} instead of {wanted}"]
    if line.kind != "json":
        return []
    value, good = parsed(answer)
    if not good:
        return ["answer: no JSON"]
    objects = value if isinstance(value, list) else [value]
    missing = {name for one in objects if line.fields for name in line.fields - set(one)}
    return [f"answer: {name} is missing" for name in sorted(missing)]
