"""Runs commands: measured each in a fresh process, or once and only for their result."""

import ctypes
import json
import os
import signal
import subprocess
from dataclasses import dataclass


class Failed(Exception):
    """A command failed; the text has its standard error."""


@dataclass
class Sample:
    wall: float  # seconds
    cpu: float  # seconds
    peak: int  # bytes
    output: str


def die_with_parent():
    """Makes Linux end this process when the benchmark ends in any way."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def run(command, folder=None):
    """Standard output of a command that has to succeed."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=die_with_parent,
    )
    if done.returncode:
        raise Failed(told(command, done.returncode, done.stderr))
    return done.stdout


def told(command, status, errors):
    name = " ".join([os.path.basename(command[0]), *command[1:]])
    return f"{name} ended with {status}\n{errors.strip()[-2000:]}"


class Meter:
    """Measures commands with `measure.c`, compiled into `folder`."""

    def __init__(self, folder, sources):
        self.program, self.folder = f"{folder}/measure", folder
        run(["cc", "-O2", "-o", self.program, f"{sources}/measure.c"])

    def sample(self, command, folder):
        report, output, errors = (f"{self.folder}/{name}" for name in ("report", "out", "err"))
        with open(output, "wb") as out, open(errors, "wb") as err:
            subprocess.run(
                [self.program, report, *command],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                check=True,
                preexec_fn=die_with_parent,
            )
        with open(report) as file:
            taken = json.load(file)
        if taken["status"]:
            with open(errors, errors="replace") as file:
                raise Failed(told(command, taken["status"], file.read()))
        with open(output, errors="replace") as file:
            return Sample(taken["wall"], taken["cpu"], taken["peak"], file.read())
