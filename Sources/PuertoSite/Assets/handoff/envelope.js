// The envelope of a sealed page: its header, the key that the passphrase gives, its content.

const HEADER = new RegExp(
  [
    "^puerto\\.page\\.v1",
    "kdf=pbkdf2-sha256",
    "i=([1-9][0-9]{5,7})",
    "s=([A-Za-z0-9_-]{22})",
    "n=([A-Za-z0-9_-]{16})",
    "c=aes-256-gcm",
    "id=([a-z0-9-]{1,64})$",
  ].join(";"),
);

const parseJSON = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Damaged();
  }
};

// Everything is checked before any work is done.
const readEnvelope = () => {
  const all = parseJSON(document.getElementById("envelope").textContent);
  if (!all || all.v !== 1 || Object.keys(all).sort().join() !== "c,h,k,v") throw new Damaged();
  const parts = typeof all.h === "string" ? HEADER.exec(all.h) : null;
  if (!parts) throw new Damaged();
  const rounds = Number(parts[1]);
  if (rounds < 600000 || rounds > 10000000) throw new Damaged();
  const sealed = decode(all.c);
  if (sealed.length < 1040 || (sealed.length - 16) % 1024 !== 0) throw new Damaged();
  return {
    header: all.h,
    rounds,
    salt: decode(parts[2], 16),
    nonce: decode(parts[3], 12),
    commitment: decode(all.k, 32),
    sealed,
  };
};

// Takes the same time wherever the two differ.
const isSame = (one, other) => {
  let difference = one.length ^ other.length;
  for (let i = 0; i < one.length; i += 1) difference |= one[i] ^ other[i];
  return difference === 0;
};

// Length, JSON, zeros. The address of the page has to be the sealed one: another would lead the
// password astray.
const readContent = (plain, url) => {
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  const isPadded = plain.subarray(4 + length).every((byte) => byte === 0);
  if (length > plain.length - 4 || !isPadded) throw new Damaged();
  const all = parseJSON(textOf(plain.subarray(4, 4 + length)));
  const isText = (name) => typeof all[name] === "string";
  if (!all || all.v !== 1 || !["url", "user", "pass"].every(isText)) throw new Damaged();
  if (all.url !== url) throw new Damaged();
  return all;
};

// The content, or null when the passphrase is another one.
const openEnvelope = async (passphrase, url) => {
  const page = readEnvelope();
  if (passphrase.length > 1024) return null;
  const stretched = await pbkdf2(passphrase, page.salt, page.rounds);
  const keys = await hkdf(stretched, "puerto/page/v1", 64);
  if (!isSame(keys.subarray(32), page.commitment)) return null;
  const header = utf8.encode(page.header);
  return readContent(await decrypt(keys.subarray(0, 32), page.nonce, page.sealed, header), url);
};
