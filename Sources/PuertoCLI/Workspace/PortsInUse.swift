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
        let waiting = Task {
            try await Task.sleep(for: .seconds(1))
            Failure.note(
                Spoken.say(
                    "espera al motor de contenedores, \(patience) s como mucho",
                    "waits for the container engine, \(patience) s at most"))
        }
        defer { waiting.cancel() }
        let look = await Machine.live.lookAtPorts(findInTime)
        if let unsure = look.unsure {
            Failure.warn(
                Spoken.say(
                    "no se conocen los puertos de los contenedores, y una ranura que se elija ahora es "
                        + "insegura: \(unsure.spanish?.message ?? unsure.message) (puerto provision "
                        + "vuelve a mirar)",
                    "the ports of containers are not known, so a slot that is chosen now is unsure: "
                        + "\(unsure.message) (puerto provision looks again)"))
        }
        return look.inUse
    }

    /// Seconds that an operator waits for an answer.
    private static let patience = 10

    /// An engine that hangs hangs at the first question, which finding it asks.
    @Sendable static func findInTime() async throws -> ContainerEngine {
        try await withThrowingTaskGroup(of: ContainerEngine?.self) { group in
            group.addTask { try await ContainerEngine.find() }
            group.addTask {
                try await Task.sleep(for: .seconds(patience))
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let engine = first else {
                throw PuertoError(
                    .io, "the container engine did not answer in \(patience) s",
                    hint: "systemctl status docker"
                ).spanish(
                    "el motor de contenedores no respondió en \(patience) s",
                    hint: "systemctl status docker")
            }
            return engine
        }
    }
}

extension Workspace {
    /// Tells whether the records are a demo's. There are none before the first import.
    var isDemo: Bool {
        get throws {
            try FileManager.default.fileExists(atPath: database) && readingStore().isDemo()
        }
    }

    /// Looks at the ports of this machine, and returns the workspace that avoids them. A demo uses
    /// none, so it does not look.
    func avoidingPortsInUse() async throws -> Workspace {
        try isDemo ? self : avoiding(await PortsInUse.find())
    }

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
