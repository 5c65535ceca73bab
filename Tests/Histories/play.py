"""Plays a history on a machine, with the oracle after each step."""

import shutil

from histories import SLUGS, STANDIN
from oracle import Oracle, Wrong

# A verb that refuses is no fault; words that Puerto does not have are one of the histories.
EXPECTED = {0, 1}


class Play:
    def __init__(self, machine, folder):
        self.machine = machine
        self.home, self.copy, self.aside = folder / "w", folder / "copy", folder / "aside"
        machine.workspace(self.home)
        self.names = dict(zip(SLUGS, machine.slugs(SLUGS)))
        self.oracle = Oracle(machine)
        self.oracle.learn(self.home)
        self.oracle.commanders = {self.home}
        self.former, self.commanders_then = None, set()
        self.said = ""  # by the last verb
        self.ended = []  # (verb, status) of each, for the counts

    def play(self, steps, trace=None):
        """Throws `Wrong` at the first promise that is broken."""
        for step in steps:
            if "run" in step:
                self.run(step, trace)
            else:
                getattr(self, "do_" + step["do"].replace(" ", "_"))(step)
                if trace:
                    trace(step, None, "")

    def run(self, step, trace):
        folder = self.copy if step.get("at") == "copy" else self.home
        if not folder.exists():
            return
        words, oracle = [self.named(word) for word in step["run"]], self.oracle
        step = {**step, "run": words}
        aims = oracle.targets(folder, words)
        was, data = oracle.all_secrets(), oracle.passwords()
        status, said = self.machine.puerto(
            [*words, "--workspace", str(folder)], step.get("kill"), 8
        )
        self.said = said
        if trace:
            trace(step, status, said)
        if self.machine.unknown:
            raise Wrong("stand-in", f"puerto {' '.join(words)}: {self.machine.unknown[0]}")
        self.ended.append((words[0], status))
        is_killed = "kill" in step and status == -9
        if status is not None and status not in EXPECTED and not is_killed:
            raise Wrong("crash", f"puerto {' '.join(words)} ended with {status}: {said[-600:]}")
        if "internal error" in said:
            raise Wrong("crash", f"puerto {' '.join(words)}: {said[-600:]}")
        oracle.learn(folder, words)
        oracle.check(step, folder, aims)
        oracle.check_secrets(step, folder, aims, was, data)

    def named(self, word):
        """A word of a history as this machine has it: names are a workspace's own, images are the engine's."""
        head, equals, tail = word.rpartition("=")
        if tail.startswith(STANDIN):
            tail = self.machine.image + tail.removeprefix(STANDIN)
        elif tail.endswith("_redis"):
            tail = self.names[tail.removesuffix("_redis")].replace("-", "_") + "_redis"
        return head + equals + self.names.get(tail, tail)

    # What people do

    def do_prune(self, step):
        self.machine.prune(step["what"])
        self.oracle.took()

    def do_set_aside(self, step):
        """Copies the database as a backup does, with what is in its journal."""
        if self.aside.exists():
            shutil.rmtree(self.aside)
        self.aside.mkdir()
        for path in self.home.glob("puerto.db*"):
            shutil.copy2(path, self.aside / path.name)
        self.former = dict(self.oracle.records[self.home])
        self.commanders_then = set(self.oracle.commanders)

    def do_put_back(self, step):
        if self.former is None:
            return
        for path in self.home.glob("puerto.db*"):
            path.unlink()
        for path in self.aside.glob("puerto.db*"):
            shutil.copy2(path, self.home / path.name)
        self.oracle.records[self.home] = dict(self.former)
        # What `workspace copied` has said here since is forgotten.
        if not self.oracle.commanders:
            self.oracle.commanders = set(self.commanders_then)

    def do_copy(self, step):
        if not self.copy.exists():
            shutil.copytree(self.home, self.copy, symlinks=True)
            self.oracle.copied(self.home, self.copy)

    def do_lose_stacks(self, step):
        shutil.rmtree(self.home / "stacks" / self.named(step["slug"]), ignore_errors=True)

    def do_hand(self, step):
        """Something that a person does to one container of a client, if it is there."""
        slugs = [self.named(slug) for slug in (step["slug"], step["other"])]
        self.machine.hand(step["what"], step["service"], *slugs)
        self.oracle.took()

    def do_away(self, step):
        self.machine.set_away(True)

    def do_back(self, step):
        self.machine.set_away(False)

    def close(self):
        self.machine.close()
