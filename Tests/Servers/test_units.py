"""systemd takes every unit that `puerto config` prints, of a workspace whose path has characters
that are special in units."""

import re
import subprocess

import pytest

from served import Workspace

pytestmark = pytest.mark.check("units of systemd", server="program")
SYSTEM = "/etc/systemd/system/"


@pytest.fixture(scope="module")
def workspace():
    made = Workspace()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def units(workspace):
    """The text of each unit by its name: those of `config systemd`, and those that the script of
    `config firewall` writes."""
    printed = re.split(rf"^# {SYSTEM}(\S+)\n", workspace.config("systemd"), flags=re.MULTILINE)
    assert printed[0] == ""
    script = workspace.puerto("config", "firewall")
    here = re.findall(
        rf"^cat > {SYSTEM}(\S+) <<'END'\n(.*?)^END$", script, flags=re.MULTILINE | re.DOTALL
    )
    found = {**dict(zip(printed[1::2], printed[2::2])), **dict(here)}
    assert len(found) == len(printed) // 2 + len(here) == 7, list(found)
    return found


@pytest.fixture(scope="module")
def folder(workspace, units):
    made = workspace.top / "units"
    made.mkdir()
    for name, text in units.items():
        # The script installs this program; units of programs that are missing are refused.
        (made / name).write_text(re.sub(r"/etc/puerto/firewall-\w+\.sh", "/bin/true", text))
    return made


def verify(*files):
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *map(str, files)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


def test_every_unit_is_taken_without_a_word(folder):
    for file in sorted(folder.iterdir()):
        assert verify(file) == (0, ""), file.name


def test_a_unit_that_is_printed_alone_is_the_same(workspace, units):
    for name in ["work", "broker", "watch", "serve", "fcgiwrap"]:
        alone = workspace.config("systemd", f"puerto-{name}.service")
        assert alone.strip() == units[f"puerto-{name}.service"].strip()


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("Restart=always", "Restart=perhaps", "Failed to parse"),
        ("LockPersonality=yes", "LockPersonalities=yes", "Unknown key"),
        ("ExecStart=", "ExecStart=/nonexistent", "is not executable"),
    ],
    ids=["value", "key", "program"],
)
def test_a_unit_that_is_wrong_is_seen(folder, tmp_path, old, new, said):
    """What says nothing above would say it."""
    text = (folder / "puerto-watch.service").read_text()
    assert text.count(old) == 1
    wrong = tmp_path / "puerto-watch.service"
    wrong.write_text(text.replace(old, new))
    assert said in verify(wrong)[1]
