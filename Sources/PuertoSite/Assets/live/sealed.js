// Secrets reach this browser sealed to a key that is made for each request.

const canOpenSecrets = () => canUsePasskeys() && session?.reveal !== "off";

const P256 = { name: "ECDH", namedCurve: "P-256" };

const sharedSecret = async (privateKey, theirs) => {
  const { subtle } = crypto;
  let key;
  try {
    key = await subtle.importKey("raw", decode(theirs, 65), P256, false, []);
  } catch {
    throw new Damaged();
  }
  return new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: key }, privateKey, 256));
};

// The text that an approved errand has sealed for this browser; null once the dialog is closed.
const fetchSealed = async (box, wanted, waiting) => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(P256, false, ["deriveBits"]);
  const browserKey = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const errand = await approve(box, { ...wanted, browserKey });
  if (!errand || !box.isOpen) return null;
  noteApproval();
  wait(box, waiting, absence(errand.worker));
  const envelope = await whenAnswered(
    () => ask("POST", `/envelopes/${errand.id}/claim`),
    () => box.isOpen,
  );
  return envelope ? openEnvelope(envelope, errand, wanted, privateKey) : null;
};

const openEnvelope = async (envelope, errand, { act, tenant, values }, privateKey) => {
  const kind = act === "reveal" ? values.field : act;
  const isOurs = envelope.errand === errand.id && envelope.tenant === tenant;
  if (!isOurs || envelope.field !== kind) throw new Damaged();
  const shared = await sharedSecret(privateKey, envelope.key);
  const key = await hkdf(shared, "puerto/reveal/v1", 32);
  const context = frame("puerto/reveal/v1", errand.id, tenant, kind);
  return unseal(key, envelope.nonce, envelope.ciphertext, context);
};
