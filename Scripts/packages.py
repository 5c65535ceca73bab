"""Compares the resolved Swift packages with Packages.lock, or writes it.

The file has a line for each package: its name, its version, and the id of its tree as git computes
it, once with SHA-1 and once with SHA-256. The trees are those of the files that are compiled, and
not what the checkout's history says of them.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from trees import tree

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# The Swift packages: name, version, git's tree with SHA-1 and with SHA-256.\n"
HEAD += "# `make deps-lock` writes this file, and `make packages` compares.\n"


class Package(NamedTuple):
    name: str
    version: str
    sha1: str
    sha256: str


class Mismatch(Exception):
    """What differs, a line for each difference."""


def resolved(build):
    """The names, versions and folders of the packages that SwiftPM has checked out."""
    state = json.loads((build / "workspace-state.json").read_text())
    for dependency in state["object"]["dependencies"]:
        reference, checkout = dependency["packageRef"], dependency["state"]
        version = checkout.get("checkoutState", {}).get("version")
        yield reference["identity"], version, build / "checkouts" / dependency["subpath"]


def measured(build):
    """The packages as they are on the disk. Raises `Mismatch` for one without a version."""
    packages = []
    for name, version, folder in resolved(build):
        if version is None:
            raise Mismatch(f"'{name}' has no version (name an exact one in Package.swift)")
        packages.append(Package(name, version, tree(folder, "sha1"), tree(folder, "sha256")))
    return sorted(packages)


def written(packages):
    return HEAD + "".join(" ".join(package) + "\n" for package in packages)


def read(lock):
    lines = [line.split() for line in lock.read_text().splitlines() if not line.startswith("#")]
    for line in lines:
        if len(line) != 4:
            raise Mismatch(f"'{' '.join(line)}' is no line of {lock.name} (make deps-lock)")
    return [Package(*line) for line in lines]


def compare(wanted, found):
    """Raises `Mismatch` unless both have the same packages."""
    wanted, found = ({package.name: package for package in some} for some in (wanted, found))
    differences = [f"'{name}' is new" for name in sorted(found.keys() - wanted.keys())]
    differences += [f"'{name}' is missing" for name in sorted(wanted.keys() - found.keys())]
    for name in sorted(wanted.keys() & found.keys()):
        locked, there = wanted[name], found[name]
        if locked.version != there.version:
            differences.append(f"'{name}' is {there.version}, not {locked.version}")
        elif locked != there:
            differences.append(f"'{name}' {there.version} has other files: tree {there.sha1}")
    if differences:
        raise Mismatch("\n".join(differences))


def pin(wanted, build):
    """Has SwiftPM take the locked versions where it has chosen others.

    Each one may move others. What cannot be had is left to the comparison.
    """
    for _ in wanted:
        chosen = {name: version for name, version, _ in resolved(build)}
        other = [one for one in wanted if chosen.get(one.name, one.version) != one.version]
        if not other:
            return
        for package in other:
            swift("resolve", package.name, "--version", package.version)


def swift(*arguments):
    subprocess.run(["swift", "package", *arguments], cwd=ROOT, check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the file instead")
    parser.add_argument("--build", type=Path, default=ROOT / ".build", help="SwiftPM's folder")
    parser.add_argument("--lock", type=Path, default=ROOT / "Packages.lock")
    options = parser.parse_args()
    try:
        if options.write:
            options.lock.write_text(written(measured(options.build)))
            return 0
        wanted = read(options.lock)
        if options.build == ROOT / ".build":
            pin(wanted, options.build)
        compare(wanted, measured(options.build))
    except Mismatch as mismatch:
        for line in str(mismatch).splitlines():
            print(f"packages: error: {line}", file=sys.stderr)
        print(
            "packages: nothing of this is compiled; where Package.swift asks for it, look at what "
            "has changed and run make deps-lock",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
