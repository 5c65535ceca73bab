// Secrets reach this browser sealed to a key that is made for each request.

const canOpenSecrets = () => window.isSecureContext && Boolean(crypto.subtle);

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

// The text that an errand of this tenant has sealed for this browser; null once `isWanted()` is
// false.
const fetchSealed = async (path, fields, { tenant, kind, isWanted }) => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(P256, false, ["deriveBits"]);
  const own = encode(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
  const errand = await ask("POST", path, { ...fields, public_key: own });
  const claim = () => ask("POST", `/envelopes/${errand.id}/claim`);
  const envelope = await whenAnswered(claim, isWanted);
  if (!envelope) return null;
  const isOurs = envelope.errand === errand.id && envelope.tenant === tenant;
  if (!isOurs || envelope.field !== kind) throw new Damaged();
  const shared = await sharedSecret(privateKey, envelope.key);
  const key = await hkdf(shared, "puerto/reveal/v1", 32);
  const context = frame("puerto/reveal/v1", errand.id, tenant, kind);
  return unseal(key, envelope.nonce, envelope.ciphertext, context);
};

// Runs `step`; if the hook wants the password once more, asks for it and runs `step` again.
const confirmed = async (box, step) => {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Refused) || !error.is("confirm-password")) throw error;
  }
  await askPassword(box);
  if (!box.isOpen) return null;
  wait(box);
  return step();
};

const askPassword = (box) =>
  new Promise((done) => {
    const input = make("input", { type: "password", autocomplete: "current-password" });
    const text = say(
      "Para ver secretos, vuelve a escribir tu contraseña; sirve durante cinco minutos.",
      "To see secrets, enter your password again; it is valid for five minutes.",
    );
    const inside = [paragraph(text), field(say("Tu contraseña", "Your password"), input)];
    const isReady = () => input.value !== "";
    showForm(box, { inside, submit: say("Seguir", "Go on"), isReady }, async () => {
      await confirmPassword(input);
      done();
    });
    box.onClose(done);
  });

const confirmPassword = async (input) => {
  try {
    tellSession(await ask("POST", "/session/confirm", { password: input.value }));
  } catch (error) {
    const isWrong = error instanceof Refused && error.status === 401 && (await refresh());
    if (!isWrong) throw error;
    input.select();
    throw new Refused(422, {
      title: say("Esa no es la contraseña.", "That is not the password."),
    });
  }
};
