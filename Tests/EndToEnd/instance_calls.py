"""Calls of a client's own Windmill at its published port, as a person's program makes them."""

import json
import urllib.error
import urllib.request

STOCK = ("admin@windmill.dev", "changeme")


def call(world, slug, method, path, body=None, token=None):
    """Returns the status and the text of an answer."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{world.port(slug, 'app')}/api{path}", method=method
    )
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def login(world, slug, email, password):
    return call(world, slug, "POST", "/auth/login", {"email": email, "password": password})
