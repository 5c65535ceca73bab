import PuertoCore
import PuertoStore

/// A receipt as listings show one; times are RFC 3339, UTC.
struct LinkView: Encodable {
    let receipt: String
    let field: String
    let state: String
    let made: String
    let by: String
    let expires: String
    let viewsLeft: Int
    let read: String?
    let readFrom: String?

    init(_ link: LinkReceipt) {
        receipt = link.id
        field = link.field.rawValue
        state = link.state.rawValue
        made = Timestamp.text(link.createdAt)
        by = link.createdBy
        expires = Timestamp.text(link.expiresAt)
        viewsLeft = link.viewsLeft
        read = link.readAt.map(Timestamp.text)
        readFrom = link.readFrom
    }
}
