// Makes a passkey in this browser, for the operator whom the command line has named. The secret of
// the address proves to the command line that the passkey was made on this page.

const place = document.getElementById("register");

const showParts = (...parts) => {
  place.replaceChildren(...parts);
  place.querySelector("button")?.focus();
};

const line = (textContent, properties = {}) => make("p", { textContent, ...properties });

const tellEnd = (text) => showParts(line(text, { className: "notice", role: "alert" }));

// Takes the secret out of the address at once: it stays in no history and on no screen.
const takeFragment = () => {
  const [version, id, secret, ...more] = location.hash.slice(1).split(".");
  history.replaceState(null, "", location.pathname + location.search);
  const isWhole = version === "1" && /^[A-Za-z0-9_-]{22}$/.test(id) && more.length === 0;
  if (!isWhole) return null;
  try {
    return { id, secret: decode(secret, 32) };
  } catch {
    return null;
  }
};

const creationOptions = async (offer) => {
  const { id, operator, operator_row: row, relying_party: name, agency, exclude } = offer;
  return {
    challenge: await digest(frame("puerto/passkey/v1", id, name, String(row))),
    rp: { id: name, name: agency },
    user: { id: utf8.encode(String(row)), name: operator, displayName: operator },
    // ES256 and RS256 (COSE).
    pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: exclude.map((known) => ({ type: "public-key", id: decode(known) })),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
    attestation: "none",
    timeout: 300000,
  };
};

const registrationCode = async (secret, made, operator) => {
  const hash = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, hash, false, ["sign"]);
  const attestation = await digest(new Uint8Array(made.response.attestationObject));
  const text = frame("puerto/passkey/v1", new Uint8Array(made.rawId), attestation, operator);
  return octets(await crypto.subtle.sign("HMAC", key, text));
};

const register = async (offer, secret) => {
  const publicKey = await creationOptions(offer);
  const made = await prompted(() => navigator.credentials.create({ publicKey }));
  await ask("POST", `/passkeys/offers/${offer.id}`, {
    client_data: octets(made.response.clientDataJSON),
    attestation: octets(made.response.attestationObject),
    code: await registrationCode(secret, made, offer.operator),
  });
  return made;
};
