"""The kind of machine and the versions of its programs; no names, no paths."""

import os
import platform
import re
import shutil
import tempfile

from processes import Failed, run

MEMORY = "/dev/shm"
ROOM = 8 << 30  # bytes; ten thousand clients take about one eighth of it


def output_folder():
    """The folder to write in: memory when there is enough of it, else the temporary folder."""
    if os.path.isdir(MEMORY) and os.access(MEMORY, os.W_OK) and file_system(MEMORY) == "tmpfs":
        if shutil.disk_usage(MEMORY).free >= ROOM:
            return MEMORY
    return tempfile.gettempdir()


def file_system(folder):
    folder, found, kind = os.path.realpath(folder), "", "unknown"
    with open("/proc/mounts") as mounts:
        for line in mounts:
            _, place, its_kind, *_ = line.split()
            inside = folder == place or folder.startswith(place.rstrip("/") + "/")
            if inside and len(place) >= len(found):
                found, kind = place, its_kind
    return kind


def machine(folder):
    with open("/proc/cpuinfo") as file:
        model = re.search(r"^model name\s*:\s*(.+)$", file.read(), re.MULTILINE)
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) / (1 << 20)
    kernel = ".".join(platform.release().split(".")[:2])
    where = "memory" if file_system(folder) == "tmpfs" else "disk"
    return [
        f"{len(os.sched_getaffinity(0))} cores, {model[1] if model else platform.machine()}",
        f"{memory:.0f} GB of memory",
        f"Linux {kernel}",
        f"output on {file_system(folder)} ({where})",
    ]


def versions(puerto, project, cmark):
    def told(command, pattern, folder=None):
        try:
            found = re.search(pattern, run(command, folder))
        except (OSError, Failed):
            found = None
        return found[1] if found else "unknown"

    code = ["--", "Package.swift", "Sources"]
    changed = told(["git", "status", "--porcelain", *code], r"(\S)", project) != "unknown"
    return [
        "Puerto "
        + told([puerto, "--version"], r"(\S+)")
        + " at "
        + told(["git", "log", "-1", "--format=%h", *code], r"(\S+)", project)
        + (" and changes" if changed else ""),
        "Swift " + told(["swift", "--version"], r"Swift version (\S+)"),
        "Hugo " + told(["hugo", "version"], r"v([0-9.]+)"),
        "libcmark " + cmark,
        "cc " + told(["cc", "-dumpfullversion"], r"(\S+)") + " -O2",
    ]
