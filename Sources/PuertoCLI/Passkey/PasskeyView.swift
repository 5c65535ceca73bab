import PuertoCore

/// A passkey as it is listed.
struct PasskeyView: JSONView {
    let passkey: Passkey
    /// The portal's host name; `nil` without a portal.
    let portal: String?

    /// True when browsers offer it at the portal.
    private var isOfPortal: Bool { passkey.relyingParty == portal }

    var json: JSONObject {
        var json = JSONObject()
        json.add("operator", passkey.operator.text)
        json.add("id", passkey.id)
        json.add("authenticator", passkey.label)
        json.add("synced", passkey.isSynced)
        json.add("relying_party", passkey.relyingParty)
        json.add("of_portal", isOfPortal)
        json.add("added_at", time: passkey.addedAt)
        json.add("used_at", time: passkey.usedAt)
        return json
    }

    static var columns: [Column<PasskeyView>] {
        [
            Column("OPERATOR") { $0.passkey.operator.text }, Column("ID") { "\($0.passkey.id)" },
            Column("AUTHENTICATOR") { $0.passkey.label },
            Column("KEPT") {
                $0.passkey.isSynced
                    ? Spoken.say("sincronizada", "synced")
                    : Spoken.say("un dispositivo", "one device")
            },
            Column("HOST NAME") {
                $0.passkey.relyingParty
                    + ($0.isOfPortal
                        ? "" : Spoken.say(" (no es el del portal)", " (not the portal's)"))
            },
            Column("ADDED") { Timestamp.text($0.passkey.addedAt) },
            Column("USED") { $0.passkey.usedAt.map { Timestamp.text($0) } ?? "" },
        ]
    }
}
