/// The receipt of a one-time link in JSON.
package struct LinkView: JSONView {
    package let receipt: LinkReceipt

    package init(_ receipt: LinkReceipt) { self.receipt = receipt }

    package var json: JSONObject {
        var json = JSONObject()
        json.add("id", receipt.id)
        json.add("field", receipt.field.rawValue)
        json.add("state", receipt.state.rawValue)
        json.add("passphrase", receipt.hasPassphrase)
        json.add("created_at", time: receipt.createdAt)
        json.add("created_by", receipt.createdBy)
        json.add("expires_at", time: receipt.expiresAt)
        json.add("views_left", receipt.viewsLeft)
        json.add("read_at", time: receipt.readAt)
        json.add("read_from", receipt.readFrom)
        json.add("revoked_at", time: receipt.revokedAt)
        json.add("revoked_by", receipt.revokedBy)
        return json
    }
}
