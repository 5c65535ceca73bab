internal import PuertoCore
internal import PuertoVault

/// A secret that is sealed to a browser's key, in JSON.
struct EnvelopeView: JSONView {
    let errand: Errand
    let field: String
    let envelope: SealedEnvelope

    var json: JSONObject {
        var json = JSONObject()
        json.add("errand", errand.id)
        json.add("tenant", errand.tenant.text)
        json.add("field", field)
        json.add("key", Base64.url.encode(envelope.key))
        json.add("nonce", Base64.url.encode(envelope.nonce))
        json.add("ciphertext", Base64.url.encode(envelope.ciphertext))
        return json
    }
}
