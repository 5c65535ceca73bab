// Passkeys (Web Authentication, level 3). Every byte string leaves this file as base64url.

// The person, or the time, has ended the system's prompt.
class Cancelled extends Error {}

// The browser refuses: passkeys belong to the portal's name, and to HTTPS.
const WRONG_PLACE = say(
  "El navegador no admite llaves de acceso en esta dirección: abre el portal por su nombre, con HTTPS.",
  "The browser allows no passkeys at this address: open the portal by its name, over HTTPS.",
);

const canUsePasskeys = () =>
  window.isSecureContext &&
  Boolean(crypto.subtle && window.PublicKeyCredential && navigator.credentials?.get);

const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

// Browsers give a cancelled prompt, a prompt that timed out and an unknown key the same name.
const prompted = async (step) => {
  try {
    return await step();
  } catch (error) {
    if (["NotAllowedError", "AbortError"].includes(error.name)) throw new Cancelled();
    throw error;
  }
};

const octets = (buffer) => encode(new Uint8Array(buffer));

// The signature of one of `credentials` over a challenge; of any that the device has, without them.
const signed = async ({ challenge, relyingParty, credentials = [], signal }) => {
  const publicKey = {
    challenge,
    rpId: relyingParty,
    allowCredentials: credentials.map((id) => ({ type: "public-key", id: decode(id) })),
    userVerification: "required",
    timeout: 85000,
  };
  const { rawId, response } = await prompted(() =>
    navigator.credentials.get({ publicKey, signal }),
  );
  return {
    credential: octets(rawId),
    client_data: octets(response.clientDataJSON),
    authenticator_data: octets(response.authenticatorData),
    signature: octets(response.signature),
  };
};
