"""Which function answers which call, and what it is given."""

import json
import re
from urllib.parse import parse_qs, unquote

from .database import Transaction, database
from .errors import Refusal, bad

ROUTES = []  # method, template, expression, function


def call(method, template):
    """Registers a function for a path below `/api`; `{path}` takes slashes, other names do not."""

    def register(function):
        pattern = re.sub(
            r"\{(\w+)\}",
            lambda name: f"(?P<{name[1]}>{'.+' if name[1] == 'path' else '[^/]+'})",
            template,
        )
        ROUTES.append((method, template, re.compile(pattern), function))
        return function

    return register


def find(method, path):
    """The template, the function and the path's values; none for an unknown path."""
    for known, template, expression, function in ROUTES:
        match = known == method and expression.fullmatch(path)
        if match:
            return template, function, {k: unquote(v) for k, v in match.groupdict().items()}
    return None, None, {}


class Answer:
    def __init__(self, value=None, status=200, kind="application/json", headers=()):
        self.status, self.kind, self.headers = status, kind, headers
        self.text = value if kind != "application/json" else json.dumps(value, default=written)


def written(value):
    """Dates as RFC 3339 in UTC, identifiers as text."""
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)


def text(value, status=200, headers=()):
    return Answer(value, status, "text/plain", headers)


class Call:
    """One request, with the transaction that its answer depends on."""

    def __init__(self, method, template, values, query, headers, body, address):
        self.method, self.template, self.values = method, template, values
        self.query = {k: v[-1] for k, v in parse_qs(query, keep_blank_values=True).items()}
        self.headers, self.raw, self.address = headers, body, address
        self.tx = Transaction(database)
        self.caller = None

    def __getitem__(self, name):
        return self.values[name]

    @property
    def workspace(self):
        return self.values["workspace"]

    def flag(self, name):
        return self.query.get(name) == "true"

    def page(self):
        """LIMIT and OFFSET of the query, as numbers."""
        try:
            size = max(1, min(1000, int(self.query.get("per_page", 1000))))
            return size, size * (max(1, int(self.query.get("page", 1))) - 1)
        except ValueError:
            raise Refusal(400, "Failed to deserialize query string: invalid digit") from None

    def body(self, required=(), kinds=None):
        """The JSON object that was sent; a field that is missing is a 422, as the real server's."""
        if not self.headers.get("content-type", "").startswith("application/json"):
            raise Refusal(415, "Expected request with `Content-Type: application/json`")
        try:
            value = json.loads(self.raw or b"")
        except ValueError:
            raise Refusal(400, "Failed to parse the request body as JSON") from None
        if not isinstance(value, dict):
            raise Refusal(422, "Failed to deserialize the JSON body: expected an object")
        for name in required.split() if isinstance(required, str) else required:
            if name not in value:
                raise Refusal(422, f"Failed to deserialize the JSON body: missing field `{name}`")
        for name, kind in (kinds or {}).items():
            if value.get(name) is not None and not isinstance(value[name], kind):
                raise Refusal(422, f"Failed to deserialize the JSON body: {name}: invalid type")
        if "\\u0000" in (self.raw or b"").decode(errors="replace"):
            raise bad("a text holds a NUL")
        return value


def without_nothing(row, *kept):
    """The row without its NULLs: the real server leaves most of them out."""
    return {name: value for name, value in row.items() if value is not None or name in kept}
