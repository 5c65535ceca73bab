internal import PuertoCore

/// A document of `content/runbooks/`, in every language it is written in.
struct Runbook: Sendable {
    /// The file's name without its ending: `copia` of `copia.md` and `copia.en.md`.
    let name: String
    let audience: Audience
    let scope: Scope
    /// Its place in lists; `nil` comes last, by name.
    let order: Int?
    /// The language of `name.md`.
    let original: Language
    let texts: [Language: RunbookText]

    enum Audience: String, CaseIterable, Sendable {
        case `operator`, client, both
    }

    enum Scope: String, CaseIterable, Sendable {
        case fleet, tenant
    }
}

extension Runbook {
    /// The text in a language, or in the one it was written in.
    func text(_ l: Language) -> RunbookText? { texts[l] ?? texts[original] }

    var isForClients: Bool { audience != .operator }

    /// Whether a tenant has a page of it with its own values.
    func concerns(_ kind: Tenant.Kind) -> Bool {
        scope == .tenant && (kind == .client || audience == .operator)
    }

    /// Whether it is the one a client's page points to for handing over: one of its texts bears
    /// the tag `handoff`.
    var isAboutHandoff: Bool { texts.values.contains { $0.tags.contains("handoff") } }
}
