// The formats that secrets travel in, as the server has them. No text here is for people.

const utf8 = new TextEncoder();

class Damaged extends Error {}

// Base64url has several spellings of the same bytes; only the one that encoding gives is taken.
const decode = (text, count) => {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text)) throw new Damaged();
  let binary;
  try { binary = atob(text.replace(/-/g, "+").replace(/_/g, "/")); } catch { throw new Damaged(); }
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  if (encode(bytes) !== text || (count && bytes.length !== count)) throw new Damaged();
  return bytes;
};

const encode = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
};

// For each text its length in UTF-8 as four big-endian bytes, then its bytes: no part can run into
// the next one.
const frame = (...texts) =>
  join(...texts.flatMap((text) => {
    const bytes = utf8.encode(text);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    return [length, bytes];
  }));

// HKDF-SHA256 with an empty salt.
const hkdf = async (key, info, count) => {
  const material = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8.encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, material, count * 8));
};

const pbkdf2 = async (passphrase, salt, iterations) => {
  const material = await crypto.subtle.importKey("raw", passphrase, "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, material, 256));
};

// AES-256-GCM; what was sealed, as text.
const unseal = async (key, nonce, ciphertext, additionalData) => {
  const secret = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: decode(nonce, 12), additionalData }, secret, decode(ciphertext));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain);
  } catch { throw new Damaged(); }
};
