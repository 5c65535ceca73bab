internal import Hypertext
internal import PuertoCore

/// The actions that a tenant's state allows, each as a link to the hook's page that confirms it. The
/// script opens a dialog with the same words instead.
struct ActionLinks {
    let tenant: Tenant
    let address: HookAddress
    let l: Language

    var html: HTML {
        let folded: HTML? =
            more.isEmpty && last == nil
            ? nil
            : """
            <details class="more"><summary class="button">\(l("Más", "More"))</summary>
            <ul>
            \(more.map { "<li>\(link($0))</li>\n" as HTML })\(last.map { "<li class=\"apart\">\(link($0))</li>\n" as HTML })</ul></details>

            """
        return """
            <div class="actions" role="group" aria-label="\(l("Acciones", "Actions"))" data-tenant="\(tenant.slug.text)" data-kind="\(tenant.kind.rawValue)">
            \(buttons.map { link($0, "button") })\(folded)</div>

            """
    }
}

extension ActionLinks {
    /// An action, and the credential field that it changes.
    private struct Entry {
        let action: Action
        var field: CredentialField?
    }

    /// Actions that take nothing away from the client and change something now.
    private var buttons: [Entry] { entries(Action.safe.filter { !isRepetition($0) }) }

    private var more: [Entry] {
        let rotations = [CredentialField.postgres, .redis].map { Entry(action: .rotate, field: $0) }
        return entries(Action.safe.filter(isRepetition))
            + (isAllowed(.rotate) ? rotations : []) + entries([.upgrade, .suspend])
    }

    private var last: Entry? { entries([.archive]).first }

    private func entries(_ actions: [Action]) -> [Entry] {
        actions.filter(isAllowed).map { Entry(action: $0) }
    }

    private func isAllowed(_ action: Action) -> Bool {
        (tenant.kind == .client || action.isForTheBaseSystem)
            && action.wants.contains(tenant.status)
    }

    /// A running system is already in the state that these lead to: they get no button.
    private func isRepetition(_ action: Action) -> Bool {
        switch action {
        case .provision: tenant.status == .ready
        case .resume: tenant.status == .ready || tenant.status == .degraded
        case .suspend, .restart, .rotate, .upgrade, .reconcile, .archive, .build: false
        }
    }

    private func link(_ entry: Entry, _ style: String? = nil) -> HTML {
        let look: HTML? = style.map { " class=\"\($0)\"" }
        let path = "/tenants/\(tenant.slug.text)/actions/\(entry.action.rawValue)"
        let target = entry.field.map { address(path, ("field", $0.rawValue)) } ?? address(path)
        let field: HTML? = entry.field.map { " data-field=\"\($0.rawValue)\"" }
        let argument = entry.field.map { " \($0.rawValue)" } ?? ""
        return """
            <a\(look) href="\(target)" \
            data-action="\(entry.action.rawValue)"\(field) \
            data-command="puerto \(entry.action.rawValue) \(tenant.slug.text)\(argument)">\(entry.action.request(entry.field, l))</a>

            """
    }
}

extension Action {
    /// Actions that a page offers as buttons, in its order.
    fileprivate static let safe: [Action] = [.provision, .resume, .restart, .reconcile]
}
