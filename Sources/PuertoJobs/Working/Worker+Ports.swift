internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Worker {
    /// Records which ports of this machine are in use, for slots that the web tier chooses. A
    /// worker that does not look forgets what another one has seen.
    func lookAtPorts() async throws {
        let ports = world.looksAtPorts ? await world.machine.portsInUse(world.engine) : nil
        // A database that is busy now is free at the next look.
        do { try world.store.recordPortsInUse(ports, on: world.home) } catch let error
            as PuertoError where error.code == .busy
        {}
        if world.looksAtPorts { await world.lookAtNumbers() }
    }
}
