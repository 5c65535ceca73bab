"""The packages that are compiled are those of Packages.lock, file by file."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from places import BUILD, ROOT

import packages
import trees

LOCK = ROOT / "Packages.lock"


def lines():
    return [line.split() for line in LOCK.read_text().splitlines() if not line.startswith("#")]


def git(folder, *arguments):
    command = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def build(tmp_path):
    """A build folder with a package of few files, and its lock beside it."""
    folder = tmp_path / "build" / "checkouts" / "some"
    (folder / "Sources" / "a").mkdir(parents=True)
    (folder / "Sources" / "a.swift").write_text("let a = 1\n")
    (folder / "Sources" / "a" / "b.swift").write_text("let b = 2\n")
    (folder / "run").write_text("#!/bin/sh\n")
    (folder / "run").chmod(0o755)
    (folder / "link").symlink_to("Sources")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "all")
    state(tmp_path / "build", "1.0.0")
    run(tmp_path, "--write")
    return tmp_path


def state(build, version):
    checkout = {"checkoutState": {"revision": "a" * 40}, "name": "sourceControlCheckout"}
    if version:
        checkout["checkoutState"]["version"] = version
    some = {"packageRef": {"identity": "some"}, "state": checkout, "subpath": "some"}
    (build / "workspace-state.json").write_text(json.dumps({"object": {"dependencies": [some]}}))


def run(folder, *arguments):
    command = [sys.executable, ROOT / "Scripts" / "packages.py", "--build", folder / "build"]
    command += ["--lock", folder / "lock", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_the_trees_are_those_of_git(build):
    folder = build / "build" / "checkouts" / "some"
    assert trees.tree(folder, "sha1") == git(folder, "rev-parse", "HEAD^{tree}")
    other = build / "other"
    git(build, "init", "-q", "--object-format=sha256", other)
    for name in os.listdir(folder):
        if name != ".git":
            shutil.move(folder / name, other / name)
    git(other, "add", ".")
    assert trees.tree(other, "sha256") == git(other, "write-tree")


def test_what_is_as_locked_passes(build):
    assert run(build) == (0, "")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "Sources" / "a.swift").write_text("let a = 2\n"),
        lambda folder: (folder / "Sources" / "new.swift").write_text(""),
        lambda folder: (folder / "Sources" / "a.swift").unlink(),
        lambda folder: (folder / "run").chmod(0o644),
        lambda folder: ((folder / "link").unlink(), (folder / "link").symlink_to("run")),
        lambda folder: (folder / "run").rename(folder / "walk"),
    ],
    ids=["changed", "added", "removed", "mode", "link", "renamed"],
)
def test_a_package_with_another_tree_fails(build, change):
    change(build / "build" / "checkouts" / "some")
    code, said = run(build)
    assert code == 1
    assert "packages: error: 'some' 1.0.0 has other files: tree " in said
    assert "make deps-lock" in said


def test_another_version_and_none_fail(build):
    state(build / "build", "1.0.1")
    assert run(build)[1].startswith("packages: error: 'some' is 1.0.1, not 1.0.0\n")
    state(build / "build", None)
    assert run(build)[1].startswith("packages: error: 'some' has no version")
    (build / "build" / "workspace-state.json").write_text('{"object": {"dependencies": []}}')
    assert run(build)[1].startswith("packages: error: 'some' is missing\n")
    state(build / "build", "1.0.0")
    (build / "lock").write_text("")
    assert run(build)[1].startswith("packages: error: 'some' is new\n")
    (build / "lock").write_text("some 1.0.0\n")
    assert run(build)[1].startswith("packages: error: 'some 1.0.0' is no line of lock")


def test_a_newer_version_is_taken_back(build, monkeypatch):
    asked = []
    monkeypatch.setattr(packages, "swift", lambda *arguments: asked.append(arguments))
    wanted = packages.read(build / "lock")
    packages.pin(wanted, build / "build")
    assert asked == []
    state(build / "build", "1.0.1")
    packages.pin(wanted, build / "build")
    assert asked == [("resolve", "some", "--version", "1.0.0")]


def test_each_package_has_a_version_and_two_trees():
    assert len(lines()) == 28
    for name, version, sha1, sha256 in lines():
        assert re.fullmatch(r"[a-z0-9.-]+", name), name
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert re.fullmatch("[0-9a-f]{40}", sha1) and re.fullmatch("[0-9a-f]{64}", sha256), name


def test_the_packages_named_in_the_manifest_are_locked():
    manifest = (ROOT / "Package.swift").read_text()
    named = re.findall(r'\.package\(\s*url: "[^"]+/([^"/]+)", exact: "([^"]+)"\)', manifest)
    assert len(named) == manifest.count(".package(") and named
    locked = {name: version for name, version, *_ in lines()}
    assert {name.lower(): version for name, version in named}.items() <= locked.items()


@pytest.mark.skipif(not BUILD.exists(), reason="no package is resolved")
def test_what_is_compiled_is_what_is_locked():
    packages.compare(packages.read(LOCK), packages.measured(BUILD.parent))
