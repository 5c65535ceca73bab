"""The first day on a machine with a stand-in engine: the documents' commands, and each printed next one."""

import re
import shlex
import subprocess

import pytest

import machine

NEXT = re.compile(r"^puerto: next: (.*?) \(", re.MULTILINE)
# They need root, or go on for ever.
ELSEWHERE = ("sudo ", "puerto serve")


class Day:
    def __init__(self, folder):
        self.machine = machine.Machine(folder, machine.Room())
        self.folder = folder
        self.agency = folder / "agency"
        programs = folder / "programs"
        programs.mkdir()
        (programs / "puerto").symlink_to(machine.command())
        self.environment = {
            "PATH": f"{self.machine.bin}:{programs}:/usr/bin:/bin",
            "HOME": str(folder / "home"),
            "PUERTO_LANGUAGE": "en",
        }

    def run(self, line, place=None, good=(0,)):
        """Runs a line of a shell; returns the next command that it names."""
        done = subprocess.run(
            ["/bin/bash", "-c", line],
            cwd=place or self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode in good, f"{line}: {done.stdout}{done.stderr}{self.machine.unknown}"
        found = NEXT.search(done.stderr)
        return found and found[1]

    def init(self, line):
        """Makes the workspace as the line says, and gives it ports and addresses of its own."""
        following = self.run(line)
        configuration = self.agency / "puerto.yaml"
        for path in self.agency.glob("puerto.db*"):
            path.unlink()
        text = re.sub(
            r"^(ports|engine):.*\n(  .*\n)*", "", configuration.read_text(), flags=re.MULTILINE
        )
        room = self.machine.room
        configuration.write_text(text + machine.SETTINGS.format(**room.ports, net=room.net))
        (self.agency / "fleet.yaml").write_text("tenants: []\n")
        self.run("puerto import fleet.yaml", self.agency)
        return following


@pytest.fixture
def day(tmp_path):
    made = Day(tmp_path)
    yield made
    assert made.machine.unknown == []
    made.machine.close()


def commands(document):
    """The lines of the document's block that begins with `puerto init`, without comments."""
    text = (machine.ROOT / document).read_text()
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    block = next(one for one in blocks if one.startswith("puerto init"))
    return [line.split("  #")[0].strip() for line in block.splitlines()]


@pytest.mark.parametrize("document", ["README.md", "docs/guide/start.md"])
def test_the_first_days_commands_work_word_by_word(day, document):
    first, *rest = commands(document)
    day.init(first.split(" && ")[0])
    ran = 0
    for line in rest:
        if line.startswith(ELSEWHERE) or line == "cd agency":
            continue
        # Without a worker and a firewall, doctor has something to tell.
        day.run(line, day.agency, good=(0, 1, 3) if line == "puerto doctor" else (0,))
        ran += 1
    assert ran >= 2


def test_each_next_command_runs(day):
    line = day.init("puerto init agency")
    walked = []
    while line and len(walked) < 9:
        walked.append(shlex.split(line)[1:3])
        line = day.run(line)
    assert walked == [
        ["tenant", "add"],
        ["provision", "my-client"],
        ["handoff", "give"],
    ]
    resume = day.run("puerto suspend my-client --reason late", day.agency)
    assert resume == "puerto resume my-client"
    assert day.run(resume, day.agency) is None
    (day.agency / "more.yaml").write_text(
        "tenants: [{slug: dos, name: Dos, kind: client, contact: {email: ana@dos.example}}]\n"
    )
    provision = day.run("puerto import more.yaml --yes", day.agency)
    assert provision == "puerto provision --all"
    handoff = day.run(provision, day.agency)
    assert handoff == "puerto handoff give dos"
    # Its output is the two texts that say what to do.
    assert day.run(handoff, day.agency) is None
