"""Writes the list of what the programs are made of, as CycloneDX 1.5.

The same packages on the same system give the same bytes; the time is that of SOURCE_DATE_EPOCH, or
left out.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from packages import ROOT, read, resolved

# Debian's packages of the libraries that the programs are linked with, and their licences.
LIBRARIES = {
    "libargon2-dev": "CC0-1.0 OR Apache-2.0",
    "libcmark-dev": "BSD-2-Clause",
    "libhiredis-dev": "BSD-3-Clause",
    "libpq-dev": "PostgreSQL",
    "libqrencode-dev": "LGPL-2.1-or-later",
    "libsqlite3-dev": "blessing",
    "zlib1g-dev": "Zlib",
}
# The words that a licence's text is known by, the longer licence first.
LICENCES = [
    ("Apache-2.0 WITH Swift-exception", ["Apache License", "Runtime Library Exception"]),
    ("Apache-2.0", ["Apache License", "Version 2.0"]),
    ("MIT", ["Permission is hereby granted, free of charge, to any person obtaining a copy"]),
]
# Where swift-crypto and swift-nio-ssl say which revision of BoringSSL they contain.
BORINGSSL = "Sources/C*BoringSSL/hash.txt"


def licence(folder):
    """The SPDX expression of the text in a package's folder; `None` for one that is not known."""
    for path in sorted(folder.glob("LICENSE*")):
        text = " ".join(path.read_text().split())
        for name, words in LICENCES:
            if all(word in text for word in words):
                return name
    return None


def licensed(name):
    if name is None:
        return {}
    if " " in name:
        return {"licenses": [{"expression": name}]}
    return {"licenses": [{"license": {"id": name}}]}


def component(kind, name, version, reference, **more):
    return {"type": kind, "bom-ref": reference, "name": name, "version": version, **more}


def swift_packages(build, lock):
    """The locked packages, with the licences and the public addresses of their sources."""
    state = json.loads((build / "workspace-state.json").read_text())
    places = {
        dependency["packageRef"]["identity"]: dependency["packageRef"]["location"]
        for dependency in state["object"]["dependencies"]
    }
    folders = {name: folder for name, _, folder in resolved(build)}
    for package in read(lock):
        public = re.fullmatch(r"https://(github\.com/[^/]+/[^/]+?)(\.git)?", places[package.name])
        # A mirror's address is nobody else's business.
        more = {"purl": f"pkg:swift/{public[1]}@{package.version}"} if public else {}
        hashes = [
            {"alg": "SHA-1", "content": package.sha1},
            {"alg": "SHA-256", "content": package.sha256},
        ]
        folder = folders[package.name]
        more["hashes"] = hashes
        more["properties"] = [{"name": "puerto:hashes", "value": "git's tree of the sources"}]
        for path in folder.glob(BORINGSSL):
            revision = re.search("[0-9a-f]{40}", path.read_text())[0]
            reference = f"boringssl:{package.name}"
            more["components"] = [component("library", "BoringSSL", revision, reference)]
        yield component(
            "library",
            package.name,
            package.version,
            f"swift:{package.name}",
            scope="required",
            **licensed(licence(folder)),
            **more,
        )


def system_libraries():
    for name, licence_name in LIBRARIES.items():
        version = dpkg("${Version}", name)
        yield component(
            "library",
            name,
            version,
            f"deb:{name}",
            scope="required",
            **licensed(licence_name),
            purl=f"pkg:deb/debian/{name}@{version}?arch={dpkg('${Architecture}', name)}",
        )


def dpkg(field, name):
    command = ["dpkg-query", "-W", "-f", field, name]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def tools(root):
    """What tests, formatters and benchmarks are run with: no part of the programs."""
    found = set()
    for path in [root / "Scripts/requirements.txt", *root.glob("Tests/*/requirements.txt")]:
        lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
        found.update(tuple(line.split("==")) for line in lines if line)
    for name, version in sorted(found):
        purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
        yield component(
            "application", name, version, f"pypi:{name}@{version}", scope="excluded", purl=purl
        )


def runtime():
    """The Swift runtime and Foundation, which release programs carry inside."""
    said = subprocess.run(["swift", "--version"], check=True, capture_output=True, text=True)
    version = re.search(r"Swift version (\S+)", said.stdout)[1]
    return component(
        "library",
        "swift-runtime",
        version,
        "swift-runtime",
        scope="required",
        **licensed("Apache-2.0 WITH Swift-exception"),
    )


def document(build, lock):
    version = re.search(
        r'version = "([0-9.]+)"', (ROOT / "Sources/PuertoCLI/Version/Contents.swift").read_text()
    )[1]
    inside = [*swift_packages(build, lock), runtime(), *system_libraries()]
    metadata = {"component": component("application", "puerto", version, "puerto")}
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        moment = datetime.fromtimestamp(int(epoch), UTC)
        metadata = {"timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), **metadata}
    needed = sorted(part["bom-ref"] for part in inside)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": metadata,
        "components": [*inside, *tools(ROOT)],
        "dependencies": [{"ref": "puerto", "dependsOn": needed}],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", help="standard output when left out")
    parser.add_argument("--build", type=Path, default=ROOT / ".build", help="SwiftPM's folder")
    parser.add_argument("--lock", type=Path, default=ROOT / "Packages.lock")
    options = parser.parse_args()
    text = json.dumps(document(options.build, options.lock), indent=2) + "\n"
    if options.file:
        options.file.write_text(text)
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
