"""Attacks with the session of an owner who is there: what it may not ask for even then."""

from attacks import attack, attacks, gives_nothing, refused
from owner import act, ask_plan, begin, reveal, secret, wanted


# A good image that the action does not take is no invalid request.
ABOUT_IMAGES = {True: ["error:conflict"], False: []}


@attacks(
    "slips a parameter in",
    {
        "a plan": "plan: " + "a" * 64,
        "new data": "new-data: yes",
        "behind a reason": "reason: moving\nnew-data: yes",
        "behind a reason, with a plan": "reason: moving\nplan: " + "a" * 64,
        "behind a carriage return": "reason: moving\r\nnew-data: yes",
        "behind a line separator": "reason: moving\u2028new-data: yes",
        "behind NUL": "reason: moving\0",
        "an unknown one": "shell: /bin/sh",
        "of no name": ": x",
        "without a colon": "reason",
        "an image where none is asked for": "image.redis: evil.example/redis:7",
        "an image of no service": "image.docker: docker:1",
        "a reason that is too long": "reason: " + "a" * 501,
        "a field of another kind": "field: passphrase",
        "a line in a reason": "reason: a\n\nforged: yes",
        "marks that turn the text": "reason: \u202emoving",
    },
)
def slip_in(thief, parameters):
    for action in ["provision", "suspend", "restart", "reconcile", "resume"]:
        reply = act(thief, action, "ready", parameters)
        refused(reply, "error:invalid", *ABOUT_IMAGES[parameters.startswith("image.redis")])


@attacks(
    "slips into the question for a plan",
    {
        "a plan": "plan: " + "a" * 64,
        "new data": "new-data: yes",
        "a line": "reason: a\nnew-data: yes",
        "an unknown one": "shell: /bin/sh",
    },
)
def slip_into_question(thief, parameters):
    refused(ask_plan(thief, parameters=parameters), "error:invalid")


@attack("asks for an action that is none, or of the fleet by a client's name")
def no_action(thief):
    for action in ["build", "remove", "", "ARCHIVE", "archive\0", "shell", 7, None]:
        refused(act(thief, action), "error:invalid", "error:notFound")


@attacks(
    "touches the base system",
    {
        action: action
        for action in ["provision", "suspend", "resume", "restart", "rotate", "upgrade", "archive"]
    },
)
def touch_base(thief, action):
    parameters = {"rotate": "field: redis", "upgrade": "image.redis: redis:7.4.5"}.get(action, "")
    refused(act(thief, action, "base", parameters), "error:protected")
    for plan in thief.plans.values():
        reply = act(thief, action, "base", parameters, plan=plan, confirm="base")
        gives_nothing(reply, "error:protected", "error:conflict")
    refused(ask_plan(thief, action, "base", parameters), "error:protected")


@attacks(
    "names a client that is none",
    {
        "unknown": "acmf",
        "capitals": "ACME",
        "a path": "../acme",
        "NUL": "acme\0",
        "SQL": "' OR 1 --",
        "a blank": "acme ",
        "nothing": "",
        "long": "a" * 64,
        "a list": ["acme"],
        "wide letters": "ａｃｍｅ",
    },
)
def no_client(thief, slug):
    for reply in [
        act(thief, "provision", slug),
        ask_plan(thief, slug=slug),
        begin(thief, wanted("rotate", slug, "field: redis")),
        begin(thief, secret(reveal(), slug)),
        thief.ask("tenant", thief.cookies["ana"], slug=slug),
        thief.ask("links", thief.cookies["ana"], slug=slug),
    ]:
        refused(reply, "error:notFound", "error:invalid")


@attacks(
    "records a client with",
    {
        "a line in its name": {"name": "New\nforged: yes"},
        "NUL in its name": {"name": "New\0"},
        "no name": {"name": ""},
        "a name that turns the text": {"name": "New \u202egnp.exe"},
        "an endless name": {"name": "n" * 10_000},
        "the base system's slug": {"slug": "base"},
        "another's slug": {"slug": "acme"},
        "the portal's slug": {"slug": "puerto"},
        "a path as slug": {"slug": "../new"},
        "a plan that is none": {"plan": "' OR 1 --"},
        "a line in an address": {"contact": {"email": "a@b.example\nBcc: c@d.example"}},
        "a line in a contact": {"contact": {"name": "Eva\nforged: yes"}},
        "a language that is none": {"locale": "xx"},
    },
)
def admit(thief, changed):
    content = {"slug": "new", "name": "New", "contact": {}, **changed}
    reply = thief.ask("admit", thief.cookies["ana"], **content)
    refused(reply, "error:invalid", "error:conflict", "error:protected", "error:notFound")


@attacks(
    "cancels or repeats a job by",
    {
        "the beginning of its id": lambda thief: thief.job[:8],
        "a letter": lambda thief: thief.job[0],
        "nothing": lambda thief: "",
        "a pattern": lambda thief: "%" * 16,
        "capitals": lambda thief: "F" * 16,
        "NUL": lambda thief: thief.job[:15] + "\0",
    },
)
def by_other_id(thief, value):
    for operation in ["cancel", "retry", "job"]:
        reply = thief.ask(operation, thief.cookies["ana"], id=value(thief))
        refused(reply, "error:notFound", "error:invalid")


@attack("repeats an archive")
def repeat_archive(thief):
    for key in [{}, {"key": "again"}]:
        reply = thief.ask("retry", thief.cookies["ana"], id=thief.archived, **key)
        refused(reply, "error:conflict")


@attack("repeats a rotation")
def repeat_rotation(thief):
    for key in [{}, {"key": "once more"}, {"key": "again-rotate"}]:
        reply = thief.ask("retry", thief.cookies["ana"], id=thief.rotated, **key)
        refused(reply, "approvalNeeded", "error:conflict", "error:invalid")


@attacks(
    "gives a job a key that is none",
    {
        "a line": "a\nforged: yes",
        "another operator's": "web:otto:own",
        "long": "a" * 129,
        "empty": "",
        "NUL": "a\0",
        "a number": 7,
    },
)
def no_idempotency_key(thief, key):
    refused(thief.ask("build", thief.cookies["ana"], key=key), "error:invalid")
    refused(act(thief, "provision", key=key), "error:invalid")


@attacks("asks for jobs", {str(limit): limit for limit in [0, -1, 201, 2**31, 2**63, 1.5, "50"]})
def ask_for_jobs(thief, limit):
    refused(thief.ask("jobs", thief.cookies["ana"], limit=limit), "error:invalid")


@attack("revokes a link by what is no receipt")
def revoke(thief):
    for receipt in ["", "a" * 32, thief.receipt[:8], "%", "' OR 1 --"]:
        reply = thief.ask("revoke", thief.cookies["ana"], receipt=receipt)
        refused(reply, "error:notFound", "error:invalid")
