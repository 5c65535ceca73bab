"""Starts the server or a worker, as MODE says."""

import os
import signal
import sys

from .ending import busy, stopping


def stop(*_):
    stopping.set()
    if not busy.is_set():
        raise SystemExit(0)


def main():
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    # The image starts us with these blocked; one that came before there was a handler is delivered.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGINT))
    if os.environ.get("MODE", "server") == "worker":
        from .worker import worker as run
    else:
        from .server import server as run
    return run()


sys.exit(main())
