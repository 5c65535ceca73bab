"""Encodings that requests, links and signatures are made of."""

import base64
import struct


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def frame(*parts):
    return b"".join(
        struct.pack(">I", len(part)) + part
        for part in (part.encode() if isinstance(part, str) else part for part in parts)
    )
