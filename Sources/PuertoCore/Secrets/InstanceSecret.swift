/// A secret of Puerto's own in a client's Windmill. No page shows it and no verb hands it out.
package enum InstanceSecret: String, CaseIterable, Sendable {
    /// The password of the instance's super administrator.
    case administrator
    /// The super administrator's token, with which Puerto makes its calls.
    case token
}
