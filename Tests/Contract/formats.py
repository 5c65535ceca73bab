"""Generates texts of the contract's own formats."""

import schemathesis
from hypothesis import strategies

LETTERS = "abcdefghijklmnopqrstuvwxyzñáéü0123456789.,-"
WORDS = strategies.text(LETTERS, min_size=1, max_size=60)
NAMES = strategies.text("abcxyz09", min_size=1, max_size=20)
IMAGES = [
    "redis=redis:7.4.5",
    "postgres=postgres:16.9 redis=redis:7.4.4",
    "windmill=registry.example:5000/app:1",
]

schemathesis.openapi.format("line", WORDS)
schemathesis.openapi.format("address", strategies.builds("{}@{}.example".format, NAMES, NAMES))
TAGS = ["vip", "vip, north", "a b-c,d"]
schemathesis.openapi.format("tags", strategies.sampled_from(TAGS))
schemathesis.openapi.format("images", strategies.sampled_from(IMAGES))


@schemathesis.hook
def map_body(context, body):
    """Writes whole numbers without a point: JSON Schema takes 3.0 for one too, the hook does not."""
    if isinstance(body, dict):
        return {
            key: int(value) if isinstance(value, float) and value.is_integer() else value
            for key, value in body.items()
        }
    return body
