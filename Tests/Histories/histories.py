"""Random histories of a workspace: verbs, what people do to a machine, and `kill -9`.

A history is a list of steps that are plain JSON. Any step can stand anywhere (a verb may refuse), so a history
that fails is made shorter by leaving out steps.
"""

import random

SLUGS = ["ana", "bolt", "cruz", "duna", "eco"]
STANDIN = "stand-in/windmill"


def history(seed, length=12, clients=4):
    """The history of a seed: the same seed gives the same steps."""
    dice = random.Random(f"puerto {seed}")
    slugs = SLUGS[:clients]
    steps = []
    # They begin with clients that have data: what there is to lose.
    for slug in slugs[: dice.choice([1, 1, 2])]:
        steps += new(slug)
    while len(steps) < length:
        # Most verbs are for clients that some step before has named.
        named = {word for step in steps for word in step.get("run", []) if word in slugs}
        steps += some(dice, slugs, sorted(named) if dice.random() < 0.8 else slugs)
    for step in steps:
        if "run" in step and step["run"][0] not in ("tenant", "doctor", "probe"):
            if dice.random() < 0.12:
                step["kill"] = kill(dice)
    return steps[: length + 3]


def verb(*words, **more):
    return {"run": list(words), **more}


def new(slug, **more):
    mail = ["--contact-email", "eva@client.example"]
    return [
        verb("tenant", "add", slug, "--name", slug.title(), *mail, **more),
        verb("provision", slug, **more),
    ]


def kill(dice):
    when = {"call": dice.randint(1, 40)} if dice.random() < 0.4 else {"change": dice.randint(1, 20)}
    return {**when, "both": dice.random() < 0.5}


def some(dice, slugs, named):
    """One step, or some that make sense together."""
    slug = dice.choice(named)
    kind = dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    # Where a copy is, some verbs come from there.
    at = {"at": "copy"} if dice.random() < 0.15 else {}
    if kind == "new":
        return new(dice.choice(slugs), **at)
    if kind == "older database":
        lost = dice.choice([
            some(dice, slugs, named),
            new(dice.choice(slugs)),
            [verb("rotate", slug, dice.choice(["postgres", "redis", "app"]))],
        ])  # fmt: skip
        next_ = new(dice.choice(slugs)) if dice.random() < 0.6 else some(dice, slugs, named)
        found = settled(dice, slug) if dice.random() < 0.6 else []
        return [{"do": "set aside"}, *lost, {"do": "put back"}, *found, *next_]
    if kind == "copied and used":
        said = dice.choice([[], [], ["copied"], ["moved"]])
        steps = [*(verb("workspace", word) for word in said), *some(dice, slugs, named)]
        return [
            {"do": "copy"},
            *({**step, "at": "copy"} for step in steps if "run" in step),
            # The first one goes on, unless the copy has taken over.
            verb(dice.choice(["reconcile", "restart", "provision"]), slug),
        ]
    if kind == "add":
        return [verb("tenant", "add", slug, "--name", slug.title(), **at)]
    if kind == "rename":
        return [verb("tenant", "edit", slug, "--new-slug", dice.choice([*slugs, SLUGS[-1]]))]
    if kind == "slot":
        return [verb("tenant", "edit", slug, "--slot", str(dice.randint(1, 8)))]
    if kind == "name":
        other = dice.choice(slugs)
        return [verb("tenant", "edit", slug, "--container", f"redis={other}_redis")]
    if kind in ("suspend", "archive"):
        return [verb(kind, slug, "--reason", "late", **at)]
    if kind == "adopt":
        return [verb("credential", "adopt", slug, dice.choice(["postgres", "redis"]))]
    if kind == "recover":
        return [verb("tenant", "recover", str(dice.randint(1, 3)))]
    if kind == "new data":
        return [verb(dice.choice(["provision", "resume"]), slug, "--new-data")]
    if kind == "generate":
        force = ["--force"] if dice.random() < 0.5 else []
        field = dice.choice(["postgres", "redis"])
        return [
            verb("credential", "generate", slug, field, *force),
            dice.choice(
                [
                    verb(dice.choice(["reconcile", "provision", "resume"]), slug),
                    verb("rotate", slug, field),
                    verb("credential", "adopt", slug, field),
                ]
            ),
        ]
    if kind in ("moved", "copied", "show"):
        return [verb("workspace", kind, **(at or dice.choice([{}, {"at": "copy"}])))]
    if kind == "upgrade":
        return [verb("upgrade", slug, "--image", f"windmill={STANDIN}:{dice.choice([1, 2])}")]
    if kind == "all":
        return [
            verb(dice.choice(["reconcile", "reconcile", "restart", "provision"]), "--all", **at)
        ]
    if kind == "mend":
        return [verb("doctor", "--skip-pages", "--mend", "--yes", **at)]
    if kind == "hand":
        hands = [hand(dice, slugs, slug) for _ in range(dice.randint(1, 3))]
        return [*hands, verb(*dice.choice([["reconcile", slug], ["reconcile", "--all"]]))]
    if kind == "queued":
        return [
            verb(dice.choice(["provision", "reconcile", "restart"]), slug, "--detach"),
            verb("work", "--once", **at),
        ]
    if kind in ("doctor", "probe"):
        return [verb("doctor", "--skip-pages", **at) if kind == "doctor" else verb("probe", **at)]
    if kind == "prune":
        what = dice.sample(["containers", "networks", "volumes"], dice.randint(1, 3))
        return [{"do": "prune", "what": one} for one in sorted(what)]
    if kind == "idle and prune":
        return [
            verb(dice.choice(["suspend", "archive"]), slug, "--reason", "late"),
            *({"do": "prune", "what": one} for one in ["containers", "networks", "volumes"]),
            verb(dice.choice(["resume", "reconcile", "provision"]), slug),
        ]
    if kind == "restore":
        return [{"do": "put back"}]
    if kind in ("set aside", "copy", "lose stacks"):
        return [{"do": kind, **({"slug": slug} if kind == "lose stacks" else {})}]
    if kind == "same name":
        # The first one and its copy have a client of one name, and the copy takes over.
        at = {"at": "copy"}
        said = [verb("workspace", "copied", **at)] if dice.random() < 0.5 else []
        both = [new(slug), [verb("tenant", "add", slug, "--name", slug.title(), **at)]]
        dice.shuffle(both)
        return [
            {"do": "copy"},
            *said,
            *both[0],
            *both[1],
            verb("workspace", "moved", **at),
            verb(dice.choice(["provision", "reconcile"]), slug, **at),
        ]
    if kind == "recovered":
        other = dice.choice(slugs)
        idle = [verb("suspend", other, "--reason", "late")] if dice.random() < 0.7 else []
        prunes = [{"do": "prune", "what": what} for what in ["containers", "networks", "volumes"]]
        return [
            {"do": "set aside"},
            *new(other),
            *idle,
            {"do": "put back"},
            verb("workspace", "moved"),
            verb("tenant", "recover", str(dice.randint(2, 4))),
            verb("credential", "generate", other, "redis"),
            *(prunes if dice.random() < 0.5 else []),
            verb(
                *dice.choice(
                    [["resume", other], ["reconcile", other], ["rotate", other, "postgres"]]
                )
            ),
        ]
    if kind == "away":
        return [{"do": "away"}, verb("reconcile", slug, **at), {"do": "back"}]
    if kind == "away at work":
        words = dice.choice([["reconcile"], ["provision"], ["suspend", "--reason", "late"]])
        queued = verb(words[0], slug, *words[1:], "--detach")
        work = verb("work", "--once")
        return [queued, {"do": "away"}, work, {"do": "back"}, work]
    if kind == "rotate":
        return [verb("rotate", slug, dice.choice(["postgres", "redis", "app"]), **at)]
    return [verb(kind, slug, **at)]


