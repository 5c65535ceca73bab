"""What the environment says, and the log."""

import os
import socket
import sys
import time

MODE = os.environ.get("MODE", "server")
VERSION = "CE " + os.environ["STANDIN_VERSION"]
MIGRATION = int(os.environ["STANDIN_MIGRATION"])
# It migrates the database and then never becomes healthy.
BROKEN = bool(os.environ.get("STANDIN_BROKEN"))
# The build from the published source, which can make no users and set no passwords.
AGPL = os.environ.get("STANDIN_BUILD") == "agpl"
# Whole requests and answers are kept in the table `standin_traffic`, secrets included.
RECORDS = bool(os.environ.get("STANDIN_RECORD"))
NAME = MODE + "-" + socket.gethostname()
PORT = int(os.environ.get("PORT", "8000"))
ALIVE = 10  # seconds after which a worker that did not ping is not counted
SESSION = 3 * 24 * 60 * 60  # seconds that a login lasts
WAIT = float(os.environ.get("TIMEOUT_WAIT_RESULT", "600"))  # seconds for a job's result


def say(text):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ ", time.gmtime())
    print(stamp + text, file=sys.stderr, flush=True)
