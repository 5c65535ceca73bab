"""Answers at the published ports of a stand-in engine's containers, and takes the engine's own questions.

A connection is answered out of the volume of the container that has the port: PostgreSQL's protocol 3.0 as far
as libpq needs it for a login and one statement, Redis's RESP2, and what `windmill.py` knows of Windmill's API.
A program asks the engine over one more port: see `client.sh`.
"""

import base64
import hashlib
import hmac
import json
import re
import selectors
import socket
import struct
import threading
import traceback

import windmill
from engine import Unknown


class Services:
    def __init__(self, engine, ask):
        """`ask` answers a program that calls itself docker: see `client.sh`."""
        self.engine, self.ask = engine, ask
        self.listeners, self.busy = {}, 0
        self.selector = selectors.DefaultSelector()
        self.lock = threading.Lock()
        self.unknown = []
        self.is_over = False
        self.waker, self.woken = socket.socketpair()
        self.selector.register(self.woken, selectors.EVENT_READ, "wake")
        self.control = self.open("127.0.0.1", 0)
        self.port = self.control.getsockname()[1]
        self.selector.register(self.control, selectors.EVENT_READ, "control")
        engine.listen = self.listen
        threading.Thread(target=self.run, daemon=True).start()

    @staticmethod
    def open(address, port):
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((address, port))
        one.listen(32)
        return one

    def listen(self, places):
        """Listens at exactly these addresses and ports from now on."""
        wanted = dict(places)
        with self.lock:
            for place in [place for place in self.listeners if place not in wanted]:
                listener = self.listeners.pop(place)
                self.selector.unregister(listener)
                listener.close()
            for place in wanted:
                if place not in self.listeners:
                    self.listeners[place] = self.open(*place)
                    self.selector.register(self.listeners[place], selectors.EVENT_READ, place)
        self.waker.send(b"x")

    def close(self):
        self.is_over = True
        self.listen([])

    def run(self):
        while not self.is_over:
            for key, _ in self.selector.select():
                if key.data == "wake":
                    self.woken.recv(100)
                    continue
                try:
                    with self.lock:
                        connection, _ = key.fileobj.accept()
                        self.busy += 1
                except OSError:
                    continue
                threading.Thread(
                    target=self.serve, args=(connection, key.data), daemon=True
                ).start()
        self.control.close()

    @property
    def is_quiet(self):
        with self.lock:
            return self.busy == 0

    def serve(self, connection, place):
        try:
            connection.settimeout(20)
            if place == "control":
                self.ask(connection)
                return
            with self.engine.lock:
                one = next((c for p, c in self.engine.reached() if p == place), None)
            if one:
                {"postgres": self.postgres, "redis": self.redis, "windmill": self.windmill}[
                    one.service
                ](connection, one)
        except Unknown as error:
            self.unknown.append(str(error))
        except (OSError, EOFError):
            pass
        except Exception:
            self.unknown.append(traceback.format_exc())
        finally:
            connection.close()
            with self.lock:
                self.busy -= 1

    # PostgreSQL (https://www.postgresql.org/docs/15/protocol-message-formats.html)

    def postgres(self, connection, one):
        length, code = struct.unpack("!II", exactly(connection, 8))
        words = exactly(connection, length - 8).split(b"\0")
        if code != 196608:
            raise Unknown(f"PostgreSQL: a startup message of protocol {code}")
        volume = self.volume(one, "/var/lib/postgresql/data")
        if words[1] != b"postgres" or not scram(connection, volume.data.get("password", "")):
            connection.sendall(
                message(
                    b"E",
                    b"SFATAL\0VFATAL\0C28P01\0"
                    b'Mpassword authentication failed for user "postgres"\0\0',
                )
            )
            return
        connection.sendall(
            message(b"R", request(0))
            + message(b"S", b"server_version\0" + b"15.6\0")
            + message(b"S", b"server_encoding\0UTF8\0")
            + message(b"S", b"client_encoding\0UTF8\0")
            + message(b"S", b"standard_conforming_strings\0on\0")
            + message(b"K", struct.pack("!II", 1, 1))
            + message(b"Z", b"I")
        )
        answer, text, values = b"", "", []
        while True:
            kind, body = receive(connection)
            if kind == b"X":
                return
            if kind == b"Q":
                answer = self.statement(volume, body.rstrip(b"\0").decode())
            elif kind == b"P":
                text, answer = body.split(b"\0")[1].decode(), message(b"1", b"")
            elif kind == b"B":
                values, answer = parameters(body), answer + message(b"2", b"")
            elif kind == b"E":
                answer += self.prepared(volume, text, values)
            elif kind not in (b"D", b"S"):
                raise Unknown(f"PostgreSQL: a message {kind}")
            if kind in (b"Q", b"S"):
                connection.sendall(answer + message(b"Z", b"I"))

    def statement(self, volume, text):
        password = re.fullmatch(r"ALTER ROLE postgres PASSWORD '(SCRAM-SHA-256\$[^']*)';?\s*", text)
        if password:
            with self.engine.lock:
                volume.data["password"] = password[1]
            return message(b"C", b"ALTER ROLE\0")
        if "FROM pg_class" in text:
            return message(b"T", struct.pack("!h", 0)) + message(b"C", b"SELECT 0\0")
        row = []
        for word in re.findall(r"system_identifier|server_version_num|\boid\b", text):
            major = volume.data["version"]
            number = str(major if "/ 10000" in text else major * 10000 + 6)
            values = {"system_identifier": volume.system(), "oid": "16384"}
            row.append(values.get(word, number))
        if not row or not text.lstrip().startswith("SELECT"):
            raise Unknown(f"PostgreSQL: {text}")
        return table(len(row), [row]) + message(b"C", b"SELECT 1\0")

    def prepared(self, volume, text, values):
        """A statement with parameters: the one by which a login's password is set."""
        if not text.startswith("UPDATE password SET password_hash = $1 WHERE email = $2"):
            raise Unknown(f"PostgreSQL: {text}")
        with self.engine.lock:
            rows = windmill.set_record(volume.data, *values)
        return table(1, rows) + message(b"C", f"UPDATE {len(rows)}".encode() + b"\0")

    # Redis (https://redis.io/docs/reference/protocol-spec/)

    def redis(self, connection, one):
        file = connection.makefile("rb")
        is_in = False
        while True:
            head = file.readline()
            if not head:
                return
            words = []
            for _ in range(int(head[1:])):
                length = int(file.readline()[1:])
                words.append(file.read(length).decode())
                file.read(2)
            verb = words[0].upper()
            if verb == "AUTH":
                is_in = hashlib.sha256(words[-1].encode()).hexdigest() in one.digests
                answer = "+OK" if is_in else "-WRONGPASS invalid username-password pair"
            elif not is_in:
                answer = "-NOAUTH Authentication required."
            elif verb == "PING":
                answer = "+PONG"
            elif words[:4] == ["ACL", "SETUSER", "default", "resetpass"]:
                with self.engine.lock:
                    one.digests = {word[1:] for word in words[4:] if word.startswith("#")}
                answer = "+OK"
            else:
                raise Unknown(f"Redis: {words[0]}")
            connection.sendall(answer.encode() + b"\r\n")

    # Windmill

    def windmill(self, connection, one):
        asked = windmill.read_request(connection)
        if asked is None:
            return
        method, path, headers, body = asked
        with self.engine.lock:
            data, workers = self.health(one)
            if path == "/api/version":
                status, text = 200, "CE v1.743.0-standin"
            elif path.partition("?")[0] == "/api/health/status":
                word = "unhealthy" if data is None else "healthy" if workers else "degraded"
                status = 503 if data is None else 200
                text = json.dumps(
                    {
                        "status": word,
                        "database_healthy": data is not None,
                        "workers_alive": len(workers),
                    }
                )
            elif data is None:
                status, text = 500, "Internal: the database does not answer"
            else:
                state = data.setdefault("windmill", windmill.fresh())
                status, text = windmill.Windmill(state, workers).answer(method, path, headers, body)
        windmill.send_answer(connection, status, text)

    def health(self, one):
        """The data of its database, `None` where that does not take its password, and its workers' names."""
        others = [
            c
            for c in self.engine.containers.values()
            if c.is_running and set(c.networks) & set(one.networks)
        ]
        database = next((c for c in others if c.service == "postgres"), None)
        url = one.file("/run/secrets/database_url").decode()
        given = re.match(r"postgres://postgres:([^@]*)@", url)[1]
        given = re.sub("%([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), given)
        data = database and self.volume(database, "/var/lib/postgresql/data").data
        if not data or not opens(data, given):
            return None, []
        return data, [c.id[:12] for c in others if c.service == "worker"]

    def volume(self, one, path):
        return self.engine.volumes[next(name for name, at in one.volumes if at == path)]


def opens(data, given):
    """Whether a password opens a PostgreSQL: it is kept as it was given, or as a SCRAM verifier (RFC 5802)."""
    kept = data.get("password", "")
    if not kept.startswith("SCRAM-SHA-256$"):
        return hmac.compare_digest(kept.encode(), given.encode())
    head, keys = kept.split("$")[1:]
    count, salt = head.split(":")
    salted = hashlib.pbkdf2_hmac("sha256", given.encode(), base64.b64decode(salt), int(count))
    client = hmac.digest(salted, b"Client Key", "sha256")
    return hashlib.sha256(client).digest() == base64.b64decode(keys.split(":")[0])


def scram(connection, kept):
    """Whether a client proves that it knows a password, by SCRAM-SHA-256 (RFC 5802, RFC 7677)."""
    if kept.startswith("SCRAM-SHA-256$"):
        count, salt, stored, server = re.split(r"[$:]", kept)[1:]
        stored, server = base64.b64decode(stored), base64.b64decode(server)
    else:
        # The salt is a server's own, and the same at each login.
        count, salt = "4096", base64.b64encode(hashlib.md5(kept.encode()).digest()).decode()
        salted = hashlib.pbkdf2_hmac("sha256", kept.encode(), base64.b64decode(salt), 4096)
        stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
        server = hmac.digest(salted, b"Server Key", "sha256")
    connection.sendall(message(b"R", request(10) + b"SCRAM-SHA-256\0\0"))
    kind, body = receive(connection)
    mechanism, _, rest = body.partition(b"\0")
    if kind != b"p" or mechanism != b"SCRAM-SHA-256":
        raise Unknown(f"PostgreSQL: a login by {body}")
    bare = rest[4:].decode().removeprefix("n,,")
    nonce = bare.partition("r=")[2] + base64.b64encode(hashlib.md5(rest).digest()).decode()
    first = f"r={nonce},s={salt},i={count}"
    connection.sendall(message(b"R", request(11) + first.encode()))
    final = receive(connection)[1].decode()
    words, _, proof = final.rpartition(",p=")
    text = f"{bare},{first},{words}".encode()
    signature = hmac.digest(stored, text, "sha256")
    key = bytes(a ^ b for a, b in zip(base64.b64decode(proof), signature))
    if not hmac.compare_digest(hashlib.sha256(key).digest(), stored):
        return False
    own = base64.b64encode(hmac.digest(server, text, "sha256"))
    connection.sendall(message(b"R", request(12) + b"v=" + own))
    return True


def parameters(body):
    """The values of a Bind message, all of them texts."""
    rest = body.split(b"\0", 2)[2]
    formats = struct.unpack_from("!h", rest)[0]
    at = 2 + 2 * formats
    count = struct.unpack_from("!h", rest, at)[0]
    at, values = at + 2, []
    for _ in range(count):
        length = struct.unpack_from("!i", rest, at)[0]
        values.append(rest[at + 4 : at + 4 + length].decode())
        at += 4 + length
    return values


def table(width, rows):
    """The messages of rows of texts."""
    fields = b"".join(
        f"c{i}".encode() + b"\0" + struct.pack("!IhIhih", 0, 0, 25, -1, -1, 0) for i in range(width)
    )
    count = struct.pack("!h", width)
    data = [b"".join(struct.pack("!I", len(v)) + v.encode() for v in row) for row in rows]
    return message(b"T", count + fields) + b"".join(message(b"D", count + one) for one in data)


def request(number):
    return struct.pack("!I", number)


def exactly(connection, count):
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def receive(connection):
    kind = exactly(connection, 1)
    return kind, exactly(connection, struct.unpack("!I", exactly(connection, 4))[0] - 4)


def message(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body
