"""Requests of an owner's session to the broker, as their operations have them."""

KEY = [4] + [1] * 64


def reveal(field="app", key=KEY):
    return {"reveal": {"_0": field, "key": key}}


def offer(key=KEY, **changed):
    link = {"field": "app", "hasPassphrase": False, "lifetime": 3600, "views": 1, **changed}
    return {"link": {"_0": link, "key": key}}


def act(thief, action, slug="acme", parameters="", session="ana", **more):
    return thief.ask(
        "act",
        thief.cookies[session],
        action=action,
        slug=slug,
        parameters=parameters,
        **more,
    )


def archive(thief, slug="acme", confirm="acme", **more):
    return act(thief, "archive", slug, confirm=confirm, **more)


def ask(thief, question, slug="acme", session="ana"):
    return thief.ask("ask", thief.cookies[session], slug=slug, question=question)
