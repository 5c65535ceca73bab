internal import PuertoCore

/// The runbooks that have a text for readers of one language, as pages list them.
struct RunbookLists: Sendable {
    let all: [Entry]
    /// The runbooks that a client has pages of, and those that the base system has.
    let forClients: [Entry]
    let forBase: [Entry]
    /// The runbooks on the onboarding page.
    let onboarding: [Entry]

    typealias Entry = (runbook: Runbook, text: RunbookText)

    init(_ runbooks: [Runbook], _ l: Language) {
        all = runbooks.compactMap { runbook in runbook.text(l).map { (runbook, $0) } }
        forClients = all.filter { $0.runbook.concerns(.client) }
        forBase = all.filter { $0.runbook.concerns(.base) }
        onboarding = all.filter { $0.runbook.isForClients }
    }
}
