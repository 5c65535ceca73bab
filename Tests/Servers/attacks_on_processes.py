"""Attacks on the operator's processes, which run on the same machine."""

import ctypes
import errno
import os
import signal
from pathlib import Path

from attacks import Stolen, attack, attacks, fails

LIBC = ctypes.CDLL(None, use_errno=True)


def refuses(code, what):
    """Throws unless the kernel has refused a call for want of rights."""
    if code != -1 or ctypes.get_errno() != errno.EPERM:
        raise Stolen(f"{what} gave {code}, {errno.errorcode.get(ctypes.get_errno())}")


@attacks(
    "sends the broker",
    {name.name: name for name in [signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, signal.SIGHUP]},
)
def send_signal(thief, number):
    fails(lambda: os.kill(thief.broker, number))
    fails(lambda: os.killpg(thief.broker, number))
    descriptor = os.pidfd_open(thief.broker)
    fails(lambda: signal.pidfd_send_signal(descriptor, number))


@attack("traces the broker")
def trace(thief):
    attach, seize = 16, 0x4206
    for request in [attach, seize]:
        refuses(LIBC.ptrace(request, thief.broker, None, None), "ptrace")


@attacks(
    "reads of the broker's /proc",
    {name: name for name in ["environ", "maps", "auxv", "syscall", "io", "pagemap"]},
)
def read_process(thief, name):
    def read():
        with Path(f"/proc/{thief.broker}/{name}").open("rb") as file:
            return file.read(64)

    fails(read)


@attack("opens the broker's memory")
def open_memory(thief):
    for flags in [os.O_RDONLY, os.O_RDWR]:
        fails(lambda flags=flags: os.open(f"/proc/{thief.broker}/mem", flags))


@attacks("goes through the broker's /proc", {name: name for name in ["cwd", "root", "exe"]})
def follow_process(thief, name):
    fails(lambda: os.readlink(f"/proc/{thief.broker}/{name}"))


@attack("opens the broker's files through /proc")
def open_descriptors(thief):
    folder = f"/proc/{thief.broker}/fd"
    fails(lambda: os.listdir(folder))
    # Without the list, each number may be tried.
    for number in range(64):
        try:
            os.close(os.open(f"{folder}/{number}", os.O_RDONLY))
        except OSError:
            continue
        raise Stolen(f"descriptor {number} of the broker was opened")


@attack("takes the broker's descriptors over")
def take_descriptors(thief):
    descriptor = os.pidfd_open(thief.broker)
    for number in range(32):
        pidfd_getfd = 438
        refuses(LIBC.syscall(pidfd_getfd, descriptor, number, 0), "pidfd_getfd")


@attack("reads and writes the broker's memory")
def other_memory(thief):
    class Part(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    buffer = ctypes.create_string_buffer(16)
    own = Part(ctypes.cast(buffer, ctypes.c_void_p), 16)
    theirs = Part(0x400000, 16)
    for call in [LIBC.process_vm_readv, LIBC.process_vm_writev]:
        refuses(call(thief.broker, ctypes.byref(own), 1, ctypes.byref(theirs), 1, 0), "memory")


@attack("slows the broker down")
def slow_down(thief):
    fails(lambda: os.setpriority(os.PRIO_PROCESS, thief.broker, 19))
    fails(lambda: os.sched_setaffinity(thief.broker, {0}))
    fails(lambda: os.sched_setscheduler(thief.broker, os.SCHED_IDLE, os.sched_param(0)))
    fails(lambda: Path(f"/proc/{thief.broker}/oom_score_adj").write_text("1000"))


@attack("finds a secret among the arguments of the operator's processes")
def read_arguments(thief):
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes()
        except OSError:
            continue
        for secret in thief.never:
            if secret.encode() in words:
                raise Stolen(f"{path} holds a secret")
