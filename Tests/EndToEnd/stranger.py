"""A server that takes whatever it is told: `python3 -c … KIND PORT`. It prints all that it hears.

It runs as another user than the operator, or as a container's own process: it imports nothing of the tests.
"""

import os
import signal
import socket
import struct
import sys
import threading


def message(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body


class Stranger:
    def __init__(self, kind, port):
        self.kind = kind
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("0.0.0.0" if kind.endswith("inside") else "127.0.0.1", port))
        self.socket.listen(64)

    def run(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def hear(self, connection):
        data = connection.recv(65536)
        if not data:
            raise EOFError
        print(data, flush=True)
        return data

    def serve(self, connection):
        try:
            connection.settimeout(20)
            getattr(self, self.kind.partition(" ")[0])(connection)
        except (OSError, EOFError):
            pass
        finally:
            connection.close()

    def postgres(self, connection):
        """Asks for the password in clear text, takes any, and has no rows."""
        self.hear(connection)
        connection.sendall(message(b"R", struct.pack("!I", 3)))
        self.hear(connection)
        ready = message(b"Z", b"I")
        connection.sendall(message(b"R", struct.pack("!I", 0)) + ready)
        while True:
            self.hear(connection)
            connection.sendall(message(b"C", b"SELECT 0\0") + ready)

    def redis(self, connection):
        while True:
            said = self.hear(connection).upper()
            for _ in range(max(1, said.count(b"*"))):
                connection.sendall(b"+PONG\r\n" if b"PING" in said else b"+OK\r\n")

    def windmill(self, connection):
        """Says that all is well."""
        said = self.hear(connection)
        body = b'{"status":"healthy","checked_at":"x","database_healthy":true,"workers_alive":2}'
        body = body if b"/health/" in said else b"CE v1.743.0"
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)


if __name__ == "__main__":
    # A container's first process does not see a signal that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    Stranger(sys.argv[1], int(sys.argv[2])).run()
