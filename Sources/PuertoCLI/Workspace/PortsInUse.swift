import Foundation
import PuertoCore
import PuertoEngine

/// Ports of this machine that a new client's slot must not have: something listens on them, or a
/// container publishes them, running or not.
enum PortsInUse {
    /// For records that are kept on another machine than the stacks.
    static let ignoring = "PUERTO_IGNORE_PORTS"

    /// Without an engine that answers, only what listens is known.
    static func find() async -> Set<Int> {
        guard ProcessInfo.processInfo.environment[ignoring] ?? "" == "" else { return [] }
        let listening = Machine.live.listening
        guard let engine = try? await ContainerEngine.find(),
            let containers = try? await engine.allContainers()
        else { return listening }
        return listening.union(containers.flatMap(\.published).compactMap(port))
    }

    private static func port(_ published: String) -> Int? {
        published.lastIndex(of: ":").flatMap { Int(published[$0...].dropFirst()) }
    }
}

extension Workspace {
    /// The same workspace, choosing slots whose ports are free on this machine, which is the first
    /// host.
    func avoiding(_ ports: Set<Int>) -> Workspace {
        var workspace = self
        workspace.portsInUse = ports
        return workspace
    }
}
