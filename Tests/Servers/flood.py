"""Strangers who want to shut the login: one who hangs up, and a crowd from many addresses."""

import asyncio
import collections
import contextlib
import itertools
import json
import threading
import uuid

from client import Client
from hook import JSON

# Requests a second.
HASTY, CROWD = 20, 20
ADDRESSES = 250
# Seconds after which the hasty one hangs up.
HASTE = 0.1


class Flood:
    """Both at once, on a thread of their own, for as long as the context is open."""

    def __init__(self, server):
        self.server, self.client = server, Client(server.client.port)
        self.answers = collections.Counter()
        self.stop = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run()))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()

    async def run(self):
        tasks = [
            asyncio.create_task(self.pace(HASTY, itertools.repeat("127.0.7.1"), HASTE)),
            asyncio.create_task(self.pace(CROWD, itertools.cycle(crowd()), 20)),
        ]
        while not self.stop.is_set():
            await asyncio.sleep(0.05)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def pace(self, rate, addresses, patience):
        """Sends so many a second, however slow the answers are."""
        async with asyncio.TaskGroup() as group:
            for address in addresses:
                group.create_task(self.guess(address, patience))
                await asyncio.sleep(1 / rate)

    async def guess(self, address, patience):
        """Tries a wrong password under a name of its own."""
        content = {"operator": f"x{uuid.uuid4().hex[:8]}", "password": uuid.uuid4().hex}
        body = json.dumps(content).encode()
        fields = [("Origin", self.server.workspace.origin), JSON, ("Content-Length", len(body))]
        data = self.client.text("POST", f"{self.server.hook}/session", fields) + body
        status = "gone"
        with contextlib.suppress(OSError, TimeoutError):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", self.client.port, local_addr=(address, 0)
            )
            try:
                writer.write(data)
                async with asyncio.timeout(patience):
                    answer = await reader.read(-1)
                status = answer[9:12].decode() or "nothing"
            finally:
                writer.close()
        self.answers[status] += 1


def crowd():
    return [f"127.0.{8 + number // 250}.{1 + number % 250}" for number in range(ADDRESSES)]
