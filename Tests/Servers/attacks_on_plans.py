"""Attacks on plans, with the session of an owner: archives and upgrades need one that was seen."""

from attacks import attack, attacks, gives_nothing, refused
from owner import act, archive


@attacks(
    "archives without a plan that it has seen",
    {
        "none": {},
        "made up": {"plan": "f" * 64},
        "empty": {"plan": ""},
        "SQL": {"plan": "' OR '1'='1"},
        "in capitals": {"plan": "A" * 64},
        "cut": {"plan": "a" * 63},
        "with an idempotency key": {"plan": "f" * 64, "key": "own"},
    },
)
def archive_without_plan(thief, more):
    gives_nothing(archive(thief, **more), "error:conflict", "error:invalid")


@attacks(
    "archives with a plan of",
    {
        "another operator": ("acme", "otto"),
        "another client": ("acme", "other"),
        "a client that has another": ("other", "ana"),
        "before, which is used": ("third", "used"),
        "long ago": ("acme", "old"),
    },
)
def archive_with_other_plan(thief, value):
    slug, plan = value
    gives_nothing(archive(thief, slug, slug, plan=thief.plans[plan]), "error:conflict")


@attacks(
    "archives without the client's name typed",
    {
        "none": None,
        "empty": "",
        "another's": "other",
        "in capitals": "ACME",
        "with a blank": "acme ",
        "with NUL": "acme\0",
        "with a mark": "acme\u0301",
        "with an invisible letter": "ac\u200bme",
        "in wide letters": "ａｃｍｅ",
    },
)
def archive_untyped(thief, confirm):
    more = {} if confirm is None else {"confirm": confirm}
    reply = act(thief, "archive", plan=thief.plans["ana"], **more)
    refused(reply, "error:conflict", "error:invalid")


@attack("upgrades with the plan of an archive, or without one")
def upgrade_without_plan(thief):
    image = "image.redis: redis:7.4.5"
    for plan in [None, "f" * 64, *thief.plans.values()]:
        more = {} if plan is None else {"plan": plan}
        gives_nothing(act(thief, "upgrade", "ready", image, **more), "error:conflict")


@attack("archives and restarts with the plan of an upgrade")
def other_action(thief):
    plan = thief.plans["upgrade"]
    reply = archive(thief, "ready", "ready", session="otto", plan=plan)
    gives_nothing(reply, "error:conflict")
    reply = act(thief, "restart", "ready", session="otto", plan=plan)
    gives_nothing(reply, "error:conflict", "error:invalid")


@attack("reads and uses the plans of another operator")
def other_plans(thief):
    for session in ["ana", "eva"]:
        for errand in ["otto", "envelope of otto"]:
            reply = thief.ask("errand", thief.cookies[session], id=thief.errands[errand])
            refused(reply, "error:notFound")
    for errand in ["a" * 32, "", "' OR 1 --", thief.errands["otto"].upper(), "%", "a\0b"]:
        refused(
            thief.ask("errand", thief.cookies["ana"], id=errand), "error:notFound", "error:invalid"
        )
