"""The hints of the program as its sources have them: what errors and `doctor` tell people to do."""

import re
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "Sources"

# A value that the program fills in.
HOLE = "‹›"
QUOTE = '"'


def hints():
    """Every English text of an argument `hint:` or `mend:` with its place; the Spanish one is beside it."""
    found = []
    for path in sorted(SOURCES.rglob("*.swift")):
        text = path.read_text()
        for match in re.finditer(r"\b(?:hint|mend): *", text):
            before = text[: match.start()]
            if in_spanish(before):
                continue
            line = before.count("\n") + 1
            place = f"{path.relative_to(SOURCES)}:{line}"
            found += [(place, one) for one in texts(text, match.end())]
    return found


def in_spanish(before):
    """Tells whether a text ends in the arguments of `.spanish(…)`."""
    start = before.rfind(".spanish(")
    if start < 0:
        return False
    depth = 0
    for one in re.findall(r"[()]", before[start:]):
        depth += 1 if one == "(" else -1
        if depth == 0:
            return False
    return True


def named():
    """Every literal of the sources that names a command, with its place, whatever it is passed to."""
    found = []
    for path in sorted(SOURCES.rglob("*.swift")):
        text = path.read_text()
        for match in re.finditer(r'(?m)^(?! *//).*?(?<!["\\])"', text):
            end = text.find("\n", match.start())
            line = text[match.start() : end]
            if '"""' in line or '#"' in line:
                continue
            for position in openings(line):
                one, _ = literal(text, match.start() + position + 1)
                if re.search(r"\bpuerto [a-z]", one):
                    number = text.count("\n", 0, match.start()) + 1
                    found.append((f"{path.relative_to(SOURCES)}:{number}", one))
    return found


def openings(line):
    """The places in a line where a literal begins."""
    found, position = [], line.find(QUOTE)
    while position >= 0:
        found.append(position)
        try:
            _, position = literal(line, position + 1)
        except IndexError:
            break
        position = line.find(QUOTE, position)
    return found


def texts(source, start):
    """The string literals of the argument that begins there; joined where `+` joins them."""
    found, depth, position, joins = [], 0, start, False
    while position < len(source):
        letter = source[position]
        if letter == QUOTE:
            # The first of two languages is Spanish, and the second its translation.
            is_spanish = source[:position].rstrip().endswith("Phrase(")
            text, position = literal(source, position + 1)
            if is_spanish:
                continue
            if joins and found:
                found[-1] += text
            else:
                found.append(text)
            joins = False
            continue
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            if depth == 0:
                break
            depth -= 1
        elif letter == "," and depth == 0:
            break
        if not letter.isspace():
            joins = letter == "+"
        position += 1
    return [text for text in found if text]


def literal(source, position):
    """A string literal, with holes for what is interpolated, and the place after it."""
    text = ""
    while source[position] != QUOTE:
        if source.startswith("\\(", position):
            position, depth = position + 2, 1
            while depth:
                depth += {"(": 1, ")": -1}.get(source[position], 0)
                position += 1
            text += HOLE
        elif source[position] == "\\":
            text += source[position + 1]
            position += 2
        else:
            text += source[position]
            position += 1
    return text, position + 1


def commands(text, verbs):
    """The commands of Puerto that a text names: the verb's words, and its options."""
    found = []
    for match in re.finditer(r"\bpuerto ((?:[a-z-]+ ?)+)([^;,:»]*)", text):
        words = match[1].split()
        known = max(
            (words[:count] for count in range(1, len(words) + 1) if tuple(words[:count]) in verbs),
            key=len,
            default=None,
        )
        if known:
            found.append((tuple(known), re.findall(r"(?<![\w-])--[a-z-]+", match[0])))
    return found
