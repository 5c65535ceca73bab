internal import PuertoCore

/// A document of `content/runbooks/`, in every language it is written in.
///
/// It is a class of constants: pages hold lists of them, and a reference is one count to keep.
final class Runbook: Sendable {
    /// The file's name without its ending: `copia` of `copia.md` and `copia.en.md`.
    let name: String
    let audience: Audience
    let scope: Scope
    /// Its place in lists; runbooks without one come last, by name.
    let order: Int?
    /// The language of `name.md`.
    let original: Language
    let texts: [Language: RunbookText]

    /// Tells whether a client's page links to it as the guide to the handoff: one of its texts has
    /// the tag `handoff`.
    let isAboutHandoff: Bool

    init(
        name: String, audience: Audience, scope: Scope, order: Int?, original: Language,
        texts: [Language: RunbookText]
    ) {
        self.name = name
        self.audience = audience
        self.scope = scope
        self.order = order
        self.original = original
        self.texts = texts
        isAboutHandoff = texts.values.contains { $0.tags.contains("handoff") }
    }

    enum Audience: String, CaseIterable, Sendable {
        case `operator`, client, both
    }

    enum Scope: String, CaseIterable, Sendable {
        case fleet, tenant
    }
}

extension Runbook {
    /// The text in a language, or in the one that it was written in.
    func text(_ l: Language) -> RunbookText? { texts[l] ?? texts[original] }

    var isForClients: Bool { audience != .operator }

    /// Tells whether a tenant has a page of it with its own values.
    func concerns(_ kind: Tenant.Kind) -> Bool {
        scope == .tenant && (kind == .client || audience == .operator)
    }
}
