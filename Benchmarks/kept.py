"""Keeps the sections of a report that were written by hand, between markers."""

import re

START, END = "<!-- by hand: {} -->", "<!-- end of {} -->"
SECTION = re.compile(r"<!-- by hand: ([a-z ]+) -->\n(.*?)<!-- end of \1 -->", re.DOTALL)
MARKER = re.compile(r"<!-- (?:by hand:|end of) ")


class Broken(Exception):
    """A marker without its other half: the text could be lost."""


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        return {}
    sections = dict(SECTION.findall(text))
    if 2 * len(sections) != len(MARKER.findall(text)):
        raise Broken(f"{path} has a 'by hand' marker without its end, or one name twice")
    return sections


def section(name, kept, default):
    return f"{START.format(name)}\n{kept.get(name, default)}{END.format(name)}"
