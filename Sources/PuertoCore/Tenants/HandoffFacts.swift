/// The things that a handoff takes, as far as a client has them.
package struct HandoffFacts: Hashable, Sendable {
    /// As `Custody.isHandedOver`.
    package var isHandedOver: Bool
    package var hasContact: Bool
    package var hasPassword: Bool

    package init(
        isHandedOver: Bool = false, hasContact: Bool = true, hasPassword: Bool = true
    ) {
        self.isHandedOver = isHandedOver
        self.hasContact = hasContact
        self.hasPassword = hasPassword
    }

    package init(_ tenant: Tenant, _ custody: Custody) {
        self.init(
            isHandedOver: custody.isHandedOver, hasContact: tenant.contact.email != nil,
            hasPassword: custody.credential(.app) != nil)
    }
}
