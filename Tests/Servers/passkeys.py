"""Registers passkeys as their operators do: at a terminal, and in a browser."""

import json
import re
import sys
from pathlib import Path

from codes import unb64
from device import Device

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))

from terminal import Terminal  # noqa: E402

ADDRESS = re.compile(r"(http\S+)/passkey#1\.([\w-]{22})\.([\w-]{43})")


class Registration:
    """`puerto operator passkey NAME`, which waits, and the address that it has shown."""

    def __init__(self, workspace, name="ana"):
        self.terminal = Terminal(
            workspace.command("operator", "passkey", name),
            env=workspace.environment,
            **workspace.operator,
        )
        address = self.terminal.until(ADDRESS.pattern)
        self.hook, self.id = address[1], address[2]
        self.secret = unb64(address[3])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.terminal.__exit__()

    def told(self, caller):
        return caller.get(f"/passkeys/offers/{self.id}")

    def offer(self, caller, device, secret=None):
        """Sends what the page would send."""
        told = json.loads(self.told(caller).body)
        content = device.registration(told, secret or self.secret)
        return caller.json(f"/passkeys/offers/{self.id}", content)

    def answer(self, text="y\n"):
        """Waits for the question, answers it, and returns the verb's code."""
        self.terminal.until(r"add it\? y/N ")
        self.terminal.type(text)
        return self.terminal.end()


def register(caller, workspace, name="ana", **device):
    """Gives an operator a passkey, the whole way."""
    made = Device(workspace.origin, **device)
    with Registration(workspace, name) as registration:
        answer = registration.offer(caller, made)
        assert answer.status == 204, answer
        assert registration.answer() == 0, registration.terminal.shown
    return made
