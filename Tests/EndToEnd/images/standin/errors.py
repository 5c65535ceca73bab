"""Refusals, with the words and statuses of the real server."""


class Refusal(Exception):
    def __init__(self, status, text):
        super().__init__(text)
        self.status, self.text = status, text


def bad(text):
    return Refusal(400, f"Bad request: {text}")


def not_authorized(text):
    return Refusal(401, f"Not authorized: {text}")


def denied(text):
    return Refusal(403, f"Permission denied: {text}")


def not_found(text):
    return Refusal(404, f"Not found: {text}")


def internal(text):
    return Refusal(500, f"Internal: {text} @standin.rs:1")
