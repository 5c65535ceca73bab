import PuertoCore
import PuertoStore

/// An operator as listings show one; times are RFC 3339, UTC.
struct OperatorView: Encodable {
    let name: String
    let role: String
    let added: String
    let passwordSet: String

    init(_ who: Operator) {
        name = who.name.text
        role = who.role.rawValue
        added = Timestamp.text(who.addedAt)
        passwordSet = Timestamp.text(who.changedAt)
    }
}
