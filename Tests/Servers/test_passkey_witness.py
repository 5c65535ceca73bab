"""Another implementation of Web Authentication, the package `fido2`, judges what these tests sign
and what Puerto's vectors say: two authors have read the standard in the same way."""

import base64
import hashlib
import json
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from fido2 import cose
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from device import ES256, RS256, Device, registration_challenge

VECTORS = json.loads(
    (Path(__file__).parents[1] / "PuertoVaultTests/Vectors/passkeys.json").read_text()
)
# Rules of the standard itself; of the others Puerto asks more than it has to.
RULES = {"type", "challenge", "origin", "relyingParty", "notPresent", "notVerified", "signature"}
# The same challenge in another spelling, which Puerto does not take.
SPELT = "client data: a padded challenge"
CREDENTIAL = bytes(16)
SECRET = os.urandom(32)


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Witness:
    def __init__(self, origin, relying_party, challenge):
        party = PublicKeyCredentialRpEntity(name="Puerto", id=relying_party)
        self.server = Fido2Server(party, verify_origin=lambda told: told == origin)
        required = UserVerificationRequirement.REQUIRED
        self.state = {"challenge": b64(challenge), "user_verification": required}

    def register(self, client_data, attestation, credential):
        answer = {"clientDataJSON": b64(client_data), "attestationObject": b64(attestation)}
        told = {"id": b64(credential), "rawId": b64(credential), "type": "public-key"}
        response = RegistrationResponse.from_dict({**told, "response": answer})
        return self.server.register_complete(self.state, response).credential_data

    def authenticate(self, known, client_data, authenticator_data, signature):
        answer = {
            "clientDataJSON": b64(client_data),
            "authenticatorData": b64(authenticator_data),
            "signature": b64(signature),
        }
        name = b64(known.credential_id)
        told = {"id": name, "rawId": name, "type": "public-key"}
        response = AuthenticationResponse.from_dict({**told, "response": answer})
        return self.server.authenticate_complete(self.state, [known], response)


def judged(kind):
    """The vectors of the standard's rules, and those that break none."""
    rules = {*RULES, None}
    return [one for one in VECTORS[kind] if one.get("refusal") in rules and one["name"] != SPELT]


def takes(step):
    try:
        step()
    except Exception:
        return False
    return True


def part(made, name):
    return bytes.fromhex(made[name])


@pytest.fixture(scope="module")
def witness():
    challenge = part(VECTORS, "challenge")
    return Witness(VECTORS["origin"], VECTORS["relying_party"], challenge)


@pytest.mark.parametrize("made", judged("registrations"), ids=lambda made: made["name"])
def test_registrations_of_the_vectors_are_judged_alike(witness, made):
    refusal = made.get("refusal")
    credential = part(made, "credential") if "credential" in made else CREDENTIAL
    client, attestation = part(made, "client_data"), part(made, "attestation")
    assert takes(lambda: witness.register(client, attestation, credential)) == (not refusal)


def cose_key(made):
    """The key of a vector: a point of P-256, or an RSA key in PKCS #1."""
    data = part(made, "public_key")
    if data[0] == 4:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data)
        return cose.ES256.from_cryptography_key(point)
    return cose.RS256.from_cryptography_key(load_der_public_key(data))


@pytest.mark.parametrize("made", judged("assertions"), ids=lambda made: made["name"])
def test_signatures_of_the_vectors_are_judged_alike(witness, made):
    refusal = made.get("refusal")
    key = cose_key(made)
    if key[3] != made["algorithm"]:
        # A key of one algorithm in a row of the other.
        assert refusal == "signature"
        return
    known = AttestedCredentialData.create(bytes(16), CREDENTIAL, key)
    parts = [part(made, name) for name in ("client_data", "authenticator_data", "signature")]
    assert takes(lambda: witness.authenticate(known, *parts)) == (not refusal)


@pytest.mark.parametrize("algorithm", [ES256, RS256], ids=["ES256", "RS256"])
def test_the_authenticator_of_these_tests_is_one(algorithm):
    device = Device("https://portal.example", algorithm)
    offer = {"id": "A" * 22, "relying_party": device.relying_party, "operator_row": 1}
    made = device.registration({**offer, "operator": "ana"}, SECRET)
    plain = {name: base64.urlsafe_b64decode(text + "==") for name, text in made.items()}
    registering = Witness(device.origin, device.relying_party, registration_challenge(offer))
    known = registering.register(plain["client_data"], plain["attestation"], device.credential)
    assert known.public_key[3] == algorithm
    challenge = os.urandom(32)
    signing = Witness(device.origin, device.relying_party, challenge)
    client, data = device.client_data("webauthn.get", challenge), device.data()
    signature = device.sign(data + hashlib.sha256(client).digest())
    signing.authenticate(known, client, data, signature)
    other = bytes([signature[-1] ^ 1])
    assert not takes(lambda: signing.authenticate(known, client, data, signature[:-1] + other))
