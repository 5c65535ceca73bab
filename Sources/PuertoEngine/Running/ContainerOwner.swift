/// The owner of a container by its labels, as seen from one stack.
package enum ContainerOwner: Hashable, Sendable {
    case own
    /// Another client of the same workspace, by its recorded name or its number.
    case neighbour(String)
    /// A client of another workspace on the same machine.
    case elsewhere(client: String, workspace: String)
    /// No client of any workspace.
    case stranger

    package init(_ labels: [String: String], seenFrom identity: StackIdentity) {
        let workspace = labels[StackIdentity.Label.workspace] ?? ""
        let tenant = labels[StackIdentity.Label.tenant] ?? ""
        let client = labels[StackIdentity.Label.slug] ?? "client \(tenant)"
        if identity.owns(labels) {
            self = .own
        } else if workspace.isEmpty || tenant.isEmpty {
            self = .stranger
        } else if workspace == identity.workspace {
            self = .neighbour(client)
        } else {
            self = .elsewhere(client: client, workspace: String(workspace.prefix(8)))
        }
    }
}

extension ContainerOwner: CustomStringConvertible {
    package var description: String {
        switch self {
        case .own: "this client's"
        case .neighbour(let client): "that of '\(client)'"
        case .elsewhere(let client, let workspace):
            "that of '\(client)', a client of the workspace \(workspace) on this machine"
        case .stranger: "not Puerto's"
        }
    }

    package var spanish: String {
        switch self {
        case .own: "el de este cliente"
        case .neighbour(let client): "el de '\(client)'"
        case .elsewhere(let client, let workspace):
            "el de '\(client)', cliente del espacio de trabajo \(workspace) en esta máquina"
        case .stranger: "ajeno a Puerto"
        }
    }
}

extension ContainerState {
    /// True for a container of some client of some workspace, by its labels.
    var isPuertos: Bool {
        labels[StackIdentity.Label.workspace] != nil || labels[StackIdentity.Label.tenant] != nil
    }

    /// True when its ports are bound on the machine: a paused container keeps them.
    package var holdsItsPorts: Bool {
        status == "running" || status == "paused" || status == "restarting"
    }
}
