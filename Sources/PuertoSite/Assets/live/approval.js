// Approvals: the operator's passkey signs exactly what this page shows. What the hook answers is
// compared with what was asked for here before the device is asked for anything.

// The hook offers to approve something else than what this page has asked for.
class Misled extends Error {}

const needsApproval = (action) => APPROVED.includes(action) || session?.require === "passkey";

// The parts of an approval that this page decides.
const approvalOf = ({ act, tenant, kind, values = {}, plan = "", browserKey = null, ...more }) => ({
  ...more,
  act,
  tenant,
  kind,
  values,
  plan,
  browserKey: browserKey ?? new Uint8Array(),
  parameters: parameterLines(act, values).join("\n"),
});

const askForApproval = async (approval) => {
  const { act, tenant, values, plan, browserKey, confirm, key } = approval;
  const body = { act, tenant, ...values };
  if (plan) body.plan = plan;
  if (confirm) body.confirm = confirm;
  if (browserKey.length > 0) body.public_key = encode(browserKey);
  const offer = await ask("POST", "/approvals", body, key ? { "Idempotency-Key": key } : {});
  checkOffer(offer, approval);
  return { ...offer, madeAt: performance.now() };
};

const checkOffer = (offer, { act, tenant, parameters, plan }) => {
  const isSame =
    offer.act === act &&
    offer.tenant === tenant &&
    offer.parameters === parameters &&
    offer.plan === plan &&
    offer.operator === session?.operator;
  if (!isSame) throw new Misled();
  // A passkey of a parent domain is not this portal's, though a browser would use it.
  if (offer.relying_party !== location.hostname) throw new DOMException("", "SecurityError");
};

// The texts are this page's own, those that it shows. Only what it cannot know is the hook's.
const challengeOf = (offer, { act, tenant, parameters, plan, browserKey }) =>
  digest(
    frame(
      "puerto/approval/v1",
      ...[offer.workspace, offer.id, String(offer.operator_row), act, String(offer.tenant_row)],
      ...[tenant, parameters, plan, browserKey, decode(offer.nonce, 32)],
    ),
  );

// The broker gives a nonce two minutes, and the device takes up to 85 seconds.
const isFresh = (offer) => offer && performance.now() - offer.madeAt < 30000;

// Has the passkey sign, and sends the signature: the job or the errand that this has made.
const sendApproval = async (offer, approval, signal) => {
  const challenge = await challengeOf(offer, approval);
  const { relying_party: relyingParty, credentials } = offer;
  const assertion = await signed({ challenge, relyingParty, credentials, signal });
  return ask("POST", `/approvals/${offer.id}`, assertion);
};
