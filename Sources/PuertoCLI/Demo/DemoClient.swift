import PuertoCore

/// An invented client, and what became of it.
struct DemoClient: Sendable {
    let slug: Slug
    let name: String
    let contact: Contact
    let plan: String
    let tags: [String]
    /// Days from its record to the end of the history.
    let age: Int
    let fate: Fate
    /// MiB that its data grow each day; `nil` for as much as any.
    var growth: Int?

    enum Fate: Sendable {
        case draft
        /// Its provisioning has failed.
        case failed
        case notHandedOver
        case linkUnread
        case linkRead
        /// It got a sealed page, which was withdrawn, and then read a link.
        case pageWithdrawn
        /// It was suspended and resumed.
        case resumed(reason: String)
        case suspended(reason: String)
        case archived(reason: String)
    }
}

extension DemoClient {
    /// The draft as `puerto tenant add` would make it.
    var draft: TenantDraft {
        TenantDraft(slug: slug, name: name, contact: contact, plan: plan, tags: tags)
    }

    /// The plans of a new workspace by their ids. One client moves from the small one to the other.
    static let grown = "pro"
    static let small = "basic"
}
