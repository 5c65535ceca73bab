internal import PuertoCore
internal import PuertoVault
internal import PuertoWire

/// The parts of an approval's challenge, in JSON.
struct ApprovalView: JSONView {
    private let begun: BeginApproval.Answer

    init(_ begun: BeginApproval.Answer) { self.begun = begun }

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", begun.id)
        json.add("nonce", Base64.url.encode(begun.nonce))
        json.add("workspace", begun.workspace)
        json.add("operator_row", begun.operatorRow)
        json.add("operator", begun.operator.text)
        json.add("tenant_row", begun.tenantRow)
        json.add("tenant", begun.tenant.text)
        json.add("act", begun.act)
        json.add("parameters", begun.parameters)
        json.add("plan", begun.plan)
        json.add("relying_party", begun.relyingParty)
        json.add("credentials", begun.credentials.map { Base64.url.encode($0) })
        json.add("expires_at", time: begun.expiresAt)
        return json
    }
}

/// An approval of the past, in JSON.
struct ApprovedView: JSONView {
    private let approval: Approval

    init(_ approval: Approval) { self.approval = approval }

    var json: JSONObject {
        var json = JSONObject()
        json.add("at", time: approval.at)
        json.add("act", approval.act)
        json.add("tenant", approval.tenant)
        json.add("passkey", approval.passkey)
        return json
    }
}

/// A registration that the command line waits for, in JSON.
struct OfferView: JSONView {
    let id: String
    let offer: GetPasskeyOffer.Answer
    let agency: String

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", id)
        json.add("operator", offer.operator.text)
        json.add("operator_row", offer.operatorRow)
        json.add("relying_party", offer.relyingParty)
        json.add("agency", agency)
        json.add("exclude", offer.known.map { Base64.url.encode($0) })
        json.add("expires_at", time: offer.expiresAt)
        return json
    }
}
