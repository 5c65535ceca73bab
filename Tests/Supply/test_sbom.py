"""The list of what the programs are made of is valid CycloneDX, complete, and the same each time."""

import json
import os
import re
import subprocess
import sys

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from places import BUILD, ROOT

import sbom

pytestmark = pytest.mark.skipif(not BUILD.exists(), reason="no package is resolved")


def written(**environment):
    clean = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, ROOT / "Scripts" / "sbom.py"],
        env=clean | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def text():
    return written()


@pytest.fixture(scope="module")
def parts(text):
    return {part["bom-ref"]: part for part in json.loads(text)["components"]}


def test_it_is_valid(text):
    validator = JsonStrictValidator(SchemaVersion.V1_5)
    assert validator.validate_str(text) is None
    assert validator.validate_str(written(SOURCE_DATE_EPOCH="1700000000")) is None
    assert validator.validate_str(text.replace('"library"', '"book"', 1)) is not None


def test_it_is_the_same_each_time(text):
    assert written() == text and "timestamp" not in text
    dated = json.loads(written(SOURCE_DATE_EPOCH="1700000000"))
    assert dated["metadata"].pop("timestamp") == "2023-11-14T22:13:20Z"
    assert dated == json.loads(text)


def test_each_locked_package_is_there_with_its_trees_and_licence(parts):
    packages = {name: part for name, part in parts.items() if name.startswith("swift:")}
    for line in (ROOT / "Packages.lock").read_text().splitlines():
        if line.startswith("#"):
            continue
        name, version, sha1, sha256 = line.split()
        part = packages.pop(f"swift:{name}")
        assert (part["version"], part["scope"]) == (version, "required")
        assert [value["content"] for value in part["hashes"]] == [sha1, sha256]
        assert part["licenses"], name
    assert packages == {}


def test_the_system_and_the_tools_are_there(parts):
    for name in sbom.LIBRARIES:
        part = parts[f"deb:{name}"]
        assert part["version"] == sbom.dpkg("${Version}", name) and part["scope"] == "required"
    assert parts["pypi:ruff@0.17.6"]["scope"] == parts["pypi:oxfmt@0.74.0"]["scope"] == "excluded"
    for name in ("swift:swift-crypto", "swift:swift-nio-ssl"):
        assert [part["name"] for part in parts[name]["components"]] == ["BoringSSL"]


def test_no_place_of_this_machine_is_named(text):
    assert str(ROOT) not in text and "/checkouts" not in text and "://" not in text


def test_the_program_says_which_cryptography_is_inside(parts):
    said = (ROOT / "Sources/PuertoCLI/Version/Contents.swift").read_text()
    for name, package in (("crypto", "swift-crypto"), ("tls", "swift-nio-ssl")):
        part = parts[f"swift:{package}"]
        revision = part["components"][0]["version"]
        written = rf'{name} = Library\(\s*"{part["version"]}", boringSSL: "{revision}"\)'
        assert re.search(written, said)
