#!/usr/bin/env python3
"""Runs the examples of a CommonMark spec file (JSON) through `puerto markdown --bare --allow-html`.

usage: commonmark-spec.py SPEC.json [--puerto PATH]
"""

import argparse
import json
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spec", help="spec.json, as `spec_tests.py --dump-tests` writes it")
    parser.add_argument("--puerto", default=".build/release/puerto", help="the program to test")
    arguments = parser.parse_args()
    with open(arguments.spec, encoding="utf-8") as file:
        examples = json.load(file)

    failed = 0
    for example in examples:
        result = subprocess.run(
            [arguments.puerto, "markdown", "--bare", "--allow-html"],
            input=example["markdown"].encode(),
            capture_output=True,
            check=False,
        )
        if result.returncode == 0 and result.stdout == example["html"].encode():
            continue
        failed += 1
        print(f"example {example['example']} ({example['section']})")
        print(f"  markdown {example['markdown']!r}")
        print(f"  wanted   {example['html']!r}")
        print(f"  got      {result.stdout.decode(errors='replace')!r}")
        if result.stderr:
            print(f"  stderr   {result.stderr.decode(errors='replace')!r}")
    print(f"{len(examples) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
