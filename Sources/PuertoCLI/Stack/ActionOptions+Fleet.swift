import PuertoCore
import PuertoJobs
import PuertoStore

extension ActionOptions {
    /// Lists the clients of this machine that are in one of these states. The base system is none,
    /// and one that is only observed is left out.
    func clients(in states: Set<Tenant.Status>) throws -> [Slug] {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        let home = try workspace.jobWorld(store).home
        return try store.fleet().tenants
            .filter {
                $0.kind == .client && $0.host == home && states.contains($0.status)
                    && !$0.isObserved
            }
            .map(\.slug)
    }
}
