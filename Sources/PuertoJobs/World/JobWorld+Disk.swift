internal import PuertoCore
internal import PuertoEngine
package import PuertoStore

extension JobWorld {
    /// Measures what the clients on this machine take of its disk, with one question to the engine,
    /// and records it with the free space. Throws what the engine throws.
    package func measureDisk(by holder: String) async throws -> DiskOutcome {
        let sizes = try await diskSizes()
        let free = freeRoom(try await engine().rootFolder())
        return try store.recordDisk(try sight(sizes, free: free), by: holder)
    }

    func diskSizes() async throws -> [Int: DiskSight.Size] {
        try await engine().disk(ofWorkspace: store.workspaceID()).mapValues {
            DiskSight.Size(volumes: $0.volumes, layers: $0.layers)
        }
    }

    /// MiB that are free on the workspace's disk and on the engine's, whichever has less.
    func freeRoom(_ root: String?) -> Int {
        let own = machine.freeRoom(stacks)
        return root.map { min(own, machine.freeRoom($0)) } ?? own
    }

    func sight(_ sizes: [Int: DiskSight.Size]?, free: Int) throws -> DiskSight {
        let total = machine.memory.total
        let memory = MemoryRoom(total: total, sold: try soldMemory().memory)
        return DiskSight(
            host: home, sizes: sizes, free: free, reserve: settings.diskReserve << 10,
            sunset: settings.diskSunset, memory: total > 0 ? memory : nil)
    }
}
