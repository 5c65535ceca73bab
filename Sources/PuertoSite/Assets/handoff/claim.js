// Claims a one-time link: the fragment, the keys it gives, the server's answer.

// Mode, id and key, then the client's locale, which older links do not have.
const LINK = /^#(1p?)\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})(?:\.([a-z]{2}(?:-[A-Z]{2})?))?$/;
const ROUNDS = 600000;

// Null when the fragment is not a link's.
const parseLink = (hash) => {
  const parts = LINK.exec(hash);
  if (!parts) return null;
  try {
    decode(parts[2], 16);
    return { mode: parts[1], id: parts[2], key: decode(parts[3], 32) };
  } catch {
    return null;
  }
};

// Encryption key and access token; with the mode "1p" the passphrase is part of both.
const deriveKeys = async ({ mode, key }, passphrase) => {
  let material = key;
  if (mode === "1p") {
    const salt = await hkdf(key, "puerto/link/v1/salt", 16);
    material = join(key, await pbkdf2(utf8.encode(passphrase), salt, ROUNDS));
  }
  const output = await hkdf(material, "puerto/link/v1", 96);
  return { key: output.subarray(0, 32), token: encode(output.subarray(32, 64)) };
};

// The server's answer with its nonce and ciphertext, or the name of a state.
const claim = async ({ mode, id }, token) => {
  let response;
  try {
    response = await fetch(`${document.body.dataset.hook}/claim`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ id, token }),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  } catch {
    return "offline";
  }
  if (response.status === 404) return mode === "1p" ? "wrong" : "gone";
  if (response.status === 429) return "many";
  if (response.status !== 200) return "later";
  try {
    return await response.json();
  } catch {
    return "damaged";
  }
};

// A login's rows, or else the text as it is.
const rowsOf = (text) => {
  let all = null;
  try {
    all = JSON.parse(text);
  } catch {
    return { text };
  }
  if (!all || typeof all.password !== "string") return { text };
  const names = ["url", "user", "field", "password"];
  const isThere = (name) => typeof all[name] === "string" && all[name];
  return Object.fromEntries(names.filter(isThere).map((name) => [name, all[name]]));
};

// The secret's rows, or the name of a state.
const openLink = async (link, passphrase, isWanted) => {
  const { key, token } = await deriveKeys(link, passphrase);
  if (!isWanted()) return null;
  const answer = await claim(link, token);
  if (typeof answer === "string") return answer;
  const context = frame("puerto/link/v1", link.mode, link.id);
  return rowsOf(await unseal(key, answer?.nonce, answer?.ciphertext, context));
};
