"""Every verb of the program, as it lists them itself, with what each takes."""

import json
import os
import subprocess

# What the verbs take, by verb; `{}` is the client. Others get the client alone, if anything.
TAKES = {
    "adopt": ["{}", "--yes"],
    "archive": ["{}", "--reason", "x", "--yes"],
    "audit undo": ["1"],
    "config systemd": ["puerto-work.service"],
    "credential adopt": ["{}", "postgres"],
    "credential generate": ["{}", "postgres", "--force"],
    "credential set": ["{}", "app"],
    "credential show": ["{}", "app"],
    "demo": ["{folder}/demo"],
    "disk": ["--measure"],
    "doctor": ["{}", "--mend", "--yes"],
    "handoff revoke": ["{}", "1"],
    "help": ["restart"],
    "hook call": ["restart", "{}", "--url", "http://127.0.0.1:9/hook"],
    "hook-secret add": ["{}", "--tenant", "{}"],
    "import": ["{folder}/changed.yaml", "--yes"],
    "init": ["{folder}/other"],
    "job cancel": ["{}"],
    "key rotate": ["web"],
    "markdown": ["{folder}/fleet.yaml"],
    "passkey remove": ["ana", "1"],
    "psql": ["{}"],
    "rotate": ["{}", "postgres", "--yes"],
    "shell": ["{}", "windmill"],
    "suspend": ["{}", "--reason", "x", "--yes"],
    "tenant add": ["{}", "--name", "Other"],
    "tenant edit": ["{}", "--status", "archived", "--slot", "9"],
    "tenant recover": ["1"],
    "tenant remove": ["{}", "--yes"],
    "upgrade": ["{}", "--image", "redis=puerto-e2e/redis:7", "--yes"],
    "work": ["--once"],
}
# They use no workspace.
ELSEWHERE = {"demo", "help", "hook call", "init", "markdown"}
# They go on until they are ended.
SERVING = {"broker", "serve", "watch"}
# What takes the workspace itself away comes after all others.
LAST = ["tenant remove", "workspace repair", "workspace moved", "workspace copied"]


def verbs(world):
    """Every verb that the program itself lists, with the names of its options and what it takes."""
    tree = json.loads(world.puerto("--experimental-dump-help", here=False))

    def leaves(command, words):
        for one in command.get("subcommands", []):
            path = [*words, one["commandName"]]
            if one.get("subcommands"):
                yield from leaves(one, path)
            else:
                own = one.get("arguments", [])
                names = [name["name"] for each in own for name in each.get("names") or []]
                usual = ["{}"] if any(each["kind"] == "positional" for each in own) else []
                yield " ".join(path), (names, TAKES.get(" ".join(path), usual))

    found = dict(leaves(tree["command"], []))
    assert len(found) > 70
    return found


def ended(world, verb, arguments):
    """The exit code and what was said; what goes on is ended."""
    process = subprocess.Popen(
        world.arguments(*verb.split(), *arguments, here=verb not in ELSEWHERE),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=world.folder,
        env={**os.environ, **world.environment},
    )
    try:
        out, err = process.communicate(timeout=3 if verb in SERVING else 120)
    except subprocess.TimeoutExpired:
        process.terminate()
        out, err = process.communicate(timeout=60)
    return process.returncode, out + err
