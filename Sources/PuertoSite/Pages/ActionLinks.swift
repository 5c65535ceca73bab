internal import Hypertext
internal import PuertoCore

/// The actions that a tenant's state allows, folded, each as a link to the hook's page that confirms
/// it. The script opens a dialog with the same words instead.
struct ActionLinks {
    let tenant: Tenant
    let address: HookAddress
    let l: Language
    /// The action that the page offers elsewhere as its one button.
    var elsewhere: Action?

    var html: HTML {
        let items = (first + more).filter { $0.action != elsewhere }
        return group([
            """
            <details class="more"><summary class="button">\(l("Más", "More"))</summary>
            <ul>
            \(pages)\(items.map { "<li>\(link($0))</li>\n" as HTML })\(last.map { "<li class=\"apart\">\(link($0))</li>\n" as HTML })</ul></details>

            """
        ])
    }

    /// The one button of a page, for an action.
    func primary(_ action: Action, _ words: String) -> HTML {
        group([link(Entry(action: action), "button primary", words)], named: nextStep)
    }

    /// The one button of a page, for a step that a page of its own does, and the command for it.
    func primary(to target: String, _ words: String, command: String?) -> HTML {
        let command: HTML? = command.map { " data-command=\"\($0)\"" }
        return group(
            ["<a class=\"button primary\" href=\"\(target)\"\(command)>\(words)</a>\n"],
            named: nextStep)
    }

    private var nextStep: String { l("Siguiente paso", "Next step") }

    private func group(_ links: [HTML], named name: String? = nil) -> HTML {
        """
        <div class="actions" role="group" aria-label="\(name ?? l("Acciones", "Actions"))" data-tenant="\(tenant.slug.text)" data-kind="\(tenant.kind.rawValue)">
        \(links)</div>

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
    private var first: [Entry] { entries(Action.safe.filter { !isRepetition($0) }) }

    private var more: [Entry] {
        let fields: [CredentialField] =
            [.postgres, .redis] + (tenant.contact.email == nil ? [] : [.app])
        let rotations = fields.map { Entry(action: .rotate, field: $0) }
        return entries(Action.safe.filter(isRepetition))
            + (isAllowed(.rotate) ? rotations : []) + entries([.scripts, .upgrade, .suspend])
    }

    private var last: Entry? { entries([.archive]).first }

    private func entries(_ actions: [Action]) -> [Entry] {
        actions.filter(isAllowed).map { Entry(action: $0) }
    }

    private func isAllowed(_ action: Action) -> Bool {
        (tenant.kind == .client ? !tenant.isObserved : action.isForTheBaseSystem)
            && action.wants.contains(tenant.status)
    }

    /// A running system is already in the state that these lead to: they get no button.
    private func isRepetition(_ action: Action) -> Bool {
        switch action {
        case .provision: tenant.status == .ready
        case .resume: tenant.status == .ready || tenant.status == .degraded
        case .suspend, .restart, .rotate, .upgrade, .reconcile, .archive, .build, .scripts: false
        }
    }

    /// Links to the hook's own pages, which no dialog stands for.
    private var pages: HTML {
        let slug = tenant.slug.text
        return """
            <li><a href="\(address("/tenants/\(slug)/edit"))">\(l("Editar", "Edit"))</a></li>
            <li><a href="\(address("/tenants/\(slug)/probe"))">\(l("Comprobar ahora", "Probe now"))</a></li>
            <li><a href="\(address("/jobs", ("tenant", slug)))">\(l("Trabajos", "Jobs"))</a></li>

            """
    }

    private func link(_ entry: Entry, _ style: String? = nil, _ words: String? = nil) -> HTML {
        let look: HTML? = style.map { " class=\"\($0)\"" }
        let path = "/tenants/\(tenant.slug.text)/actions/\(entry.action.rawValue)"
        let target = entry.field.map { address(path, ("field", $0.rawValue)) } ?? address(path)
        let field: HTML? = entry.field.map { " data-field=\"\($0.rawValue)\"" }
        let command = entry.action.command(tenant.slug, l, field: entry.field)
        return """
            <a\(look) href="\(target)" \
            data-action="\(entry.action.rawValue)"\(field) \
            data-command="\(command)">\(words ?? entry.action.request(entry.field, l))</a>

            """
    }
}

extension Action {
    /// Actions that a menu names first, in its order.
    fileprivate static let safe: [Action] = [.provision, .resume, .restart, .reconcile]
}
