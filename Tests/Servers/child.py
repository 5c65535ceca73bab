"""Runs an attack in a child, as the web server's user."""

import os
import pwd
import select
import time
import traceback

from attacks import Stolen
from served import WEB_USER


def run_as_thief(attack, thief, during, seconds=120):
    """Runs an attack as the web server's user, and `during` while it holds.

    Returns None when it was in vain, and else what it has got.
    """
    (told, tell), (wait, go_on) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        os.close(go_on)
        user = pwd.getpwnam(WEB_USER)
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)

        def hold():
            os.write(tell, b"h")
            os.read(wait, 1)

        thief.hold = hold
        os.write(tell, outcome(attack, thief))
        os._exit(0)
    os.close(tell)
    os.close(wait)
    try:
        return watch(told, go_on, during, seconds)
    finally:
        os.close(told)
        os.close(go_on)
        os.kill(child, 9)
        os.waitpid(child, 0)


def outcome(attack, thief):
    try:
        attack.work(thief)
        return b"v"
    except Stolen as got:
        return f"s{got}".encode()
    except BaseException:
        return f"e{traceback.format_exc()}".encode()


def watch(told, go_on, during, seconds):
    end = time.monotonic() + seconds
    while select.select([told], [], [], max(0, end - time.monotonic()))[0]:
        said = os.read(told, 65536)
        if said != b"h":
            return None if said == b"v" else said.decode(errors="replace") or "it ended"
        during()
        os.write(go_on, b"g")
    return f"it took longer than {seconds} s"
