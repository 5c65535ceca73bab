"""Connections to PostgreSQL that never wait longer than a caller has patience."""

import json
import os
import select
import threading
import time

import psycopg2
import psycopg2.extensions

from .ending import busy, stopping
from .settings import NAME

PATIENCE = 3  # seconds for one use: a database that hangs is as unhealthy as one that is gone
MOST = 6  # connections at once; a tenant's PostgreSQL has others to serve

local = threading.local()

psycopg2.extensions.register_adapter(dict, lambda value: Json(value))


class Json:
    """A value for a column of type jsonb."""

    def __init__(self, value):
        self.value = value

    def __conform__(self, protocol):
        return self if protocol is psycopg2.extensions.ISQLQuote else None

    def prepare(self, connection):
        self.connection = connection

    def getquoted(self):
        quoted = psycopg2.extensions.QuotedString(json.dumps(self.value))
        quoted.prepare(self.connection)
        return quoted.getquoted() + b"::jsonb"


def patience(seconds):
    """Gives this thread so long for its next uses of a database."""
    local.deadline = time.monotonic() + seconds


def wait(connection):
    while True:
        state = connection.poll()
        if state == psycopg2.extensions.POLL_OK:
            return
        left = max(0, local.deadline - time.monotonic())
        reading = [connection] if state == psycopg2.extensions.POLL_READ else []
        writing = [connection] if state == psycopg2.extensions.POLL_WRITE else []
        if not any(select.select(reading, writing, [], left)):
            raise psycopg2.OperationalError("the database did not answer in time")


psycopg2.extensions.set_wait_callback(wait)


def url():
    # Read every time, so that a restart finds a changed password.
    path = os.environ.get("DATABASE_URL_FILE")
    if path:
        with open(path) as file:
            return file.read().strip()
    return os.environ["DATABASE_URL"]


def connect():
    return psycopg2.connect(url(), gssencmode="disable", application_name=NAME)


class Database:
    """A few connections, made when needed and thrown away when they fail."""

    def __init__(self):
        self.idle = []
        self.lock = threading.Lock()
        self.places = threading.Semaphore(MOST)

    def take(self):
        """A connection, and whether it has been kept: that one may have died meanwhile."""
        if not self.places.acquire(timeout=PATIENCE):
            raise psycopg2.OperationalError("other requests wait for the database")
        with self.lock:
            if self.idle:
                return self.idle.pop(), True
        try:
            return connect(), False
        except BaseException:
            self.places.release()
            raise

    def give(self, connection, good):
        if good and not connection.closed:
            with self.lock:
                self.idle.append(connection)
        else:
            connection.close()
        self.places.release()

    def run(self, *statements):
        """The last statement's rows as tuples. All statements are one transaction."""
        patience(PATIENCE)
        with Transaction(self) as transaction:
            cursor = None
            for statement in statements:
                cursor = transaction.execute(*statement)
            return cursor.fetchall() if cursor.description else []


class Transaction:
    """One transaction, which takes a connection with its first statement."""

    def __init__(self, database):
        self.database = database
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            if kind is None:
                self.commit()
        finally:
            self.drop()

    def execute(self, sql, values=None):
        try:
            if self.connection is not None:
                return self.cursor(sql, values)
            self.connection, kept = self.database.take()
            if not kept:
                return self.cursor(sql, values)
            try:
                return self.cursor(sql, values)
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                # The kept connection may have died with a database that is back since.
                self.drop()
                self.forget()
            self.connection, _ = self.database.take()
            return self.cursor(sql, values)
        except psycopg2.Error:
            if stopping.is_set() and not busy.is_set():
                # Raised inside psycopg2, the order to stop comes out as a failed query.
                raise SystemExit(0) from None
            raise

    def forget(self):
        with self.database.lock:
            idle, self.database.idle = self.database.idle, []
        for connection in idle:
            connection.close()

    def cursor(self, sql, values):
        cursor = self.connection.cursor()
        cursor.execute(sql, values)
        return cursor

    def commit(self):
        """Makes it last, and gives the connection back; the next statement begins anew."""
        if self.connection is not None:
            self.connection.commit()
            connection, self.connection = self.connection, None
            self.database.give(connection, True)

    def drop(self):
        """Takes back what it did since the last commit."""
        if self.connection is not None:
            connection, self.connection = self.connection, None
            try:
                connection.rollback()
                good = True
            except psycopg2.Error:
                good = False
            self.database.give(connection, good)

    # Rows by name

    def rows(self, sql, *values):
        cursor = self.execute(sql, values or None)
        names = [column.name for column in cursor.description or []]
        return [dict(zip(names, row)) for row in cursor.fetchall()] if names else []

    def row(self, sql, *values):
        rows = self.rows(sql, *values)
        return rows[0] if rows else None

    def one(self, sql, *values):
        row = self.row(sql, *values)
        return next(iter(row.values())) if row else None

    def do(self, sql, *values):
        """How many rows it changed."""
        return self.execute(sql, values or None).rowcount


database = Database()
