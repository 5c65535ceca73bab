internal import PuertoCore
internal import PuertoVault

/// The ciphertext of a one-time link in JSON.
struct ClaimedView: JSONView {
    let nonce: [UInt8]
    let ciphertext: [UInt8]

    var json: JSONObject {
        var json = JSONObject()
        json.add("nonce", Base64.url.encode(nonce))
        json.add("ciphertext", Base64.url.encode(ciphertext))
        return json
    }
}
