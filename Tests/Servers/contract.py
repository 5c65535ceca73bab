"""Reads the operations of openapi.yaml and the successful answers of each."""

import re
from pathlib import Path

from served import ROOT

FILE = ROOT / "Sources/PuertoHook/openapi.yaml"


def operations():
    found, path, name = {}, None, None
    for line in Path(FILE).read_text().splitlines():
        if line == "components:":
            break
        if match := re.fullmatch(r"  (/\S*):", line):
            path = match[1]
        elif match := re.fullmatch(r"      operationId: (\w+)", line):
            name = match[1]
            assert path and name not in found
            found[name] = set()
        elif match := re.match(r'        "(\d{3})":', line):
            found[name].add(int(match[1]))
    assert len(found) > 25 and all(found.values())
    return found
