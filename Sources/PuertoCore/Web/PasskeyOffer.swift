/// An open registration of a passkey: the command line has shown its address and waits.
package struct PasskeyOffer: Hashable, Sendable {
    /// 22 letters of base64url.
    package let id: String
    package let `operator`: Slug
    /// The operator's row.
    package let operatorRow: Int
    /// 32 bytes, which the address has in its fragment.
    package let secret: [UInt8]
    /// The portal's host name when the command was begun.
    package let relyingParty: String
    /// Seconds since 1970, UTC.
    package let madeAt: Int
    /// The passkey that a browser has made; `nil` before.
    package let made: NewPasskey?

    /// Seconds that an offer is open.
    package static let lifetime = 600

    package init(
        id: String, operator: Slug, operatorRow: Int, secret: [UInt8], relyingParty: String,
        madeAt: Int, made: NewPasskey?
    ) {
        self.id = id
        self.operator = `operator`
        self.operatorRow = operatorRow
        self.secret = secret
        self.relyingParty = relyingParty
        self.madeAt = madeAt
        self.made = made
    }
}
