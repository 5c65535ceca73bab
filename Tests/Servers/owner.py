"""Requests of an owner's session to the broker, as their operations have them."""

import json

from codes import b64, unb64

KEY = [4] + [1] * 64
# What a password alone does not do.
APPROVED = ["archive", "upgrade", "rotate"]
# What is asked for with a reason.
REASONED = ["suspend", "archive"]


def reveal(field="app", key=KEY):
    return {"reveal": {"_0": field, "key": key}}


def offer(key=KEY, **changed):
    link = {"field": "app", "hasPassphrase": False, "lifetime": 3600, "views": 1, **changed}
    return {"link": {"_0": link, "key": key}}


def sealed_page(key=KEY):
    return {"page": {"key": key}}


def secret(question, slug="acme"):
    """A question as an act that is approved."""
    return {"secret": {"_0": slug, "_1": question}}


def wanted(action, slug="acme", parameters="", **more):
    """An action as an act that is approved."""
    if action in REASONED and not parameters:
        parameters = "reason: late"
    return {"action": {"_0": {"action": action, "slug": slug, "parameters": parameters, **more}}}


def begin(thief, act, session="ana"):
    return thief.ask("approval", thief.cookies[session], act=act)


def approve(thief, name, assertion, session="ana"):
    return thief.ask("approve", thief.cookies[session], id=name, assertion=assertion)


def approved(thief, act, session="ana"):
    """Asks for an act that the operator sees and approves; the first refusal, or the answer."""
    begun = begin(thief, act, session)
    if begun.value is None:
        return begun
    return approve(thief, begun.value["id"], sign(thief, begun.value, act, session), session)


def sign(thief, told, act, session="ana", **more):
    """Lets the operator sign what the broker has told, with the key of the page in an act."""
    question = act["secret"]["_1"] if "secret" in act else {}
    key = next(iter(question.values()), {}).get("key", [])
    return on_wire(thief.operator(session).approval(as_told(told), bytes(key), **more))


def as_told(told):
    """The broker's answer as the hook tells it."""
    names = {"operatorRow": "operator_row", "tenantRow": "tenant_row"}
    told = {names.get(name, name): value for name, value in told.items()}
    return {**told, "nonce": b64(bytes(told["nonce"]))}


def on_wire(assertion):
    """A page's fields as the operation has them."""
    names = {"client_data": "clientData", "authenticator_data": "authenticatorData"}
    return {names.get(name, name): list(unb64(value)) for name, value in assertion.items()}


def act(thief, action, slug="acme", parameters="", session="ana", **more):
    """Asks for an action; one that needs an approval also with the operator's."""
    if action in REASONED and not parameters:
        parameters = "reason: late"
    content = {"action": action, "slug": slug, "parameters": parameters, **more}
    reply = thief.ask("act", thief.cookies[session], **content)
    if action not in APPROVED or reply.value is not None or reply.refusal != "approvalNeeded":
        return reply
    return approved(thief, {"action": {"_0": content}}, session)


def archive(thief, slug="acme", confirm="acme", **more):
    return act(thief, "archive", slug, confirm=confirm, **more)


def ask_plan(thief, action="archive", slug="acme", parameters="", session="ana"):
    content = {"action": action, "slug": slug, "parameters": parameters}
    return thief.ask("plan", thief.cookies[session], **content)


def words(reply):
    return json.dumps(reply.members, ensure_ascii=False)
