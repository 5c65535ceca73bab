import Foundation
import PuertoCore
import PuertoEngine
import PuertoStore

/// A look at the ports of this machine that a new client's slot must not have.
enum PortsInUse {
    /// The variable of operators whose records are kept on another machine than the stacks.
    static let ignoring = "PUERTO_IGNORE_PORTS"

    static var isIgnored: Bool { ProcessInfo.processInfo.environment[ignoring] ?? "" != "" }

    /// `nil` where this machine is not to be looked at.
    static func find() async -> Set<Int>? {
        guard !isIgnored else { return nil }
        return await Machine.live.portsInUse { try await ContainerEngine.find() }
    }
}

extension Workspace {
    /// The same workspace, which chooses slots whose ports are free on this machine, the first
    /// host.
    func avoiding(_ ports: Set<Int>?) -> Workspace {
        var workspace = self
        workspace.portsInUse = ports
        return workspace
    }

    /// Records a look for the web tier and the portal's slot map; does nothing without one.
    func recordPortsInUse(in store: Store) throws {
        guard let portsInUse, let here = configuration.hosts.first?.name else { return }
        try store.recordPortsInUse(portsInUse, on: here)
    }
}
