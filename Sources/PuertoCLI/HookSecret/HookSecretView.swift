import PuertoCore
import PuertoStore

/// A hook secret as listings show one; times are RFC 3339, UTC.
struct HookSecretView: Encodable {
    let name: String
    let tenant: String?
    let added: String
    let state: String

    init(_ secret: HookSecret, _ now: Int) {
        name = secret.name.text
        tenant = secret.tenant?.text
        added = Timestamp.text(secret.addedAt)
        state =
            secret.endsAt.map { end in
                "\(secret.isActive(at: now) ? "ends" : "ended") \(Timestamp.text(end))"
            } ?? "active"
    }
}