def settled(dice, slug):
    """What an operator says who has put an older database back on purpose."""
    steps = [verb("workspace", dice.choice(["moved", "moved", "moved", "copied"]))]
    if dice.random() < 0.6:
        steps += [verb("tenant", "recover", str(dice.randint(1, 4)))]
    if dice.random() < 0.5:
        steps += [verb("credential", "adopt", slug, dice.choice(["postgres", "redis"]))]
    if dice.random() < 0.5:
        steps += [verb("reconcile", "--all")]
    return steps


def hand(dice, slugs, slug):
    return {
        "do": "hand",
        "what": dice.choice(["stop", "pause", "rename", "memory", "remove", "connect"]),
        "service": dice.choice(["postgres", "redis", "windmill", "worker"]),
        "slug": slug,
        "other": dice.choice(slugs),
    }


WEIGHTS = {
    "new": 4,
    "add": 0.5,
    "provision": 3,
    "suspend": 2,
    "resume": 4,
    "archive": 2,
    "restart": 2,
    "rotate": 2,
    "upgrade": 1,
    "reconcile": 4,
    "all": 1,
    "queued": 1,
    "doctor": 0.7,
    "probe": 0.5,
    "rename": 2,
    "slot": 1,
    "name": 1,
    "prune": 2,
    "idle and prune": 2,
    "set aside": 1,
    "restore": 1,
    "older database": 4,
    "copy": 1,
    "copied and used": 1.5,
    "same name": 0.5,
    "recovered": 1,
    "lose stacks": 0.5,
    "away": 0.3,
    "away at work": 0.3,
    "mend": 0.5,
    "hand": 1.5,
    "generate": 0.7,
    "adopt": 0.5,
    "recover": 1,
    "new data": 0.7,
    "moved": 0.5,
    "copied": 0.5,
    "show": 0.2,
}


def shrunk(steps, fails, tries=80):
    """The shortest history found that still fails: steps are left out, and then kills."""
    size = max(1, len(steps) // 2)
    while size and tries:
        index = len(steps) - size
        while index >= 0 and tries:
            fewer = steps[:index] + steps[index + size :]
            tries -= 1
            if fewer and fails(fewer):
                steps = fewer
            index -= size
        size //= 2
    for index, step in enumerate(steps):
        if "kill" in step and tries:
            calmer = [
                *steps[:index],
                {k: v for k, v in step.items() if k != "kill"},
                *steps[index + 1 :],
            ]
            tries -= 1
            if fails(calmer):
                steps = calmer
    return steps


def told(steps):
    """A history as lines that a person reads."""
    lines = []
    for step in steps:
        if "run" in step:
            line = (
                ("(in the copy) " if step.get("at") == "copy" else "")
                + "puerto "
                + " ".join(step["run"])
            )
            if "kill" in step:
                when = step["kill"]
                place = (
                    f"call {when['call']} of docker"
                    if "call" in when
                    else f"change {when['change']} in the engine"
                )
                line += f"   # kill -9 at {place}" + (", and its docker" if when["both"] else "")
        else:
            line = WORDS[step["do"]].format(**step)
        lines.append("  " + line)
    return "\n".join(lines)


WORDS = {
    "prune": "docker prune: {what}",
    "put back": "the older puerto.db is put back",
    "set aside": "puerto.db is copied aside",
    "copy": "cp -r of the workspace",
    "lose stacks": "rm -r stacks/{slug}",
    "hand": "by hand: {what} {service} of {slug} ({other})",
    "away": "the engine goes away",
    "back": "the engine is back",
}
