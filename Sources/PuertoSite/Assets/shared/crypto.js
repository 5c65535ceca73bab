// The formats that secrets travel in, as the server writes them. No text here is shown to people.

const utf8 = new TextEncoder();

class Damaged extends Error {}

// Base64url has several spellings of the same bytes; only the one that encoding gives is accepted.
const decode = (text, count) => {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text)) throw new Damaged();
  let binary;
  try {
    binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  } catch {
    throw new Damaged();
  }
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  if (encode(bytes) !== text || (count && bytes.length !== count)) throw new Damaged();
  return bytes;
};

// In pieces: a call takes a limited number of arguments.
const encode = (bytes) => {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
};

// Each part, a text in UTF-8 or bytes, is preceded by its length as four big-endian bytes: no part
// can run into the next one.
const frame = (...parts) =>
  join(
    ...parts.flatMap((part) => {
      const bytes = typeof part === "string" ? utf8.encode(part) : part;
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, bytes.length);
      return [length, bytes];
    }),
  );

// HKDF-SHA256 with an empty salt (RFC 5869).
const hkdf = async (key, info, count) => {
  const material = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const salt = new Uint8Array();
  const algorithm = { name: "HKDF", hash: "SHA-256", salt, info: utf8.encode(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, material, count * 8));
};

// PBKDF2-HMAC-SHA256, 32 bytes (RFC 8018).
const pbkdf2 = async (passphrase, salt, iterations) => {
  const { subtle } = crypto;
  const material = await subtle.importKey("raw", passphrase, "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return new Uint8Array(await subtle.deriveBits(algorithm, material, 256));
};

// AES-256-GCM over bytes.
const decrypt = async (key, iv, ciphertext, additionalData) => {
  const secret = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const algorithm = { name: "AES-GCM", iv, additionalData };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, secret, ciphertext));
  } catch {
    throw new Damaged();
  }
};

const textOf = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Damaged();
  }
};

// A sealed text whose nonce and ciphertext are base64url.
const unseal = async (key, nonce, ciphertext, additionalData) =>
  textOf(await decrypt(key, decode(nonce, 12), decode(ciphertext), additionalData));
