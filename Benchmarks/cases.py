"""The measured cases: a preparation that is not timed, a timed command, and its output folder."""

import os
import shutil
from dataclasses import dataclass
from typing import Callable

import corpus
import forms
import tree


@dataclass
class Case:
    key: str
    title: str
    prepare: Callable  # gets the number of the round
    command: list
    folder: str
    output: str
    tells: bool = False  # whether the command takes --json


class Workspace:
    """A Puerto workspace, and the changes that a person makes to it between two builds."""

    def __init__(self, fleet, folder, puerto, run):
        self.fleet, self.folder, self.puerto, self.run = fleet, folder, puerto, run
        self.public = f"{folder}/public"
        clients = fleet.clients
        self.noted, self.edited = clients[len(clients) // 3], clients[2 * len(clients) // 3]
        self.price, self.color = corpus.PLANS["esencial"], 0
        run(self.command("import", "fleet.yaml"), folder)

    def command(self, *arguments):
        return [self.puerto, *arguments]

    def forget(self, _=None):
        """Removes everything that a build has left."""
        tree.clear(self.public)
        shutil.rmtree(f"{self.folder}/.puerto", ignore_errors=True)

    def edit_note(self, number):
        """Adds a line to a client's notes and gives the words that are new in its page."""
        words = f"Comprobado otra vez, visita {number}."
        with open(f"{self.folder}/content/tenants/{self.noted.slug}.md", "a") as file:
            file.write(f"\n{words}\n")
        return words

    def edit_runbook(self, number):
        name = self.fleet.runbooks[7].name
        with open(f"{self.folder}/content/runbooks/{name}.md", "a") as file:
            file.write(f"\nRevisado, vez {number}.\n")

    def new_name(self, number):
        return f"{self.edited.name} {number}"

    def edit_command(self, number):
        return self.command("tenant", "edit", self.edited.slug, "--name", self.new_name(number))

    def edit_record(self, number):
        self.run(self.edit_command(number), self.folder)

    def edit_price(self, number):
        self.price = corpus.PLANS["esencial"] + 100 * (number + 1)
        self.write_configuration()

    def edit_color(self, _):
        self.color = 1 - self.color
        self.write_configuration()

    def write_configuration(self):
        text = forms.configuration(self.fleet, self.price, forms.COLORS[self.color])
        corpus.write(f"{self.folder}/puerto.yaml", text)

    def add_client(self, number):
        slug = f"nuevo-{number}"
        self.run(
            self.command(
                "tenant",
                "add",
                slug,
                "--name",
                f"Nuevo cliente {number}",
                "--plan",
                "esencial",
                "--status",
                "ready",
                "--host",
                self.fleet.hosts[-1],
            ),
            self.folder,
        )
        note = forms.note(self.fleet.clients[number].note, "es")
        corpus.write(f"{self.folder}/content/tenants/{slug}.md", note)

    def add_guide(self):
        corpus.write(f"{self.folder}/content/runbooks/primeros-pasos.md", forms.GUIDE)

    def remove_guide(self):
        os.unlink(f"{self.folder}/content/runbooks/primeros-pasos.md")

    def cases(self):
        def case(key, title, prepare):
            return Case(
                key, title, prepare, self.command("build"), self.folder, self.public, tells=True
            )

        return [
            case("nothing", "nothing", lambda _: None),
            case("note", "one client's note", self.edit_note),
            case("record", "one client's record (its name)", self.edit_record),
            case("price", "one plan's price", self.edit_price),
            case("runbook", "one runbook's text", self.edit_runbook),
            case("added", "one client added", self.add_client),
            case("every", "every page (the agency's colour)", self.edit_color),
        ]


def full_builds(workspace, folder, floor):
    def emptied(output):
        return lambda _: shutil.rmtree(output, ignore_errors=True)

    hugo, bare = f"{folder}/hugo-public", f"{folder}/floor-public"
    return [
        Case(
            "puerto",
            "Puerto",
            workspace.forget,
            workspace.command("build"),
            workspace.folder,
            workspace.public,
            tells=True,
        ),
        Case(
            "hugo",
            "Hugo",
            emptied(hugo),
            ["hugo", "--quiet", "--destination", hugo, "--cacheDir", f"{folder}/hugo-cache"],
            f"{folder}/hugo",
            hugo,
        ),
        Case(
            "floor", "floor, 2 threads", emptied(bare), [floor, "markdown", bare, "2"], folder, bare
        ),
    ]


def with_guides(workspace):
    """Adds one page a client, which no peer renders."""
    return Case(
        "guides",
        "Puerto, a guide for each client too",
        workspace.forget,
        workspace.command("build"),
        workspace.folder,
        workspace.public,
        tells=True,
    )
